import Logging
import Resilience
import Synchronization
import Values

// Work that several nodes share: each destination is served by the node that holds its lease.
extension DeliveryEngine {
    func share(_ destination: String, _ registration: Registration, _ keeper: LeaseKeeper) throws {
        try state.withLock { state in
            guard state.registrations[destination] == nil else {
                throw JunctionError(.alreadyExists, "there is a destination '\(destination)' already")
            }
            guard !state.isStopped else { throw JunctionError(.logClosed, "the delivery engine is stopping") }
            state.registrations[destination] = registration
        }
        keeper.serve(destination)
    }

    func unshare(_ destination: String, _ keeper: LeaseKeeper) async {
        state.withLock { $0.registrations[destination] = nil }
        await runDry(destination)
        keeper.retire(destination)
    }

    func leasedWork() -> LeaseKeeper.Work {
        LeaseKeeper.Work(
            start: { [weak self] work, lease in
                if let duty = self?.knownDuty(work) { duty.start(lease) } else { self?.start(work, lease) }
            },
            runDry: { [weak self] work in
                if let duty = self?.knownDuty(work) { await duty.runDry() } else { await self?.runDry(work) }
            },
            stop: { [weak self] work in
                if let duty = self?.knownDuty(work) { duty.stop() } else { self?.cutOff(work) }
            })
    }

    /// The lease is ours. Another node has worked on it, so everything is read anew.
    private func start(_ destination: String, _ lease: HeldLease) {
        let runner = state.withLock { state -> DestinationRunner? in
            guard let registration = state.registrations[destination], !state.isStopped else { return nil }
            let runner = DestinationRunner(
                destination: destination, settings: registration.settings, target: registration.target, log: log,
                time: time, random: random, logger: logger, isHeld: registration.isPaused, lease: lease,
                leaseLost: { [weak self] in
                    self?.keeper.withLock { $0 }?.refused(destination, token: lease.token)
                })
            state.runners.updateValue(runner, forKey: destination)?.stop()
            return runner
        }
        guard let runner else { return }
        addition.yield(runner)
        registration(destination)?.target.servingChanged()
        logger.info("this node serves the destination", metadata: ["destination": "\(destination)"])
    }

    private func runDry(_ destination: String) async {
        guard let runner = runner(destination) else { return }
        await drain([runner])
        cutOff(destination)
    }

    /// What is in flight is cut off; its outcome, if it comes, is refused when the work has changed hands.
    private func cutOff(_ destination: String) {
        guard let runner = state.withLock({ $0.runners.removeValue(forKey: destination) }) else { return }
        runner.stop()
        log.pressure.set(destination, nil)
        registration(destination)?.target.servingChanged()
        logger.info("this node no longer serves the destination", metadata: ["destination": "\(destination)"])
    }

    func heard(_ news: PendingNews) {
        switch news {
        case .grown(let through): log.signal.show(through)
        case .appended(let destination, let through, let count):
            runner(destination)?.heard(count) { $0.fellBehind(through: through, now: $1, &$2) }
        case .broughtBack(let destination, let first, let count):
            runner(destination)?.heard(count) { $0.rewind(to: first, now: $1, &$2) }
        case .changed(let kind, let id, let version):
            tellOfDocuments(.changed(kind: kind, id: id, version: version))
        case .missed:
            for runner in allRunners() { runner.missedSome() }
            tellOfDocuments(.missed)
            Task { [log, time] in await log.learnNewest(time) }
        }
    }

    /// Whether this node serves the destination: always where work is not shared.
    package func serves(_ destination: String) -> Bool { runner(destination) != nil }

    /// Tells the spells apart in which this node serves a destination; nil while it does not.
    package func spell(on destination: String) -> Int64? { runner(destination).map { $0.lease?.token ?? 0 } }

    func registration(_ destination: String) -> Registration? { state.withLock { $0.registrations[destination] } }

    /// Everything that was added, by name, wherever it is served.
    func allNames() -> [String] {
        state.withLock { Set($0.runners.keys).union($0.registrations.keys).sorted() }
    }

    /// Says it to what has no runner, or is still to get one. False where work is not shared.
    func setPaused(_ destination: String, _ isPaused: Bool) -> Bool {
        state.withLock { state in
            state.leaving[destination]?.next?.isPaused = isPaused
            guard state.registrations[destination] != nil else { return false }
            state.registrations[destination]?.isPaused = isPaused
            return true
        }
    }

    /// As the store knows it: the node that serves it knows more.
    func statusElsewhere(_ destination: String, _ registration: Registration) async throws -> DestinationStatus {
        let stored = try await log.read { try $0.backlog(destination: destination) }
        return DestinationStatus(
            destination: destination, backlog: stored.count,
            backlogBytes: try await log.read { try $0.pendingBytes(destination: destination) }, isFull: false,
            oldestAge: stored.oldestRecordedAt.map { time.now() - $0 },
            inFlight: 0, breaker: .closed, isPaused: registration.isPaused, lastError: nil, lastErrorAt: nil,
            lastDeliveredAt: nil, delivered: 0, failedAttempts: 0, deadLetters: stored.deadLetters)
    }
}
