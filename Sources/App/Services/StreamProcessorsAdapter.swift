import API
import APIContract
import Contract
import Events
import Flows
import Values

/// Windows over events, as the API shows them.
struct StreamProcessorsAdapter: StreamProcessorsService {
    let keeper: StreamKeeper
    let audit: AuditTrail

    func processors(_ page: PageRequest) async throws -> Page<APIContract.StreamProcessor> {
        try await page.page(of: keeper.all, by: \.self) { Self.shown(try await keeper.status($0)) }
    }

    func processor(_ id: String) async throws -> APIContract.StreamProcessor {
        Self.shown(try await keeper.status(id))
    }

    func pause(
        processor id: String, because reason: String, by caller: Caller
    ) async throws -> APIContract.StreamProcessor {
        let status = try await keeper.pause(id, because: reason)
        try await audit.note("stream.paused", by: caller, ["processor": id])
        return Self.shown(status)
    }

    func resume(processor id: String, by caller: Caller) async throws -> APIContract.StreamProcessor {
        let status = try await keeper.resume(id)
        try await audit.note("stream.resumed", by: caller, ["processor": id])
        return Self.shown(status)
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
