package import Values

/// A message that a consumer has for a while.
package struct LeasedMessage: WireType, Hashable {
    package var receipt: String
    package var leasedUntil: Instant
    package var delivery: Int
    package var event: IntegrationEvent

    package init(
        receipt: String, leasedUntil: Instant, delivery: Int, event: IntegrationEvent
    ) {
        self.receipt = receipt
        self.leasedUntil = leasedUntil
        self.delivery = delivery
        self.event = event
    }

    package static let about = About(
        "A message that a consumer has for a while.",
        [
            "receipt": "To settle it with.",
            "leasedUntil": "Then somebody else may get it.",
            "delivery": "How often it has been leased, this time included.",
            "event": "The message.",
        ])
}
