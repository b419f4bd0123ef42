/// How a subscription fares.
package enum SubscriptionStatus: String, WireEnum {
    /// It is delivered to.
    case active
    /// The past is being looked through; deliveries begin after that.
    case catchingUp
    /// The receiver fails, and is tried again now and then.
    case failing
    /// Nothing is sent until it is resumed.
    case paused

    package static let about = About("How a subscription fares.")
}
