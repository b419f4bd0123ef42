import API
import APIContract
import Contract
import Events
import Flows
import Values

/// Projections, as the API shows them.
struct ProjectionsAdapter: ProjectionsService {
    let keeper: ProjectionKeeper
    let audit: AuditTrail

    func projections(_ page: PageRequest) async throws -> Page<ProjectionStatus> {
        try await page.page(of: keeper.all, by: \.self) { Self.shown(try await keeper.status($0)) }
    }

    func projection(_ id: String) async throws -> ProjectionStatus { Self.shown(try await keeper.status(id)) }

    func rebuild(projection id: String, by caller: Caller) async throws -> ProjectionStatus {
        let status = try await keeper.rebuild(id)
        try await audit.note("projection.rebuilt", by: caller, ["projection": id])
        return Self.shown(status)
    }

    func resume(projection id: String, by caller: Caller) async throws -> ProjectionStatus {
        let status = try await keeper.resume(id)
        try await audit.note("projection.resumed", by: caller, ["projection": id])
        return Self.shown(status)
    }

    func state(of id: String, key: String, _ freshness: Freshness) async throws -> APIContract.ProjectionState {
        let found = try await keeper.state(
            id, key: key, atLeast: freshness.atLeast, waiting: .seconds(freshness.waitSeconds))
        guard let found else { throw JunctionError(.notFound, "the projection '\(id)' has no state of that key") }
        return APIContract.ProjectionState(found)
    }

    /// States looked at for one page, where a condition leaves some out.
    private static let lookedMost = 2000
    private static let step = 200

    func states(
        of id: String, where condition: String?, _ page: PageRequest, _ freshness: Freshness
    ) async throws -> Page<APIContract.ProjectionState> {
        let condition = try condition.map { try ValueCondition($0, parameter: "state") }
        var items: [APIContract.ProjectionState] = []
        var after = page.position
        var looked = 0
        while looked < Self.lookedMost {
            // One more than wanted says whether there are more.
            let found = try await keeper.states(
                id, after: after, limit: condition == nil ? page.limit + 1 : Self.step, atLeast: freshness.atLeast,
                waiting: .seconds(freshness.waitSeconds))
            for state in found {
                if items.count == page.limit {
                    return Page(items: items, nextCursor: after, looked: condition.map { _ in looked })
                }
                looked += 1
                after = state.key
                if condition?.holds(of: state.state) ?? true { items.append(APIContract.ProjectionState(state)) }
            }
            if found.count < Self.step { return Page(items: items, looked: condition.map { _ in looked }) }
        }
        return Page(items: items, nextCursor: after, looked: looked)
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
