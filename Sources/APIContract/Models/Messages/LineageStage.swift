/// A station on the way of a message.
package enum LineageStage: String, WireEnum {
    /// It arrived.
    case received
    /// It was compared with its schema.
    case validated
    /// It was changed into what is sent.
    case mapped
    /// It waits for a destination.
    case queued
    /// A delivery was tried.
    case attempted
    /// A destination has it.
    case delivered
    /// It was set aside.
    case deadLettered
    /// A person asked for it to be tried again.
    case retried
    /// A person let it go.
    case discarded
    /// It was refused.
    case rejected

    package static let about = About("A station on the way of a message.")
}
