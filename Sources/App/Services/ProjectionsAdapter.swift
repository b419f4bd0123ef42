import API
import APIContract
import Contract
import Events
import Flows
import Values

/// Projections, as the API shows them.
struct ProjectionsAdapter: ProjectionsService {
    let keeper: ProjectionKeeper
    let log: EventLog
    let time: TimeSource

    func projections(_ page: PageRequest) async throws -> Page<ProjectionStatus> {
        let ids = keeper.all.filter { id in page.position.map { id > $0 } ?? true }
        var items: [ProjectionStatus] = []
        for id in ids.prefix(page.limit) { items.append(Self.shown(try await keeper.status(id))) }
        return Page(items: items, nextCursor: ids.count > items.count ? items.last?.id : nil)
    }

    func projection(_ id: String) async throws -> ProjectionStatus { Self.shown(try await keeper.status(id)) }

    func rebuild(projection id: String, by caller: Caller) async throws -> ProjectionStatus {
        let status = try await keeper.rebuild(id)
        try await note("rebuilt", id, caller)
        return Self.shown(status)
    }

    func resume(projection id: String, by caller: Caller) async throws -> ProjectionStatus {
        let status = try await keeper.resume(id)
        try await note("resumed", id, caller)
        return Self.shown(status)
    }

    func state(of id: String, key: String, _ freshness: Freshness) async throws -> APIContract.ProjectionState {
        let found = try await keeper.state(
            id, key: key, atLeast: freshness.atLeast, waiting: .seconds(freshness.waitSeconds))
        guard let found else { throw JunctionError(.notFound, "the projection '\(id)' has no state of that key") }
        return APIContract.ProjectionState(found)
    }

    func states(
        of id: String, _ page: PageRequest, _ freshness: Freshness
    ) async throws -> Page<APIContract.ProjectionState> {
        // One more than wanted says whether there are more.
        let found = try await keeper.states(
            id, after: page.position, limit: page.limit + 1, atLeast: freshness.atLeast,
            waiting: .seconds(freshness.waitSeconds))
        let items = found.prefix(page.limit).map { APIContract.ProjectionState($0) }
        return Page(items: items, nextCursor: found.count > items.count ? items.last?.key : nil)
    }

    /// Who did what, in the log.
    private func note(_ what: String, _ id: String, _ caller: Caller) async throws {
        try await log.append(
            Event(
                id: SystemIdentifier.next(), stream: "audit", type: "junction.projection.\(what)", source: "junction",
                time: time.now(), metadata: ["projection": id, "key": caller.keyID],
                contentType: "application/json", payload: Array("{}".utf8)))
    }

    private static func shown(_ status: ProjectionKeeper.Status) -> ProjectionStatus {
        let live = status.progress.live
        let lag = max(0, status.newest - live.position)
        return ProjectionStatus(
            id: status.projection.id, integrationId: status.point, summary: status.projection.summary,
            status: standing(status.progress, lag: lag), version: live.recipe.version, generation: live.number,
            position: live.position, lag: lag, keys: live.keys, skipped: live.skipped,
            lastError: live.failure.map { ProjectionFailure($0) },
            rebuild: status.progress.building.map { building in
                ProjectionRebuild(
                    version: building.recipe.version, generation: building.number, position: building.position,
                    progress: status.newest == 0 ? 1 : min(1, Double(building.position) / Double(status.newest)),
                    keys: building.keys, lastError: building.failure.map { ProjectionFailure($0) })
            })
    }

    /// A projection that is fewer places behind than this is as good as current: it is on its way.
    private static let lagOfCurrent: Int64 = 1000

    private static func standing(_ progress: ProjectionProgress, lag: Int64) -> ProjectionStanding {
        if progress.live.failure != nil { return .stopped }
        if progress.building != nil { return .rebuilding }
        return lag < lagOfCurrent ? .current : .catchingUp
    }
}

extension ProjectionFailure {
    init(_ failure: ViewFailure) {
        self.init(eventId: failure.eventID, position: failure.sequence, message: failure.message)
    }
}

extension APIContract.ProjectionState {
    init(_ state: Flows.ProjectionState) {
        self.init(key: state.key, position: state.position, state: state.state)
    }
}
