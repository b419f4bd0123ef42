import API
import APIContract
import Values

extension ServiceDoubles: StreamProcessorsService {
    private func made(_ id: String, _ status: StreamProcessorStatus = .running, why: String? = nil) -> StreamProcessor {
        StreamProcessor(
            id: id, integrationId: "p", summary: nil, status: status, pauseReason: why, position: 9, lag: 0,
            watermark: now, held: 2, emitted: 3, late: 1, failed: 0, lastError: nil)
    }

    func processors(_ page: PageRequest) async throws -> Page<StreamProcessor> {
        self.page([made("falls")], page) { $0.id }
    }

    func processor(_ id: String) async throws -> StreamProcessor {
        guard id != "none" else { throw missing() }
        return made(id)
    }

    func pause(processor id: String, because reason: String, by caller: Caller) async throws -> StreamProcessor {
        made(id, .paused, why: reason)
    }

    func resume(processor id: String, by caller: Caller) async throws -> StreamProcessor { made(id) }
}
