package import Values

/// An instance of a saga, in a list.
package struct SagaInstanceSummary: WireType, Hashable {
    package var key: String
    package var status: SagaStatus
    package var definition: Int64
    package var step: String?
    package var startedAt: Instant
    package var changedAt: Instant
    package var deadline: Instant
    package var endedAt: Instant?
    package var reason: String?

    package init(
        key: String, status: SagaStatus, definition: Int64, step: String? = nil, startedAt: Instant, changedAt: Instant,
        deadline: Instant, endedAt: Instant? = nil, reason: String? = nil
    ) {
        self.key = key
        self.status = status
        self.definition = definition
        self.step = step
        self.startedAt = startedAt
        self.changedAt = changedAt
        self.deadline = deadline
        self.endedAt = endedAt
        self.reason = reason
    }

    package static let about = About(
        "An instance of a saga, in a list.",
        [
            "key": "What it goes by.",
            "status": "How it stands.",
            "definition": "The definition that it began with and ends on.",
            "step": "The step that it is at.",
            "startedAt": "When it began.",
            "changedAt": "When something happened to it last.",
            "deadline": "When it fails, or gives up taking back.",
            "endedAt": "When it ended.",
            "reason": "Why it failed.",
        ])
}
