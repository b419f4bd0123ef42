import Contract
import Events
import Logging
import Metrics
import Synchronization
import Values

/// Keeps one projection up to date, on whichever node holds its lease.
final class ProjectionRunner: ViewRunner {
    let projection: Projection
    let point: String
    let loop: ViewLoop
    private let log: EventLog
    private let time: TimeSource
    private let compilers: [String: SubscriptionFilter.Compiler]
    private let logger: Logger
    /// Nil while another node folds.
    private let shown = Mutex<ProjectionProgress?>(nil)
    private let lag: Gauge
    private let foldedCount: Counter
    private let failedCount: Counter

    /// Throws `filterInvalid` or `flow.pointUnusable`.
    init(
        _ projection: Projection, point: String, log: EventLog, engine: DeliveryEngine, time: TimeSource,
        compilers: [String: SubscriptionFilter.Compiler], logger: Logger
    ) throws {
        // To be told now, not when the first event comes.
        _ = try ProjectionFold(ProjectionRecipe(projection), compilers: compilers)
        self.projection = projection
        self.point = point
        self.log = log
        self.time = time
        self.compilers = compilers
        self.logger = logger
        loop = ViewLoop("projection:\(projection.id)", log: log, engine: engine, time: time, logger: logger)
        let dimensions = [("projection", projection.id)]
        lag = Gauge(label: "junction_projection_lag_events", dimensions: dimensions)
        foldedCount = Counter(label: "junction_projection_folded_total", dimensions: dimensions)
        failedCount = Counter(label: "junction_projection_failures_total", dimensions: dimensions)
    }

    var id: String { projection.id }
    var beginning: ProjectionProgress? { ProjectionProgress(ProjectionRecipe(projection)) }

    /// As it is in memory here; nil while another node folds.
    var progress: ProjectionProgress? { shown.withLock { $0 } }

    func run() async {
        await loop.run {
            try await ProjectionSession(
                self.projection, log: self.log, time: self.time, compilers: self.compilers,
                bury: {
                    self.failedCount.increment(by: $0.count)
                    try await self.loop.bury($0)
                })
        } show: {
            self.show(&$0)
        }
    }

    private func show(_ session: inout ProjectionSession?) {
        let before = shown.withLock { shown in
            defer { shown = session?.progress }
            return shown
        }
        guard let position = session?.position, let live = session?.progress.live else { return }
        lag.record(max(0, log.newestKnown - position))
        foldedCount.increment(by: session?.folded ?? 0)
        session?.folded = 0
        guard let failure = live.failure, failure != before?.live.failure else { return }
        failedCount.increment()
        logger.error(
            "projection stopped at an event",
            metadata: [
                "projection": "\(projection.id)", "event": "\(failure.eventID)", "why": "\(failure.message)",
            ])
    }
}
