/// A subscription just made. A webhook's secret is shown this once.
package struct CreatedSubscription: WireType, Hashable {
    package var subscription: Subscription
    package var secret: String?
    package var warning: String?

    package init(
        subscription: Subscription, secret: String? = nil, warning: String? = nil
    ) {
        self.subscription = subscription
        self.secret = secret
        self.warning = warning
    }

    package static let about = About(
        "A subscription just made. A webhook's secret is shown this once.",
        [
            "subscription": "The subscription.",
            "secret": "What a webhook's receiver verifies signatures with. It cannot be shown again.",
            "warning": "What keeps its events from being delivered as things are: they wait.",
        ])
}
