import Metrics
import Values

/// The counts and times of one system's calls, made once so that a call only adds to them.
struct ConnectorMetrics: Sendable {
    private let succeeded: Counter
    private let retried: Counter
    private let refused: Counter
    private let seconds: Metrics.Timer
    private let inFlight: Meter

    init(system: String) {
        func calls(_ outcome: String) -> Counter {
            Counter(label: "junction_connector_calls_total", dimensions: [("system", system), ("outcome", outcome)])
        }
        succeeded = calls("success")
        retried = calls("retry")
        refused = calls("refused")
        seconds = Timer(label: "junction_connector_seconds", dimensions: [("system", system)])
        inFlight = Meter(label: "junction_connector_calls_in_flight", dimensions: [("system", system)])
    }

    func began() { inFlight.increment() }

    func ended(_ verdict: CallVerdict, after duration: Duration) {
        inFlight.decrement()
        switch verdict {
        case .success: succeeded.increment()
        case .retry: retried.increment()
        case .refused: refused.increment()
        }
        seconds.recordNanoseconds(duration.wholeMicroseconds * 1000)
    }
}
