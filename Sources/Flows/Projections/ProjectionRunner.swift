import Contract
import Events
import Logging
import Metrics
import Synchronization
import Values

/// Keeps one projection up to date, on whichever node holds its lease.
final class ProjectionRunner: Sendable {
    private struct State {
        /// Nil while another node folds.
        var progress: ProjectionProgress?
        var isToReload = false
        /// Why recent events failed, for their dead letters.
        var reasons: [Int64: String] = [:]
    }

    let projection: Projection
    let point: String
    let log: EventLog
    private let engine: DeliveryEngine
    private let time: TimeSource
    private let compilers: [String: SubscriptionFilter.Compiler]
    private let logger: Logger
    private let state = Mutex(State())
    private let lag: Gauge
    private let foldedCount: Counter
    private let failedCount: Counter

    /// How long nothing is looked at when nothing is appended: a rebuild that was asked for waits so long.
    private static let idlePause = Duration.milliseconds(250)
    /// How long after trouble with the store it is tried again.
    private static let troublePause = Duration.seconds(1)
    private static let reasonsMost = 1000

    init(
        _ projection: Projection, point: String, log: EventLog, engine: DeliveryEngine, time: TimeSource,
        compilers: [String: SubscriptionFilter.Compiler], logger: Logger
    ) throws {
        // To be told now, not when the first event comes.
        _ = try ProjectionFold(ProjectionRecipe(projection), compilers: compilers)
        self.projection = projection
        self.point = point
        self.log = log
        self.engine = engine
        self.time = time
        self.compilers = compilers
        self.logger = logger
        let dimensions = [("projection", projection.id)]
        lag = Gauge(label: "junction_projection_lag_events", dimensions: dimensions)
        foldedCount = Counter(label: "junction_projection_folded_total", dimensions: dimensions)
        failedCount = Counter(label: "junction_projection_failures_total", dimensions: dimensions)
    }

    /// Its dead letters are those of this destination, and so is its lease.
    var destination: String { "projection:\(projection.id)" }

    /// As it is in memory here; nil while another node folds.
    var progress: ProjectionProgress? { state.withLock { $0.progress } }

    /// Has what others have changed in the store taken up.
    func reload() { state.withLock { $0.isToReload = true } }

    // MARK: Running

    func run() async {
        while !Task.isCancelled {
            guard engine.serves(destination) else {
                state.withLock { $0.progress = nil }
                try? await time.sleep(Self.idlePause)
                continue
            }
            do { try await work() } catch let error as JunctionError where error.code == .versionConflict {
                // Somebody has asked for something, or another node was quicker: on with what stands now.
            } catch {
                logger.warning(
                    "projection waits for the store",
                    metadata: ["projection": "\(projection.id)", "why": "\(error)"])
                try? await time.sleep(Self.troublePause)
            }
        }
    }

    private func work() async throws {
        state.withLock { $0.isToReload = false }
        var session = try await ProjectionSession(
            projection, log: log, time: time, compilers: compilers, bury: { [self] in try await bury($0) })
        show(session.progress)
        while !Task.isCancelled, engine.serves(destination), !state.withLock({ $0.isToReload }) {
            let isIdle = try await session.step()
            foldedCount.increment(by: session.folded)
            session.folded = 0
            show(session.progress)
            lag.record(max(0, log.newestKnown - session.position))
            guard isIdle else { continue }
            await pause(after: session.position)
            try await session.lookForChanges()
        }
    }

    private func show(_ progress: ProjectionProgress) {
        let isNewlyStopped = state.withLock { state in
            defer { state.progress = progress }
            return progress.live.failure != nil && state.progress?.live.failure != progress.live.failure
        }
        guard isNewlyStopped, let failure = progress.live.failure else { return }
        failedCount.increment()
        logger.error(
            "projection stopped at an event",
            metadata: [
                "projection": "\(projection.id)", "event": "\(failure.eventID)", "why": "\(failure.message)",
            ])
    }

    private func pause(after position: Int64) async {
        await withDiscardingTaskGroup { group in
            let (ends, end) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
            group.addTask { [log] in
                // A projection that has stopped waits for whoever mends it.
                if self.progress?.live.failure == nil {
                    await log.waitForEvents(after: position)
                } else {
                    try? await self.time.sleep(Self.idlePause)
                }
                end.yield()
            }
            group.addTask { [time] in
                try? await time.sleep(Self.idlePause)
                end.yield()
            }
            for await _ in ends { break }
            group.cancelAll()
        }
    }

    private func bury(_ failures: [ProjectionBatch.Failure]) async throws {
        state.withLock { state in
            if state.reasons.count + failures.count > Self.reasonsMost { state.reasons = [:] }
            for failure in failures { state.reasons[failure.sequence] = failure.message }
        }
        failedCount.increment(by: failures.count)
        _ = try await engine.deliver(failures.map(\.sequence), to: destination)
    }
}

/// Where events go that could not be folded: at once to the dead letters, with the reason.
extension ProjectionRunner: DeliveryTarget {
    func deliver(_ attempt: DeliveryAttempt) async -> DeliveryOutcome {
        let reason = state.withLock { $0.reasons.removeValue(forKey: attempt.stored.sequence) }
        return .rejected(
            reason: reason
                ?? "it could not be folded, and can only be folded in its turn: mend the fold, or rebuild the projection"
        )
    }
}
