import Synchronization
import Values

/// Which destinations have as much waiting as they may. Written by the delivery engine, asked before each append.
///
/// What is for several destinations is taken as long as one of them has room, so that one that is down does not stop the
/// others: the store holds the message for them anyway. That has an end too (`spillFactor`).
final class BackPressure: Sendable {
    enum Level: Sendable {
        case full
        /// Even what others have room for is refused.
        case brimming
    }

    /// How many times its bound a destination may have waiting, for the sake of others.
    static let spillFactor = 4

    private let count = Atomic(0)
    private let levels = Mutex<[String: Level]>([:])

    func set(_ destination: String, _ level: Level?) {
        levels.withLock { levels in
            levels[destination] = level
            count.store(levels.count, ordering: .releasing)
        }
    }

    /// Throws `backlogFull` when one of the appends is only for destinations that take no more, or for one that is brimming.
    func check(_ appends: [Append]) throws {
        guard count.load(ordering: .acquiring) > 0 else { return }
        let levels = levels.withLock { $0 }
        guard let found = appends.lazy.compactMap({ Self.obstacle($0.deliverTo, levels) }).first else { return }
        throw JunctionError(.backlogFull, "as much is waiting for '\(found)' as may")
    }

    private static func obstacle(_ destinations: [String], _ levels: [String: Level]) -> String? {
        if let brimming = destinations.first(where: { levels[$0] == .brimming }) { return brimming }
        return destinations.allSatisfy { levels[$0] != nil } ? destinations.first : nil
    }
}
