import Events
import Metrics
import Values

// How instances are changed.
extension SagaKeeper {
    /// Everything that is decided about an instance goes this way: read, decide, and write it with what is to be sent in one
    /// transaction, once more when somebody else was quicker.
    ///
    /// - Parameters:
    ///   - audit: what is appended beside.
    ///   - early: what is forgotten beside.
    ///
    /// Returns how it stands; nil when there is none. Throws what `body` throws, `versionConflict`, or the store's own error.
    @discardableResult
    func change(
        _ saga: String, _ key: String, audit: Append? = nil,
        forgetting early: DocumentChange? = nil,
        _ body: (SagaInstance?, _ version: Int64) throws -> SagaMachine.Decision?
    ) async throws -> (instance: SagaInstance, version: Int64)? {
        for _ in 0..<Self.changeTries {
            let document = try await log.document(kind: Self.kind(saga), id: key)
            let before = try document.map { try SagaInstance(value: surroundings.decode($0.content)) }
            guard let decision = try body(before, document?.version ?? 0) else {
                guard let before, let document else { return nil }
                note(before, document.version)
                return (before, document.version)
            }
            do {
                let version = document?.version ?? 0
                let appends = try decision.outgoing.map { try append($0, of: decision.instance) }
                try await log.commit(
                    appends + (audit.map { [$0] } ?? []),
                    documents: [
                        .put(
                            kind: Self.kind(saga), id: key,
                            content: try surroundings.encode(decision.instance.value), expectedVersion: version)
                    ] + (early.map { [$0] } ?? []))
                noteEnd(before, decision.instance)
                note(decision.instance, version + 1)
                return (decision.instance, version + 1)
            } catch let error as JunctionError where error.code == .versionConflict { continue }
        }
        throw JunctionError(.versionConflict, "the instance '\(key)' is being changed by others")
    }

    private static let changeTries = 10

    func note(_ instance: SagaInstance, _ version: Int64) {
        if let due = index.note(instance, version: version) { alarm.set(due) }
    }

    private func noteEnd(_ before: SagaInstance?, _ now: SagaInstance) {
        guard now.status.isOver, before?.status != now.status else { return }
        Counter(
            label: "junction_saga_ended_total", dimensions: [("saga", now.saga), ("status", now.status.rawValue)]
        ).increment()
    }

    private func append(_ outgoing: SagaOutgoing, of instance: SagaInstance) throws -> Append {
        var event = Event(
            id: outgoing.id, stream: "sagas/\(instance.saga)", type: SagaEventType.send,
            source: "sagas/\(instance.saga)", key: outgoing.key, correlationID: instance.correlationID,
            causationID: outgoing.causationID, time: time.now(),
            metadata: ["saga": instance.saga, "sagakey": instance.key, "sagastep": outgoing.step],
            contentType: "application/json", payload: try surroundings.encode(outgoing.payload))
        switch outgoing.kind {
        case .event(let type):
            event.type = type
            return Append(event, deliverTo: flows.destinations(for: event))
        case .request(let receiver):
            return Append(event, deliverTo: [Self.destination(instance.saga, to: receiver)])
        }
    }

    /// Again and again until the store takes it; throws `CancellationError` when the task is cancelled.
    func insistently<T: Sendable>(_ body: @Sendable () async throws -> T) async throws -> T {
        while true {
            do { return try await body() } catch let error as JunctionError
                where error.code.class == .retryLater || error.code == .versionConflict
            {
                guard error.code != .logClosed else { throw error }
                try await time.sleep(Self.troublePause)
            }
        }
    }
}
