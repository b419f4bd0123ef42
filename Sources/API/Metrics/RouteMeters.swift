import Metrics
import Synchronization

/// Counts the requests of one route. The cell of each status is found once and kept.
final class RouteMeters: Sendable {
    private let registry: PrometheusRegistry
    private let labels: [(String, String)]
    private let duration: any TimerHandler
    private let statuses = Mutex<[Int: any CounterHandler]>([:])

    init(_ registry: PrometheusRegistry, method: String, route: String) {
        self.registry = registry
        labels = [("method", method), ("route", route)]
        registry.describe("junction_http_requests_total", "Requests answered, by route and status.")
        registry.describe("junction_http_request_duration_seconds", "Time from request head to answer, by route.")
        duration = registry.makeTimer(label: "junction_http_request_duration_seconds", dimensions: labels)
    }

    func count(_ status: Int, _ elapsed: Duration) {
        duration.recordNanoseconds(
            elapsed.components.seconds * 1_000_000_000 + elapsed.components.attoseconds / 1_000_000_000)
        let counter = statuses.withLock { statuses in
            if let counter = statuses[status] { return counter }
            let counter = registry.makeCounter(
                label: "junction_http_requests_total", dimensions: labels + [("status", "\(status)")])
            statuses[status] = counter
            return counter
        }
        counter.increment(by: 1)
    }
}
