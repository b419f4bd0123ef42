import API
import APIContract
import Values

extension ServiceDoubles: ProjectionsService {
    private func made(_ id: String, _ standing: ProjectionStanding = .current) -> ProjectionStatus {
        ProjectionStatus(
            id: id, integrationId: "p", summary: nil, status: standing, version: 1, generation: 1, position: 9, lag: 0,
            keys: 1, skipped: 0, lastError: nil, rebuild: nil)
    }

    func projections(_ page: PageRequest) async throws -> Page<ProjectionStatus> {
        self.page([made("stock")], page) { $0.id }
    }

    func projection(_ id: String) async throws -> ProjectionStatus {
        guard id != "none" else { throw missing() }
        return made(id)
    }

    func rebuild(projection id: String, by caller: Caller) async throws -> ProjectionStatus { made(id, .rebuilding) }
    func resume(projection id: String, by caller: Caller) async throws -> ProjectionStatus { made(id) }

    func state(of id: String, key: String, _ freshness: Freshness) async throws -> ProjectionState {
        guard key != "none" else { throw missing() }
        if freshness.atLeast == 13 { throw JunctionError(.storeUnavailable, "away") }
        if freshness.atLeast == 11 { throw JunctionError(.projectionStopped, "stopped") }
        if freshness.atLeast == 12 { throw JunctionError(.positionAhead, "ahead") }
        guard (freshness.atLeast ?? 0) <= 9 else {
            throw JunctionError(.projectionBehind, "after \(freshness.waitSeconds) s")
        }
        return ProjectionState(key: key, position: 7, state: ["count": 2])
    }

    func states(
        of id: String, where condition: String?, _ page: PageRequest, _ freshness: Freshness
    ) async throws -> Page<ProjectionState> {
        var all = try await [state(of: id, key: "a", freshness), state(of: id, key: "b", freshness)]
        if let condition { all.removeAll { "/key=\($0.key)" != condition } }
        return self.page(all, page) { $0.key }
    }
}
