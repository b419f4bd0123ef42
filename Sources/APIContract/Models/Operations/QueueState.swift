/// Whether messages of a queue are taken.
package enum QueueState: String, WireEnum {
    case connecting
    case taking
    /// Another node takes, or this one is about to.
    case standby
    /// Nothing can be taken for now.
    case away

    package static let about = About("Whether messages of a queue are taken.")
}
