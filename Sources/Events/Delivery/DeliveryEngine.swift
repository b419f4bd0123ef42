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
    private struct State {
        var runners: [String: DestinationRunner] = [:]
        var isStopped = false
    }

    let log: EventLog
    let time: TimeSource
    private let random: @Sendable () -> Double
    private let gracePeriod: Duration
    private let logger: Logger
    private let state = Mutex(State())
    private let additions: AsyncStream<DestinationRunner>
    private let addition: AsyncStream<DestinationRunner>.Continuation

    /// - Parameters:
    ///   - random: from 0 up to 1, for the jitter of retries.
    ///   - gracePeriod: how long attempts in flight may take to end when `run` is cancelled.
    package init(
        log: EventLog, time: TimeSource, random: @escaping @Sendable () -> Double,
        gracePeriod: Duration = .seconds(10), logger: Logger = Logger(label: "junction.delivery")
    ) {
        self.log = log
        self.time = time
        self.random = random
        self.gracePeriod = gracePeriod
        self.logger = logger
        (additions, addition) = AsyncStream.makeStream(of: DestinationRunner.self)
        log.committer.setHandover { [weak self] in self?.committed($0) }
    }

    /// Adds a destination; may be called before and during `run`. Throws `alreadyExists`.
    ///
    /// - Parameter isPaused: Whether it sends nothing until `resume`.
    package func add(
        _ destination: String, settings: DestinationSettings = DestinationSettings(), target: any DeliveryTarget,
        isPaused: Bool = false
    ) throws {
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
    }

    /// Stops delivering to a destination, once what is in flight has ended. Its events wait in the store.
    package func remove(_ destination: String) async {
        guard let runner = state.withLock({ $0.runners[destination] }) else { return }
        await drain([runner])
        runner.stop()
        state.withLock { $0.runners[destination] = nil }
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
            for await runner in additions { group.addTask { await runner.run() } }
        }
    }

    private func shutDown() async {
        let runners = state.withLock { state in
            state.isStopped = true
            return Array(state.runners.values)
        }
        await drain(runners)
        for runner in runners { runner.stop() }
        addition.finish()
    }

    /// Returns when all have drained or the grace period is over.
    private func drain(_ runners: [DestinationRunner]) async {
        let (first, done) = AsyncStream.makeStream(of: Void.self)
        let waiting = Task {
            await withDiscardingTaskGroup { group in
                for runner in runners { group.addTask { await runner.drain() } }
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

    private func committed(_ events: [CommittedEvent]) {
        let runners = state.withLock { $0.runners }
        guard runners.count > 0 else { return }
        var byDestination: [String: [StoredEvent]] = [:]
        for event in events {
            for destination in event.deliverTo { byDestination[destination, default: []].append(event.stored) }
        }
        for (destination, stored) in byDestination { runners[destination]?.committed(stored) }
    }

    func runner(_ destination: String) -> DestinationRunner? { state.withLock { $0.runners[destination] } }

    func allRunners() -> [DestinationRunner] {
        state.withLock { $0.runners.values.sorted { $0.destination < $1.destination } }
    }
}
