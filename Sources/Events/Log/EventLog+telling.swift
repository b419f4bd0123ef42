import Synchronization
package import Values

extension EventLog {
    /// Appends as `append(_:)` does, without a task that waits: `done` is told once, at once when they are refused and else on
    /// the writer thread, and must be quick.
    package func append(
        _ events: [Append], done: @escaping @Sendable (Result<[Appended], JunctionError>) -> Void
    ) {
        do {
            try pressure.check(events)
            let router = router.withLock { $0 }
            let version = router?.version
            let generation = router?.generation
            let routed = router.map { events.routed(by: $0) } ?? events
            let bytes = try EventLimits.check(routed)
            let operation = StoreOperation.append(routed, routedAt: version)
            let entry = CommitQueue.Entry(operation: operation, bytes: bytes, isUrgent: true) { [self] result in
                let places = Self.places(result)
                switch places {
                case .success(let appended) where router?.generation != generation:
                    Task {
                        await router?.missed(events, appended)
                        done(places)
                    }
                case .failure(let error) where error.code == .routingChanged: appendPatiently(events, done)
                default: done(places)
                }
            }
            if let refusal = queue.submit(entry) { done(.failure(refusal)) }
        } catch {
            done(.failure(Self.known(error)))
        }
    }

    /// Rarely: what is routed has changed, and is to be heard of first.
    private func appendPatiently(
        _ events: [Append], _ done: @escaping @Sendable (Result<[Appended], JunctionError>) -> Void
    ) {
        Task {
            do { done(.success(try await append(events))) } catch { done(.failure(Self.known(error))) }
        }
    }

    private static func known(_ error: any Error) -> JunctionError {
        error as? JunctionError ?? JunctionError(.internalFault, "the events could not be appended", cause: error)
    }

    private static func places(_ result: Result<StoreResult, JunctionError>) -> Result<[Appended], JunctionError> {
        result.flatMap { answer in
            guard case .appended(let places) = answer else { return .failure(mismatch) }
            return .success(places)
        }
    }
}
