package import Values

/// Something that happened in an integration.
package struct LogEntry: WireType, Hashable {
    package var id: String
    package var time: Instant
    package var level: LogLevel
    package var integrationId: String
    package var messageId: String?
    package var stage: String?
    package var message: String
    package var code: String?
    package var remedy: String?

    package init(
        id: String, time: Instant, level: LogLevel, integrationId: String, messageId: String? = nil,
        stage: String? = nil, message: String, code: String? = nil, remedy: String? = nil
    ) {
        self.id = id
        self.time = time
        self.level = level
        self.integrationId = integrationId
        self.messageId = messageId
        self.stage = stage
        self.message = message
        self.code = code
        self.remedy = remedy
    }

    package static let about = About(
        "Something that happened in an integration.",
        [
            "id": "Sorts by time.",
            "time": "When.",
            "level": "How much it matters.",
            "integrationId": "Where.",
            "messageId": "The message it happened to.",
            "stage": "Step of the flow.",
            "message": "What happened, without data of the message.",
            "code": "Error code, when something failed.",
            "remedy": "What to do about it.",
        ])
}
