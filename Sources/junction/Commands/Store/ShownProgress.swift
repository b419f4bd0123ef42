import Events
import Synchronization

/// `Progress` for whoever may be called from anywhere.
final class ShownProgress: Sendable {
    private let progress = Mutex(Progress())

    func show(_ digest: StoreDigest) {
        progress.withLock { $0.show("\(digest[.event].rows) events, \(digest.rows) rows in all") }
    }

    func finish() { progress.withLock { $0.finish() } }
}
