import Contract
import Flows
import Synchronization
import Values

/// Every integration point of the server, running or not, by its id.
final class PointDirectory: Sendable {
    struct Entry: Sendable {
        var point: IntegrationPoint
        /// Why it does not run; nil when it does.
        var problem: JunctionError?
        /// What it takes its messages from.
        var queue: TakenQueue?
        /// Why nothing can be taken from its queue for now; nil when it can.
        var sourceTrouble: String? { queue?.trouble }
        /// What a scheduled point reads.
        var source: (any SyncSource)?
        /// Where its listener listens.
        var port: Int?
        /// The schedule, to tell the next run.
        var cron: CronExpression?
        var zone: ScheduleZone?
    }

    private let entries = Mutex<[String: Entry]>([:])

    subscript(id: String) -> Entry? { entries.withLock { $0[id] } }

    var all: [Entry] { entries.withLock { $0.values.sorted { $0.point.id < $1.point.id } } }

    /// False when the id is taken.
    func add(_ entry: Entry) -> Bool {
        entries.withLock { entries in
            guard entries[entry.point.id] == nil else { return false }
            entries[entry.point.id] = entry
            return true
        }
    }

    func update(_ id: String, _ change: (inout Entry) -> Void) {
        entries.withLock { entries in
            guard var entry = entries[id] else { return }
            change(&entry)
            entries[id] = entry
        }
    }
}
