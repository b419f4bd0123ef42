import API
import APIContract
import Values

extension ServiceDoubles: RetentionService {
    private func shown(_ id: String, _ hold: NewHold) -> Hold {
        Hold(
            id: id, reason: hold.reason, stream: hold.stream, correlationId: hold.correlationId,
            reference: hold.reference, key: hold.key, placedAt: now, placedBy: "k")
    }

    func retention() async throws -> RetentionStatus { RetentionStatus(rules: [], otherwise: RetentionLimits()) }

    func set(_ settings: RetentionSettings, by caller: Caller) async throws -> RetentionStatus {
        RetentionStatus(rules: settings.rules, otherwise: settings.otherwise ?? RetentionLimits())
    }

    func prune(by caller: Caller) async throws -> RetentionRun {
        try takeError()
        return RetentionRun(startedAt: now, finishedAt: now, streams: 1, pruned: 2, bytes: 3, held: 4, needed: 5)
    }

    func holds(_ page: PageRequest) async throws -> Page<Hold> {
        self.page([shown("h-1", NewHold(reason: "r", key: "k"))], page) { $0.id }
    }

    func hold(_ id: String) async throws -> Hold {
        guard id != "none" else { throw missing() }
        return shown(id, NewHold(reason: "r", key: "k"))
    }

    func place(_ hold: NewHold, by caller: Caller) async throws -> Hold { shown("h-1", hold) }

    func release(hold id: String, because reason: String, by caller: Caller) async throws -> Hold {
        try await hold(id)
    }
}
