package import Values

/// A message that a consumer has for a while.
package struct LeasedMessage: WireType, Hashable {
    package var receipt: String
    package var leasedUntil: Instant
    package var delivery: Int
    package var replay: String?
    package var event: IntegrationEvent

    package init(
        receipt: String, leasedUntil: Instant, delivery: Int, replay: String? = nil, event: IntegrationEvent
    ) {
        self.receipt = receipt
        self.leasedUntil = leasedUntil
        self.delivery = delivery
        self.replay = replay
        self.event = event
    }

    package static let about = About(
        "A message that a consumer has for a while.",
        [
            "receipt": "To settle it with.",
            "leasedUntil": "Then somebody else may get it.",
            "delivery": "How often it has been leased, this time included.",
            "replay": "Id of the replay that brought it; absent for what happens.",
            "event": "The message.",
        ])
}
