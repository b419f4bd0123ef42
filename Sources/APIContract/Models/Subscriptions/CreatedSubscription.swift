/// A subscription just made. A webhook's secret is shown this once.
package struct CreatedSubscription: WireType, Hashable {
    package var subscription: Subscription
    package var secret: String?

    package init(
        subscription: Subscription, secret: String? = nil
    ) {
        self.subscription = subscription
        self.secret = secret
    }

    package static let about = About(
        "A subscription just made. A webhook's secret is shown this once.",
        [
            "subscription": "The subscription.",
            "secret": "What a webhook's receiver verifies signatures with. It cannot be shown again.",
        ])
}
