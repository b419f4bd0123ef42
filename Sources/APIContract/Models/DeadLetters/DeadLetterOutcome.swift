/// What became of a dead letter.
package struct DeadLetterOutcome: WireType, Hashable {
    package var id: String
    package var messageId: String
    package var status: MessageStatus

    package init(
        id: String, messageId: String, status: MessageStatus
    ) {
        self.id = id
        self.messageId = messageId
        self.status = status
    }

    package static let about = About(
        "What became of a dead letter.",
        [
            "id": "The dead letter.",
            "messageId": "The message.",
            "status": "Where the message is now.",
        ])
}
