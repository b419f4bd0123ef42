package import Values

/// Proof that a message is durable here.
package struct MessageReceipt: WireType, Hashable {
    package var id: String
    package var integrationId: String
    package var status: MessageStatus
    package var receivedAt: Instant
    package var reference: String?
    package var duplicate: Bool
    package var acknowledgement: String?

    package init(
        id: String, integrationId: String, status: MessageStatus, receivedAt: Instant, reference: String? = nil,
        duplicate: Bool = false, acknowledgement: String? = nil
    ) {
        self.id = id
        self.integrationId = integrationId
        self.status = status
        self.receivedAt = receivedAt
        self.reference = reference
        self.duplicate = duplicate
        self.acknowledgement = acknowledgement
    }

    package static let about = About(
        "Proof that a message is durable here.",
        [
            "id": "The message.",
            "integrationId": "Where it was received.",
            "status": "Where it is.",
            "receivedAt": "When it was made durable.",
            "reference": "The sender's own name for it, such as HL7 MSH-10.",
            "duplicate": "Whether it was here already under the sender's name; then it is not delivered again.",
            "acknowledgement": "Answer in the message's own format, such as an HL7 ACK.",
        ])
}
