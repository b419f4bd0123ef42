package import Logging
import Synchronization
package import Values

/// Gives every event that was appended with `deliverTo` to its destinations: at least once, in order per key, with
/// retry, circuit breaking and dead letters, until each is delivered or among the dead letters.
///
/// ```swift
/// let engine = DeliveryEngine(log: log, time: time, random: { .random(in: 0..<1) })
/// try engine.add("fhir-server", target: target)
/// await engine.run()   // until cancelled; then close the log
/// ```
/// What was not delivered when the process ended goes on at the next start, attempts counted on. Events for a
/// destination that has not been added wait for it.
package final class DeliveryEngine: Sendable {
    /// Says who we are among the nodes that share the store.
    package struct Sharing: Sendable {
        /// Unique for every process.
        package var node: String
        package var leases = LeaseMachine.Settings()

        package init(node: String) { self.node = node }
    }

    /// A destination as it was added; with shared work it has a runner only while this node holds its lease.
    struct Registration: Sendable {
        var settings: DestinationSettings
        var target: any DeliveryTarget
        var isPaused: Bool
    }

    /// A removal under way.
    struct Leaving {
        /// Added meanwhile: it begins once what was there before has ended.
        var next: Registration?
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    struct State {
        var runners: [String: DestinationRunner] = [:]
        var registrations: [String: Registration] = [:]
        var leaving: [String: Leaving] = [:]
        /// By the name of their work.
        var duties: [String: Duty] = [:]
        var documentsTold: (@Sendable (DocumentNews) -> Void)?
        var isStopped = false
    }

    let log: EventLog
    let time: TimeSource
    let random: @Sendable () -> Double
    private let gracePeriod: Duration
    let logger: Logger
    let state = Mutex(State())
    private let additions: AsyncStream<DestinationRunner>
    let addition: AsyncStream<DestinationRunner>.Continuation

    /// - Parameters:
    ///   - random: from 0 up to 1, for the jitter of retries.
    ///   - gracePeriod: how long attempts in flight may take to end when `run` is cancelled.
    ///   - sharing: where other nodes work on the same store; each destination is then served by one of them.
    package init(
        log: EventLog, time: TimeSource, random: @escaping @Sendable () -> Double,
        gracePeriod: Duration = .seconds(10), logger: Logger = Logger(label: "junction.delivery"),
        sharing: Sharing? = nil
    ) {
        self.log = log
        self.time = time
        self.random = random
        self.gracePeriod = gracePeriod
        self.logger = logger
        (additions, addition) = AsyncStream.makeStream(of: DestinationRunner.self)
        log.committer.setHandover { [weak self] in self?.committed($0, unbrokenFrom: $1) }
        log.shared?.follow { [weak self] in self?.heard($0) }
        guard let sharing, let store = log.shared else { return }
        keeper.withLock { keeper in
            keeper = LeaseKeeper(
                store: store, asking: log.leaseReads, node: sharing.node, settings: sharing.leases, time: time,
                work: leasedWork())
        }
    }

    /// Nil where the work is not shared.
    let keeper = Mutex<LeaseKeeper?>(nil)

    /// Adds a destination; may be called before and during `run`. While one of that name is being removed, it begins when that
    /// has ended. Throws `alreadyExists`.
    ///
    /// - Parameter isPaused: Whether it sends nothing until `resume`.
    package func add(
        _ destination: String, settings: DestinationSettings = DestinationSettings(), target: any DeliveryTarget,
        isPaused: Bool = false
    ) throws {
        let registration = Registration(settings: settings, target: target, isPaused: isPaused)
        let isLater = state.withLock { state in
            guard let leaving = state.leaving[destination], leaving.next == nil else { return false }
            state.leaving[destination]?.next = registration
            return true
        }
        if isLater { return }
        if let keeper = keeper.withLock({ $0 }) { return try share(destination, registration, keeper) }
        let runner = DestinationRunner(
            destination: destination, settings: settings, target: target, log: log, time: time, random: random,
            logger: logger, isHeld: isPaused)
        try state.withLock { state in
            guard state.runners[destination] == nil else {
                throw JunctionError(.alreadyExists, "there is a destination '\(destination)' already")
            }
            guard !state.isStopped else { throw JunctionError(.logClosed, "the delivery engine is stopping") }
            state.runners[destination] = runner
        }
        addition.yield(runner)
        target.servingChanged()
    }

    /// Stops delivering to a destination, once what is in flight has ended. Its events wait in the store.
    package func remove(_ destination: String) async {
        let isFirst = state.withLock { state in
            defer { state.leaving[destination, default: Leaving()].next = nil }
            return state.leaving[destination] == nil
        }
        guard isFirst else { return await removalEnds(destination) }
        if let keeper = keeper.withLock({ $0 }) {
            await unshare(destination, keeper)
        } else if let runner = runner(destination) {
            await drain([runner])
            runner.stop()
            state.withLock { $0.runners[destination] = nil }
            log.pressure.set(destination, nil)
        }
        let left = state.withLock { $0.leaving.removeValue(forKey: destination) }
        if let next = left?.next {
            // An engine that stops takes nothing more.
            try? add(destination, settings: next.settings, target: next.target, isPaused: next.isPaused)
        }
        for waiter in left?.waiters ?? [] { waiter.resume() }
    }

    private func removalEnds(_ destination: String) async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                state.leaving[destination]?.waiters.append(continuation)
                return state.leaving[destination] == nil
            }
            if isOver { continuation.resume() }
        }
    }

    /// Delivers until the task is cancelled. Then nothing more is sent, what is in flight ends within the grace period or
    /// is left for the next start, and every outcome has been handed to the log, which is to be closed afterwards.
    package func run() async {
        let (ended, end) = AsyncStream.makeStream(of: Void.self)
        // Not a child: a cancelled task would cut attempts off at once.
        Task {
            await self.serve()
            end.yield()
        }
        await withTaskCancellationHandler {
            // Cancelling must not end this loop; only the end of the work, or the last limit, may.
            await Task { for await _ in ended { break } }.value
        } onCancel: {
            Task {
                await self.shutDown()
                try? await self.time.sleep(Self.cutOffPeriod)
                end.yield()
            }
        }
    }

    /// How long attempts may take to notice that they were cut off; a target that does not is left behind.
    private static let cutOffPeriod = Duration.seconds(2)

    private func serve() async {
        await withDiscardingTaskGroup { group in
            let keeping = keeper.withLock { $0 }.map { keeper in Task { await keeper.run() } }
            for await runner in additions { group.addTask { await runner.run() } }
            keeping?.cancel()
            await keeping?.value
        }
    }

    private func shutDown() async {
        let keeper = keeper.withLock { $0 }
        keeper?.stop()
        let runners = state.withLock { state in
            state.isStopped = true
            return state.runners.values.sorted { $0.destination < $1.destination }
        }
        await drain(runners)
        for runner in runners { runner.stop() }
        await keeper?.release()
        addition.finish()
    }

    /// Returns when all have drained or the grace period is over. What waits for somebody to come is not waited for.
    func drain(_ runners: [DestinationRunner]) async {
        let (first, done) = AsyncStream.makeStream(of: Void.self)
        let waiting = Task {
            await withDiscardingTaskGroup { group in
                for runner in runners where runner.target.isWaitedUpon { group.addTask { await runner.drain() } }
            }
            done.yield()
        }
        let limit = Task { [time, gracePeriod] in
            try? await time.sleep(gracePeriod)
            done.yield()
        }
        for await _ in first { break }
        limit.cancel()
        waiting.cancel()
    }

    private func committed(_ events: [CommittedEvent], unbrokenFrom: Int64) {
        let runners = state.withLock { $0.runners }
        guard runners.count > 0 else { return }
        var byDestination: [String: [StoredEvent]] = [:]
        for event in events {
            for destination in event.deliverTo { byDestination[destination, default: []].append(event.stored) }
        }
        // In an order that does not change from run to run: a simulation is to do the same again.
        for (destination, stored) in byDestination.sorted(by: { $0.key < $1.key }) {
            runners[destination]?.committed(stored, unbrokenFrom: unbrokenFrom)
        }
    }

    func runner(_ destination: String) -> DestinationRunner? { state.withLock { $0.runners[destination] } }

    func allRunners() -> [DestinationRunner] {
        state.withLock { $0.runners.values.sorted { $0.destination < $1.destination } }
    }
}
