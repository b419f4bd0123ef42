import Synchronization
import Values

/// The lease under which a runner works: looked at before each attempt, and named in what it writes. By the steady clock.
final class HeldLease: Sendable {
    let token: Int64
    private let until: Mutex<Instant>

    init(token: Int64, until: Instant) {
        self.token = token
        self.until = Mutex(until)
    }

    func extend(until end: Instant) { until.withLock { $0 = max($0, end) } }

    func holds(at now: Instant) -> Bool { until.withLock { now < $0 } }
}
