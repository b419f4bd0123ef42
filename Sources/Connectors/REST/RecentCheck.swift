import NIOCore
import Synchronization

/// Whether a name's addresses were looked up and allowed a short while ago. Saves a look-up per call; the peer of each
/// connection is checked regardless.
final class RecentCheck: Sendable {
    /// How long an answer is believed.
    static let memory = TimeAmount.seconds(30)

    private let until = Mutex<NIODeadline?>(nil)

    var isFresh: Bool { until.withLock { $0.map { NIODeadline.now() < $0 } ?? false } }

    func refresh() { until.withLock { $0 = .now() + Self.memory } }
}
