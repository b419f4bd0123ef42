package import Values

/// Everything that happened to one message.
package struct MessageLineage: WireType, Hashable {
    package var id: String
    package var integrationId: String
    package var reference: String?
    package var receivedAt: Instant
    package var contentType: String
    package var size: Int
    package var status: MessageStatus
    package var correlationId: String?
    package var steps: [LineageStep]

    package init(
        id: String, integrationId: String, reference: String? = nil, receivedAt: Instant, contentType: String,
        size: Int, status: MessageStatus, correlationId: String? = nil, steps: [LineageStep]
    ) {
        self.id = id
        self.integrationId = integrationId
        self.reference = reference
        self.receivedAt = receivedAt
        self.contentType = contentType
        self.size = size
        self.status = status
        self.correlationId = correlationId
        self.steps = steps
    }

    package static let about = About(
        "Everything that happened to one message.",
        [
            "id": "The message.",
            "integrationId": "Where it was received.",
            "reference": "The sender's own name for it.",
            "receivedAt": "When it was made durable.",
            "contentType": "What it was sent as.",
            "size": "Its length in bytes.",
            "status": "Where it is.",
            "correlationId": "What it belongs to.",
            "steps": "What happened, oldest first.",
        ])
}
