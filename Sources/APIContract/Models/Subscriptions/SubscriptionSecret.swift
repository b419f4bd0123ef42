package import Values

/// A new secret. It is shown this once.
package struct SubscriptionSecret: WireType, Hashable {
    package var secret: String
    package var previousUntil: Instant

    package init(
        secret: String, previousUntil: Instant
    ) {
        self.secret = secret
        self.previousUntil = previousUntil
    }

    package static let about = About(
        "A new secret. It is shown this once.",
        [
            "secret": "What the receiver verifies signatures with from now on.",
            "previousUntil": "Until then deliveries are signed with the one before, too.",
        ])
}
