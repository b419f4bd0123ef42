import Resilience
import Synchronization
import Values

// What an operator sees and does.
extension DeliveryEngine {
    /// How a destination stands. Throws `notFound`.
    package func status(of destination: String) async throws -> DestinationStatus {
        if let runner = runner(destination) { return try await runner.status() }
        guard let registration = registration(destination) else { throw Self.unknown(destination) }
        return try await statusElsewhere(destination, registration)
    }

    /// How all destinations stand, by name.
    package func statuses() async throws -> [DestinationStatus] {
        var all: [DestinationStatus] = []
        for name in allNames() { all.append(try await status(of: name)) }
        return all
    }

    /// How much waits for a destination, as counted in memory; nil where this node does not serve it, or not yet.
    func backlogCount(of destination: String) -> Int? {
        runner(destination)?.state.withLock { $0.backlog }
    }

    /// Brings the gauges (backlog, breaker state) up to date; to be called before the metrics are read.
    package func refreshMetrics() { for runner in allRunners() { runner.refreshMetrics() } }

    /// Sends nothing more to a destination until `resume`; not remembered over restarts. Throws `notFound`.
    package func pause(_ destination: String) throws {
        if setPaused(destination, true), runner(destination) == nil { return }
        guard let runner = runner(destination) else { throw Self.unknown(destination) }
        runner.pause()
    }

    /// Sends again, and what failed at once, whatever pause it was in: the destination is said to be well. Throws `notFound`.
    package func resume(_ destination: String) throws {
        if setPaused(destination, false), runner(destination) == nil { return }
        guard let runner = runner(destination) else { throw Self.unknown(destination) }
        runner.resume()
    }

    /// One page of dead letters, oldest first. Throws `cursorInvalid`.
    package func deadLetters(_ query: DeadLetterQuery) async throws -> DeadLetterPage {
        try await log.read { try $0.deadLetters(query) }
    }

    /// Has the matching dead letters delivered again, with their attempts counted anew. Returns how many.
    package func retryDeadLetters(_ query: DeadLetterQuery) async throws -> Int {
        try await inSteps {
            .retryDeadLetters(query, limit: $0)
        } each: { [self] references in
            let groups = Dictionary(grouping: references, by: \.destination)
            for (destination, group) in groups.sorted(by: { $0.key < $1.key }) {
                runner(destination)?.broughtBack(group.map(\.sequence))
            }
        }
    }

    /// Makes events of the past pending for a destination, but for those that it has had. Returns how many were added.
    package func deliver(_ sequences: [Int64], to destination: String) async throws -> Int {
        let operation = StoreOperation.addDeliveries(destination: destination, sequences: sequences)
        guard case .added(let added) = try await log.write(operation, bytes: sequences.count * 64) else {
            throw EventLog.mismatch
        }
        runner(destination)?.broughtBack(added)
        return added.count
    }

    func endedElsewhere(_ sequence: Int64, _ destination: String) { runner(destination)?.endedElsewhere() }

    /// Ends everything that waits for a destination that is no more; its lineage says so. Returns how many.
    @discardableResult
    package func drop(_ destination: String) async throws -> Int {
        var total = 0
        while !Task.isCancelled {
            let operation = StoreOperation.dropDeliveries(destination: destination, limit: 500)
            guard case .dropped(let count) = try await log.write(operation) else { throw EventLog.mismatch }
            total += count
            if count == 0 { break }
        }
        return total
    }

    /// Gives the matching dead letters up; their lineage says so. Returns how many.
    package func discardDeadLetters(_ query: DeadLetterQuery) async throws -> Int {
        try await inSteps {
            .discardDeadLetters(query, limit: $0)
        } each: { _ in
        }
    }

    /// Many at once would hold up the appends, so they are changed some at a time.
    private func inSteps(
        _ operation: (Int) -> StoreOperation, each: ([DeliveryReference]) -> Void
    ) async throws -> Int {
        let step = 200
        var total = 0
        while !Task.isCancelled {
            guard case .deadLetters(let references) = try await log.write(operation(step)) else {
                throw EventLog.mismatch
            }
            each(references)
            total += references.count
            if references.count < step { break }
        }
        return total
    }

    private static func unknown(_ destination: String) -> JunctionError {
        JunctionError(.notFound, "there is no destination '\(destination)'")
    }
}

extension DestinationRunner {
    func pause() {
        update { state, _ in
            state.isHeld = true
            state.machine.pause()
        }
    }

    func resume() {
        let now = time.now()
        update { state, actions in
            state.isHeld = false
            guard !state.isStopping, state.backlog != nil else { return }
            state.machine.resumeAtOnce(now: now, &actions)
        }
    }

    func refreshMetrics() {
        state.withLock { state in
            instruments.show(
                backlog: state.backlog ?? 0, bytes: state.backlogBytes, isFull: state.isFull,
                breakerState: state.machine.breaker.state.gauge)
        }
    }

    func status() async throws -> DestinationStatus {
        let stored = try await log.read { [destination] in try $0.backlog(destination: destination) }
        let now = time.now()
        return state.withLock { state in
            DestinationStatus(
                destination: destination, backlog: state.backlog ?? stored.count,
                backlogBytes: state.backlogBytes, isFull: state.isFull,
                oldestAge: stored.oldestRecordedAt.map { now - $0 }, inFlight: state.machine.inFlight,
                breaker: state.machine.breaker.state, isPaused: state.isHeld, lastError: state.lastError,
                lastErrorAt: state.lastErrorAt, lastDeliveredAt: state.lastDeliveredAt, delivered: state.delivered,
                failedAttempts: state.failedAttempts, deadLetters: stored.deadLetters,
                recent: state.recent.rates(at: now), nextAttemptAt: state.machine.nextAttemptAt(now: now))
        }
    }
}

extension CircuitBreaker.State {
    /// 0 closed, 1 half open, 2 open.
    fileprivate var gauge: Int {
        switch self {
        case .closed: 0
        case .halfOpen: 1
        case .open: 2
        }
    }
}
