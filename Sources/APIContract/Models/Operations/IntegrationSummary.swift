package import Values

/// How one integration fares.
package struct IntegrationSummary: WireType, Hashable {
    package var id: String
    package var status: IntegrationStatus
    package var received: Int
    package var rejected: Int
    package var lastMessageAt: Instant?
    package var nextRun: Instant?
    package var queue: QueueConsumption?

    package init(
        id: String, status: IntegrationStatus, received: Int, rejected: Int, lastMessageAt: Instant? = nil,
        nextRun: Instant? = nil, queue: QueueConsumption? = nil
    ) {
        self.id = id
        self.status = status
        self.received = received
        self.rejected = rejected
        self.lastMessageAt = lastMessageAt
        self.nextRun = nextRun
        self.queue = queue
    }

    package static let about = About(
        "How one integration fares.",
        [
            "id": "The integration.",
            "status": "Whether it runs.",
            "received": "Messages taken in since the start.",
            "rejected": "Messages refused since the start.",
            "lastMessageAt": "When the last message came.",
            "nextRun": "When it works next by its schedule.",
            "queue": "The queue that it takes from, and how that goes.",
        ])
}
