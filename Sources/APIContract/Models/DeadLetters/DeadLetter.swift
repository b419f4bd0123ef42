package import Values

/// A delivery that was given up, waiting for a person.
package struct DeadLetter: WireType, Hashable {
    package var id: String
    package var messageId: String
    package var integrationId: String?
    package var destination: String
    package var reference: String?
    package var reason: String
    package var code: String?
    package var remedy: String?
    package var attempts: Int
    package var receivedAt: Instant
    package var deadSince: Instant

    package init(
        id: String, messageId: String, integrationId: String? = nil, destination: String, reference: String? = nil,
        reason: String, code: String? = nil, remedy: String? = nil, attempts: Int, receivedAt: Instant,
        deadSince: Instant
    ) {
        self.id = id
        self.messageId = messageId
        self.integrationId = integrationId
        self.destination = destination
        self.reference = reference
        self.reason = reason
        self.code = code
        self.remedy = remedy
        self.attempts = attempts
        self.receivedAt = receivedAt
        self.deadSince = deadSince
    }

    package static let about = About(
        "A delivery that was given up, waiting for a person.",
        [
            "id": "The dead letter; percent-encode it in addresses.",
            "messageId": "The message.",
            "integrationId": "Where it was received.",
            "destination": "Where it was going.",
            "reference": "The sender's own name for the message.",
            "reason": "Why it was given up, in a sentence.",
            "code": "Error code of the last failure.",
            "remedy": "What to do about it.",
            "attempts": "How often it was tried.",
            "receivedAt": "When the message was made durable.",
            "deadSince": "When it was given up.",
        ])
}
