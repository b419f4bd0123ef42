/// From when on events are wanted.
package enum SubscriptionStart: String, WireEnum {
    /// What is published from now on.
    case now
    /// Everything there is, and what follows.
    case beginning
    /// From fromSequence on.
    case sequence
    /// From fromTime on.
    case time

    package static let about = About("From when on events are wanted.")
}
