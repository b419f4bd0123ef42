import API
import APIContract
import Flows
import Values

/// Sagas, as the API shows them.
struct SagasAdapter: SagasService {
    let parts: ServerParts
    let installer: PointInstaller

    private var keeper: SagaKeeper { parts.sagas }

    func sagas(_ page: PageRequest) async throws -> Page<APIContract.Saga> {
        try await page.page(of: keeper.all, by: \.self) { try await saga($0) }
    }

    func saga(_ id: String) async throws -> APIContract.Saga {
        let overview = try keeper.overview(id)
        let counts = try await keeper.counts(id)
        return APIContract.Saga(
            id: id, summary: overview.summary, version: overview.version, versions: overview.versions,
            point: overview.point,
            instances: Dictionary(counts.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { $1 }))
    }

    func instances(
        _ saga: String, status: SagaStatus?, _ page: PageRequest
    ) async throws -> Page<SagaInstanceSummary> {
        let found = try await keeper.instances(
            saga, status: status.flatMap { Flows.SagaInstance.Status(rawValue: $0.rawValue) }, after: page.position,
            limit: page.limit)
        return Page(items: found.instances.map { SagaInstanceSummary($0) }, nextCursor: found.next)
    }

    func instance(_ saga: String, _ key: String) async throws -> APIContract.SagaInstance {
        APIContract.SagaInstance(try await keeper.instance(saga, key))
    }

    func order(
        _ order: SagaOrder, _ saga: String, _ key: String, by caller: Caller
    ) async throws -> APIContract.SagaInstance {
        let (command, expected): (SagaMachine.Command, Int64?)
        switch order {
        case .retry(let retry): (command, expected) = (.retry(reason: retry.reason), retry.expectedVersion)
        case .skip(let skip):
            (command, expected) = (.skip(step: skip.step, reason: skip.reason), skip.expectedVersion)
        case .compensate(let why): (command, expected) = (.compensate(reason: why.reason), why.expectedVersion)
        case .cancel(let why): (command, expected) = (.cancel(reason: why.reason), why.expectedVersion)
        case .setState(let change):
            (command, expected) = (.setState(change.state, reason: change.reason), change.expectedVersion)
        }
        return APIContract.SagaInstance(
            try await keeper.obey(command, saga: saga, key: key, expectedVersion: expected, by: caller.keyID))
    }
}

extension SagaStatus {
    fileprivate init(_ status: Flows.SagaInstance.Status) {
        self =
            switch status {
            case .running: .running
            case .compensating: .compensating
            case .completed: .completed
            case .compensated: .compensated
            case .failed: .failed
            case .cancelled: .cancelled
            }
    }
}

extension SagaInstanceSummary {
    fileprivate init(_ kept: SagaKeeper.Kept) {
        let instance = kept.instance
        self.init(
            key: instance.key, status: SagaStatus(instance.status), definition: instance.version, step: kept.step,
            startedAt: instance.startedAt, changedAt: instance.changedAt, deadline: instance.deadline,
            endedAt: instance.endedAt,
            reason: instance.reason)
    }
}

extension APIContract.SagaInstance {
    fileprivate init(_ kept: SagaKeeper.Kept) {
        let instance = kept.instance
        self.init(
            sagaId: instance.saga, key: instance.key, status: SagaStatus(instance.status), version: kept.version,
            definition: instance.version, step: kept.step,
            waitsUntil: instance.strands.compactMap(\.waitsUntil).min(),
            awaits: instance.awaits ?? kept.courses.first { $0.branch == nil }?.awaits,
            startedAt: instance.startedAt, changedAt: instance.changedAt, deadline: instance.deadline,
            endedAt: instance.endedAt, reason: instance.reason, correlationId: instance.correlationID,
            state: instance.state, events: .object(instance.events), results: .object(instance.results),
            branches: kept.courses.compactMap { course in
                course.branch.map {
                    SagaBranch(branch: $0, step: course.step, waitsUntil: course.waitsUntil, awaits: course.awaits)
                }
            }, notTakenBack: instance.stuck.map(\.step),
            history: instance.history.map { entry in
                SagaEntry(
                    at: entry.at, what: entry.what.rawValue, step: entry.step, eventId: entry.event,
                    detail: entry.detail, by: entry.by)
            }, forgottenEntries: instance.forgottenCount)
    }
}
