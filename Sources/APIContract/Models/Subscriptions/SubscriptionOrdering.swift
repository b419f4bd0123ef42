/// What order deliveries have.
package enum SubscriptionOrdering: String, WireEnum {
    /// Events of one key go one after the other.
    case key
    /// All go as soon as they can.
    case none

    package static let about = About("What order deliveries have.")
}
