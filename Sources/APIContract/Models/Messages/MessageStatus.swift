/// Where a message is on its way.
package enum MessageStatus: String, WireEnum {
    /// Durable, not yet worked on.
    case accepted
    /// Being worked on or waiting for a destination.
    case inProgress
    /// Every destination has it.
    case delivered
    /// At least one destination will not get it without help.
    case deadLettered
    /// A person has let it go.
    case discarded
    /// Refused; it was never taken in.
    case rejected

    package static let about = About("Where a message is on its way.")
}
