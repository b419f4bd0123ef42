import API
import APIContract
import Contract
import Events
import Flows
import Values

/// Windows over events, as the API shows them.
struct StreamProcessorsAdapter: StreamProcessorsService {
    let keeper: StreamKeeper
    let log: EventLog
    let time: TimeSource

    func processors(_ page: PageRequest) async throws -> Page<APIContract.StreamProcessor> {
        let ids = keeper.all.filter { id in page.position.map { id > $0 } ?? true }
        var items: [APIContract.StreamProcessor] = []
        for id in ids.prefix(page.limit) { items.append(Self.shown(try await keeper.status(id))) }
        return Page(items: items, nextCursor: ids.count > items.count ? items.last?.id : nil)
    }

    func processor(_ id: String) async throws -> APIContract.StreamProcessor {
        Self.shown(try await keeper.status(id))
    }

    func pause(
        processor id: String, because reason: String, by caller: Caller
    ) async throws -> APIContract.StreamProcessor {
        let status = try await keeper.pause(id, because: reason)
        try await note("paused", id, caller)
        return Self.shown(status)
    }

    func resume(processor id: String, by caller: Caller) async throws -> APIContract.StreamProcessor {
        let status = try await keeper.resume(id)
        try await note("resumed", id, caller)
        return Self.shown(status)
    }

    /// Who did what, in the log.
    private func note(_ what: String, _ id: String, _ caller: Caller) async throws {
        try await log.append(
            Event(
                id: SystemIdentifier.next(), stream: "audit", type: "junction.stream.\(what)", source: "junction",
                time: time.now(), metadata: ["processor": id, "key": caller.keyID],
                contentType: "application/json", payload: Array("{}".utf8)))
    }

    private static func shown(_ status: StreamKeeper.Status) -> APIContract.StreamProcessor {
        let progress = status.progress
        return APIContract.StreamProcessor(
            id: status.definition.id, integrationId: status.point, summary: status.definition.summary,
            status: progress.failure != nil ? .stopped : progress.pause != nil ? .paused : .running,
            pauseReason: progress.pause, position: status.position, lag: max(0, status.newest - status.position),
            watermark: status.watermark, held: status.held, emitted: progress.emitted, late: progress.late,
            failed: progress.failed,
            lastError: progress.failure.map { StreamProcessorFailure(eventId: $0.eventID, message: $0.message) })
    }
}
