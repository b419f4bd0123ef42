import Metrics
import Values

/// The metrics of one destination, made once.
struct DeliveryInstruments: Sendable {
    private let delivered: Counter
    private let skipped: Counter
    private let failed: Counter
    private let postponed: Counter
    private let rejected: Counter
    private let attemptTime: Timer
    private let delay: Timer
    private let backlog: Gauge
    private let backlogBytes: Gauge
    private let full: Gauge
    private let breaker: Gauge

    init(destination: String) {
        let name = [("destination", destination)]
        func counter(_ outcome: String) -> Counter {
            Counter(label: "junction_deliveries_total", dimensions: name + [("outcome", outcome)])
        }
        delivered = counter("delivered")
        skipped = counter("skipped")
        failed = counter("retry")
        postponed = counter("postponed")
        rejected = counter("rejected")
        attemptTime = Timer(label: "junction_delivery_seconds", dimensions: name)
        delay = Timer(label: "junction_delivery_delay_seconds", dimensions: name)
        backlog = Gauge(label: "junction_backlog", dimensions: name)
        backlogBytes = Gauge(label: "junction_backlog_bytes", dimensions: name)
        full = Gauge(label: "junction_backlog_full", dimensions: name)
        breaker = Gauge(label: "junction_breaker_state", dimensions: name)
    }

    /// - Parameters:
    ///   - took: how long the attempt took.
    ///   - sinceRecorded: the time from the log's taking the event to the end of the attempt.
    func note(_ outcome: DeliveryOutcome, took: Duration, sinceRecorded: Duration) {
        if case .postponed = outcome { return postponed.increment() }
        attemptTime.recordNanoseconds(took.wholeMicroseconds * 1000)
        switch outcome {
        case .delivered, .settled:
            delivered.increment()
            delay.recordNanoseconds(sinceRecorded.wholeMicroseconds * 1000)
        case .skipped: skipped.increment()
        case .retry: failed.increment()
        case .rejected: rejected.increment()
        case .postponed: break
        }
    }

    /// `breakerState`: 0 closed, 1 half open, 2 open.
    func show(backlog count: Int, bytes: Int64, isFull: Bool, breakerState: Int) {
        backlog.record(count)
        backlogBytes.record(bytes)
        full.record(isFull ? 1 : 0)
        breaker.record(breakerState)
    }
}
