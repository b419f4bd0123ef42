import Contract
import Events
import Logging
import Metrics
import Synchronization
import Values

/// Moves one stream, on whichever node holds its lease.
final class StreamRunner: ViewRunner {
    struct Shown: Sendable {
        var progress: StreamProgress
        var position: Int64
        var watermark: Instant?
        var held: Int
    }

    let processor: StreamProcessor
    let point: String
    let loop: ViewLoop
    private let log: EventLog
    private let time: TimeSource
    private let listeners: @Sendable (Event) -> [String]
    private let logger: Logger
    /// Nil while another node works.
    private let state = Mutex<Shown?>(nil)
    private let lag: Gauge
    private let held: Gauge
    private let emitted: Counter
    private let late: Counter
    private let failed: Counter

    init(
        _ processor: StreamProcessor, point: String, log: EventLog, engine: DeliveryEngine, time: TimeSource,
        listeners: @escaping @Sendable (Event) -> [String], logger: Logger
    ) {
        self.processor = processor
        self.point = point
        self.log = log
        self.time = time
        self.listeners = listeners
        self.logger = logger
        let id = processor.definition.id
        loop = ViewLoop("stream:\(id)", log: log, engine: engine, time: time, logger: logger)
        let dimensions = [("stream", id)]
        lag = Gauge(label: "junction_stream_lag_events", dimensions: dimensions)
        held = Gauge(label: "junction_stream_held", dimensions: dimensions)
        emitted = Counter(label: "junction_stream_results_total", dimensions: dimensions)
        late = Counter(label: "junction_stream_late_total", dimensions: dimensions)
        failed = Counter(label: "junction_stream_failures_total", dimensions: dimensions)
    }

    var id: String { processor.definition.id }
    /// Where it begins is only known once a node has begun with it.
    var beginning: StreamProgress? { nil }

    /// As it is in memory here; nil while another node works.
    var shown: Shown? { state.withLock { $0 } }

    func run() async {
        await loop.run {
            try await StreamSession(
                self.processor, log: self.log, time: self.time, listeners: self.listeners,
                bury: { try await self.loop.bury($0) })
        } show: { session in
            self.show(
                session.map {
                    Shown(
                        progress: $0.progress, position: max($0.position, $0.progress.told),
                        watermark: $0.machine.watermark,
                        held: $0.machine.held)
                })
        }
    }

    private func show(_ now: Shown?) {
        let before = state.withLock { state in
            defer { state = now }
            return state
        }
        guard let now else { return }
        lag.record(max(0, log.newestKnown - now.position))
        held.record(now.held)
        if let before {
            emitted.increment(by: max(0, now.progress.emitted - before.progress.emitted))
            late.increment(by: max(0, now.progress.late - before.progress.late))
            failed.increment(by: max(0, now.progress.failed - before.progress.failed))
        }
        guard let failure = now.progress.failure, failure != before?.progress.failure else { return }
        failed.increment()
        logger.error(
            "stream stopped at an event",
            metadata: [
                "stream": "\(processor.definition.id)", "event": "\(failure.eventID)", "why": "\(failure.message)",
            ])
    }
}
