import API
import APIContract
import Flows
import Values

/// Sagas, as the API shows them.
struct SagasAdapter: SagasService {
    let keeper: SagaKeeper

    func sagas(_ page: PageRequest) async throws -> Page<APIContract.Saga> {
        try await page.page(of: keeper.all, by: \.self) { try await saga($0) }
    }

    func saga(_ id: String) async throws -> APIContract.Saga {
        let overview = try keeper.overview(id)
        let counts = try await keeper.counts(id)
        return APIContract.Saga(
            id: id, summary: overview.summary, version: overview.version, versions: overview.versions,
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
        var expected: Int64?
        let command: SagaMachine.Command
        switch order {
        case .retry: command = .retry
        case .skip(let reason): command = .skip(reason: reason)
        case .compensate(let reason): command = .compensate(reason: reason)
        case .cancel(let reason): command = .cancel(reason: reason)
        case .setState(let change):
            command = .setState(change.state, reason: change.reason)
            expected = change.expectedVersion
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
            key: instance.key, status: SagaStatus(instance.status), step: kept.step, startedAt: instance.startedAt,
            changedAt: instance.changedAt, deadline: instance.deadline, endedAt: instance.endedAt,
            reason: instance.reason)
    }
}

extension APIContract.SagaInstance {
    fileprivate init(_ kept: SagaKeeper.Kept) {
        let instance = kept.instance
        self.init(
            sagaId: instance.saga, key: instance.key, status: SagaStatus(instance.status), version: kept.version,
            definition: instance.version, step: kept.step, waitsUntil: instance.waitsUntil, awaits: instance.awaits,
            startedAt: instance.startedAt, changedAt: instance.changedAt, deadline: instance.deadline,
            endedAt: instance.endedAt, reason: instance.reason, correlationId: instance.correlationID,
            state: instance.state, events: .object(instance.events), results: .object(instance.results),
            notTakenBack: instance.stuck.map(\.step),
            history: instance.history.map { entry in
                SagaEntry(
                    at: entry.at, what: entry.what.rawValue, step: entry.step, eventId: entry.event,
                    detail: entry.detail, by: entry.by)
            }, forgottenEntries: instance.forgottenCount)
    }
}
