/// Where an event is on its way.
package enum EventStatus: String, WireEnum {
    /// Durable; nobody waits for it, or it is on its way.
    case published
    /// Everyone who waits for it has it.
    case delivered
    /// Somebody who waits for it will not get it without help.
    case failed

    package static let about = About("Where an event is on its way.")
}
