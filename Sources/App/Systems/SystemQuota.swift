import Contract
import Metrics
import Resilience
import Synchronization
import Values

/// Holds the calls of one system to the rate limits of its file. Nobody waits here: who comes too early is told when to
/// come again.
final class SystemQuota: Sendable {
    let rates: [Rate]
    private let limits: Mutex<RateLimits>
    private let refusals: Counter

    init(_ definition: SystemDefinition, now: Instant) {
        rates = definition.rateLimits
        limits = Mutex(
            RateLimits(
                definition.rateLimits.map { RateLimiter(atMost: $0.count, in: $0.unit.duration, now: now) }))
        refusals = Counter(label: "junction_rate_limited_total", dimensions: [("system", definition.id)])
    }

    /// Nil when the call may be made now; it is counted then. Else how long to wait.
    func wait(now: Instant) -> Duration? {
        guard case .wait(let span) = limits.withLock({ $0.take(now: now) }) else { return nil }
        refusals.increment()
        return span
    }

    /// For people: `10/second and 5000/day`.
    var description: String { rates.map(\.description).joined(separator: " and ") }
}
