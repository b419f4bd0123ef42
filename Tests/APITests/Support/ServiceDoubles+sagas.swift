import API
import APIContract
import Values

extension ServiceDoubles: SagasService {
    private var example: Saga {
        Saga(id: "order", summary: "Orders", version: 2, versions: [1, 2], instances: ["running": 1])
    }

    private func example(_ key: String, _ status: SagaStatus, version: Int64) -> SagaInstance {
        SagaInstance(
            sagaId: "order", key: key, status: status, version: version, definition: 2, step: "charge", startedAt: now,
            changedAt: now, deadline: now, correlationId: "c", state: ["total": 5], events: [:], results: [:],
            notTakenBack: [], history: [SagaEntry(at: now, what: "began", eventId: "e")], forgottenEntries: 0)
    }

    func sagas(_ page: PageRequest) async throws -> Page<Saga> { self.page([example], page) { $0.id } }

    func saga(_ id: String) async throws -> Saga {
        guard id == "order" else { throw missing() }
        return example
    }

    func instances(_ saga: String, status: SagaStatus?, _ page: PageRequest) async throws -> Page<SagaInstanceSummary> {
        let all = ["a", "b", "c"].map { key in
            SagaInstanceSummary(
                key: key, status: status ?? .running, definition: 1, startedAt: now, changedAt: now, deadline: now)
        }
        return self.page(all, page) { $0.key }
    }

    func instance(_ saga: String, _ key: String) async throws -> SagaInstance {
        guard key == "a" else { throw missing() }
        return example(key, .running, version: 3)
    }

    func order(_ order: SagaOrder, _ saga: String, _ key: String, by caller: Caller) async throws -> SagaInstance {
        switch order {
        case .retry: throw JunctionError(.sagaRefused, "it has not failed")
        case .skip(let skip):
            var changed = example(key, .running, version: (skip.expectedVersion ?? 3) &+ 1)
            changed.step = skip.step
            return changed
        case .compensate(let why):
            var changed = example(key, .compensating, version: 4)
            changed.reason = why.reason
            return changed
        case .cancel: return example(key, .cancelled, version: 4)
        case .setState(let change):
            var changed = example(key, .running, version: change.expectedVersion + 1)
            changed.state = change.state
            return changed
        }
    }

    func change(_ saga: String, _ change: SagaChange, by caller: Caller) async throws -> Saga {
        guard saga == "order" else { throw missing() }
        guard change.expectedVersion == 2 else { throw JunctionError(.versionConflict, "it is at another definition") }
        return Saga(id: saga, version: 3, versions: [1, 2, 3], point: "shop", instances: [:])
    }

    func reload(by caller: Caller) async throws -> SagaReload {
        SagaReload(changed: [example], removed: ["gone"], pointsGone: ["left"], pointsNew: ["found"])
    }
}
