import Synchronization
import Values

/// A clock that tests move by hand.
final class ManualTime: Sendable {
    private let current = Mutex(Instant(seconds: 1_800_000_000))

    var now: Instant { current.withLock { $0 } }
    var source: TimeSource { TimeSource(now: { self.now }, sleep: { try await Task.sleep(for: $0) }) }

    func advance(_ span: Duration) { current.withLock { $0 = $0 + span } }
}
