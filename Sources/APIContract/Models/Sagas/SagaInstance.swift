package import Values

/// An instance of a saga, with everything that is known of it.
package struct SagaInstance: WireType, Hashable {
    package var sagaId: String
    package var key: String
    package var status: SagaStatus
    package var version: Int64
    package var definition: Int64
    package var step: String?
    package var waitsUntil: Instant?
    package var awaits: String?
    package var startedAt: Instant
    package var changedAt: Instant
    package var deadline: Instant
    package var endedAt: Instant?
    package var reason: String?
    package var correlationId: String
    package var state: Value
    package var events: Value
    package var results: Value
    package var branches: [SagaBranch]
    package var notTakenBack: [String]
    package var history: [SagaEntry]
    package var forgottenEntries: Int

    package init(
        sagaId: String, key: String, status: SagaStatus, version: Int64, definition: Int64, step: String? = nil,
        waitsUntil: Instant? = nil, awaits: String? = nil, startedAt: Instant, changedAt: Instant, deadline: Instant,
        endedAt: Instant? = nil, reason: String? = nil, correlationId: String, state: Value, events: Value,
        results: Value, branches: [SagaBranch] = [], notTakenBack: [String], history: [SagaEntry], forgottenEntries: Int
    ) {
        self.sagaId = sagaId
        self.key = key
        self.status = status
        self.version = version
        self.definition = definition
        self.step = step
        self.waitsUntil = waitsUntil
        self.awaits = awaits
        self.startedAt = startedAt
        self.changedAt = changedAt
        self.deadline = deadline
        self.endedAt = endedAt
        self.reason = reason
        self.correlationId = correlationId
        self.state = state
        self.events = events
        self.results = results
        self.branches = branches
        self.notTakenBack = notTakenBack
        self.history = history
        self.forgottenEntries = forgottenEntries
    }

    package static let about = About(
        "An instance of a saga, with everything that is known of it.",
        [
            "sagaId": "Its saga.",
            "key": "What it goes by.",
            "status": "How it stands.",
            "version": "One more at each change: what a change of its state names.",
            "definition": "The definition that it began with and ends on.",
            "step": "The step that it is at: of its own course, not of branches.",
            "waitsUntil": "When the first of the waits that it is in is over.",
            "awaits": "The event that it has sent and does not know the outcome of; not those of branches.",
            "startedAt": "When it began.",
            "changedAt": "When something happened to it last.",
            "deadline": "When it fails, or gives up taking back.",
            "endedAt": "When it ended.",
            "reason": "Why it failed.",
            "correlationId": "Shared by all that it sends.",
            "state": "What it remembers.",
            "events": "The events that it has taken, by their names.",
            "results": "What was answered to what it sent, by step.",
            "branches": "Where the branches of the parallel steps that it is at are.",
            "notTakenBack": "Steps that could not be taken back.",
            "history": "What has happened to it, oldest first.",
            "forgottenEntries": "Entries that the history has lost, for there were too many.",
        ])
}
