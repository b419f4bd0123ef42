import Metrics
import Synchronization
import Values

/// What this node knows of the instances of the sagas that it runs: when each is due next, and how many there are. The store
/// knows the rest.
final class SagaIndex: Sendable {
    struct Entry: Sendable {
        var status: SagaInstance.Status
        /// When something is to be done by itself; for one that is over, when it is forgotten.
        var due: Instant
        var changedAt: Instant
    }

    private struct Saga: Sendable {
        /// The spell in which it is run here.
        var spell: Int64
        var entries: [String: Entry] = [:]
        var running = 0
    }

    private let state = Mutex<[String: Saga]>([:])

    func spell(of saga: String) -> Int64? { state.withLock { $0[saga]?.spell } }

    /// Begins anew, or ends with nil.
    func begin(_ saga: String, spell: Int64?) { state.withLock { $0[saga] = spell.map { Saga(spell: $0) } } }

    /// - Parameter isOld: read some time ago; what has been noted meanwhile stands if it is due earlier.
    func note(_ instance: SagaInstance, isOld: Bool = false) {
        let end = (instance.endedAt ?? instance.changedAt) + SagaLimits.keptFor
        var entry = Entry(status: instance.status, due: instance.due ?? end, changedAt: instance.changedAt)
        state.withLock { state in
            let old = state[instance.saga]?.entries[instance.key]
            if isOld, let old { entry.due = min(old.due, entry.due) }
            state[instance.saga]?.entries[instance.key] = entry
            state[instance.saga]?.running += Self.count(entry) - Self.count(old)
        }
    }

    func forget(_ saga: String, _ key: String) {
        state.withLock { state in
            let old = state[saga]?.entries.removeValue(forKey: key)
            state[saga]?.running -= Self.count(old)
        }
    }

    private static func count(_ entry: Entry?) -> Int { entry.map { $0.status.isOver ? 0 : 1 } ?? 0 }

    func running(_ saga: String) -> Int { state.withLock { $0[saga]?.running ?? 0 } }

    var nextDue: Instant? { state.withLock { $0.values.compactMap { $0.entries.values.lazy.map(\.due).min() }.min() } }

    func due(_ saga: String, at now: Instant, most: Int) -> [String] {
        state.withLock { state in
            Array((state[saga]?.entries ?? [:]).lazy.filter { $0.value.due <= now }.map(\.key).prefix(most))
        }
    }

    /// The oldest of those that are over, as many as are more than may be kept.
    func surplus(_ saga: String) -> [String] {
        state.withLock { state in
            guard let known = state[saga] else { return [] }
            let count = known.entries.count - known.running - SagaLimits.ended
            // Some at a time: to find the oldest costs a look at all.
            guard count > SagaLimits.ended / 100 else { return [] }
            return known.entries.filter(\.value.status.isOver).sorted { $0.value.due < $1.value.due }.prefix(count)
                .map(\.key)
        }
    }

    /// Brings the gauges up to date.
    func showMetrics(_ saga: String, at now: Instant) {
        guard let entries = state.withLock({ $0[saga]?.entries }) else { return }
        let groups = Dictionary(grouping: entries.values, by: \.status)
        for status in SagaInstance.Status.allCases {
            Gauge(label: "junction_saga_instances", dimensions: [("saga", saga), ("status", status.rawValue)])
                .record(groups[status]?.count ?? 0)
        }
        let oldest = (groups[.running] ?? []).map(\.changedAt).min()
        Gauge(label: "junction_saga_waiting_seconds", dimensions: [("saga", saga)])
            .record(oldest.map { Double((now - $0).wholeMicroseconds) / 1_000_000 } ?? 0)
    }
}
