import Synchronization
import Values

/// Which destinations have as much waiting as they may. Written by the delivery engine, asked before each append.
final class BackPressure: Sendable {
    private let count = Atomic(0)
    private let full = Mutex<Set<String>>([])

    func set(_ destination: String, isFull: Bool) {
        full.withLock { full in
            if isFull { full.insert(destination) } else { full.remove(destination) }
            count.store(full.count, ordering: .releasing)
        }
    }

    /// Throws `backlogFull` when one of the appends is for a destination that takes no more.
    func check(_ appends: [Append]) throws {
        guard count.load(ordering: .acquiring) > 0 else { return }
        let found = full.withLock { full in
            appends.lazy.flatMap(\.deliverTo).first { full.contains($0) }
        }
        guard let found else { return }
        throw JunctionError(.backlogFull, "as much is waiting for '\(found)' as may")
    }
}
