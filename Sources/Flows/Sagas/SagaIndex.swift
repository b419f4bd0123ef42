import Metrics
import Synchronization
import Values

/// What this node knows of the instances of the sagas that it runs: when each is due next, and how many there are. The store
/// knows the rest.
final class SagaIndex: Sendable {
    /// What may be due: an instance, or the events that came before theirs.
    enum Subject: Sendable, Hashable {
        case instance(String)
        case early(String)
    }

    private struct Entry: Sendable {
        /// Nil for early events.
        var status: SagaInstance.Status?
        /// When something is to be done by itself; for one that is over, when it is forgotten.
        var due: Instant
        var changedAt: Instant
        var age = Age()
        /// Whether a timer stands at `due`.
        var isArmed = false

        var isOver: Bool { status?.isOver == true }
    }

    /// What is newer of two words on one key: commits are told of in whatever order their tasks go on.
    private struct Age: Comparable, Sendable {
        /// Of the event that began the instance.
        var origin: Int64 = 0
        /// Of its document.
        var version: Int64 = 0

        static func < (left: Age, right: Age) -> Bool {
            (left.origin, left.version) < (right.origin, right.version)
        }
    }

    private struct Timer: Comparable, Sendable {
        var due: Instant
        var subject: Subject

        static func < (left: Timer, right: Timer) -> Bool { left.due < right.due }
    }

    private struct Saga: Sendable {
        /// The spell in which it is run here.
        var spell: Int64
        var entries: [Subject: Entry] = [:]
        /// Also such as have lost their meaning: then the entry says something else.
        var timers = Heap<Timer>()
        var running = 0
        var ended = 0
        var early = 0
        /// Whether all that is in the store has been noted.
        var isWhole = false

        mutating func set(_ subject: Subject, _ entry: Entry?) {
            let old = entries[subject]
            count(old, -1)
            count(entry, 1)
            entries[subject] = entry
            guard var entry, !entry.isArmed else { return }
            entry.isArmed = true
            entries[subject] = entry
            timers.insert(Timer(due: entry.due, subject: subject))
            if timers.count > 2 * entries.count + Self.slack { rebuildTimers() }
        }

        private static let slack = 1024

        private mutating func rebuildTimers() {
            timers = Heap()
            for (subject, entry) in entries where entry.isArmed {
                timers.insert(Timer(due: entry.due, subject: subject))
            }
        }

        private mutating func count(_ entry: Entry?, _ change: Int) {
            guard let entry else { return }
            guard entry.status != nil else { return early += change }
            if entry.isOver { ended += change } else { running += change }
        }

        var counts: [SagaInstance.Status: Int] {
            entries.values.reduce(into: [:]) { counts, entry in
                if let status = entry.status { counts[status, default: 0] += 1 }
            }
        }

        /// More than may be kept; some at a time, for to find the oldest costs a look at all.
        var hasSurplus: Bool { ended > SagaLimits.ended + SagaLimits.ended / 100 }
    }

    private let state = Mutex<[String: Saga]>([:])

    func spell(of saga: String) -> Int64? { state.withLock { $0[saga]?.spell } }

    /// Begins anew, or ends with nil.
    func begin(_ saga: String, spell: Int64?) { state.withLock { $0[saga] = spell.map { Saga(spell: $0) } } }

    /// Nothing changes when something newer is known already.
    ///
    /// - Parameter version: of its document.
    /// - Returns: When something is to be done next, at the latest; nil for what is not run here.
    @discardableResult
    func note(_ instance: SagaInstance, version: Int64) -> Instant? {
        let end = (instance.endedAt ?? instance.changedAt) + SagaLimits.keptFor
        var entry = Entry(
            status: instance.status, due: instance.due ?? end, changedAt: instance.changedAt,
            age: Age(origin: instance.origin, version: version))
        return state.withLock { state in
            guard state[instance.saga] != nil else { return nil }
            if let old = state[instance.saga]?.entries[.instance(instance.key)] {
                guard entry.age >= old.age else { return old.due }
                entry.isArmed = old.isArmed && old.due == entry.due
            }
            state[instance.saga]?.set(.instance(instance.key), entry)
            return state[instance.saga]?.hasSurplus == true ? .epoch : entry.due
        }
    }

    /// Events for that key are kept until then; nil: no longer.
    ///
    /// - Parameter isLook: found by looking at what was due: events that have been kept since `takeDue` told of it stand.
    func noteEarly(_ saga: String, _ key: String, until: Instant?, isLook: Bool = false) {
        state.withLock { state in
            if isLook, state[saga]?.entries[.early(key)]?.isArmed == true { return }
            state[saga]?.set(.early(key), until.map { Entry(due: $0, changedAt: $0) })
        }
    }

    /// All that is in the store has been noted.
    func isWhole(_ saga: String) { state.withLock { $0[saga]?.isWhole = true } }

    /// Whether events may be kept for the key.
    func mayHaveEarly(_ saga: String, _ key: String) -> Bool {
        state.withLock { $0[saga]?.isWhole != true || $0[saga]?.entries[.early(key)] != nil }
    }

    /// Whether events may be kept for one key more, or are kept for this one already.
    func hasRoomForEarly(_ saga: String, _ key: String) -> Bool {
        state.withLock { state in
            guard let known = state[saga] else { return true }
            return known.early < SagaLimits.early || known.entries[.early(key)] != nil
        }
    }

    func earlyCount(_ saga: String) -> Int { state.withLock { $0[saga]?.early ?? 0 } }

    /// The place in the log of the event that began what is known of the key; 0 when nothing is.
    func origin(_ saga: String, _ key: String) -> Int64 {
        state.withLock { $0[saga]?.entries[.instance(key)]?.age.origin ?? 0 }
    }

    /// Forgets the instance that began there, and those before; not one that has begun under its key since.
    func forget(_ saga: String, _ key: String, through origin: Int64) {
        state.withLock { state in
            guard let known = state[saga]?.entries[.instance(key)], known.age.origin <= origin else { return }
            state[saga]?.set(.instance(key), nil)
        }
    }

    func running(_ saga: String) -> Int { state.withLock { $0[saga]?.running ?? 0 } }

    /// When something is to be looked at next; perhaps for nothing.
    var nextDue: Instant? { state.withLock { $0.values.compactMap(\.timers.least?.due).min() } }

    /// What is due; each is told once, until it is noted again.
    func takeDue(_ saga: String, at now: Instant, most: Int) -> [Subject] {
        state.withLock { state in
            var due: [Subject] = []
            while due.count < most, let timer = state[saga]?.timers.least, timer.due <= now {
                _ = state[saga]?.timers.popLeast()
                guard state[saga]?.entries[timer.subject]?.due == timer.due,
                    state[saga]?.entries[timer.subject]?.isArmed == true
                else { continue }
                state[saga]?.entries[timer.subject]?.isArmed = false
                due.append(timer.subject)
            }
            return due
        }
    }

    /// Has what is still due, though it was looked at, looked at again after a while.
    func postpone(_ saga: String, _ subject: Subject, by span: Duration, at now: Instant) {
        state.withLock { state in
            guard var entry = state[saga]?.entries[subject], !entry.isArmed || entry.due <= now else { return }
            entry.due = now + span
            entry.isArmed = false
            state[saga]?.set(subject, entry)
        }
    }

    /// The oldest of those that are over, as many as are more than may be kept.
    func surplus(_ saga: String) -> [String] {
        state.withLock { state in
            guard let known = state[saga], known.hasSurplus else { return [] }
            return known.entries.filter(\.value.isOver).sorted { $0.value.due < $1.value.due }
                .prefix(known.ended - SagaLimits.ended)
                .compactMap { if case .instance(let key) = $0.key { key } else { nil } }
        }
    }

    /// How many instances stand how; nil while not all are known here.
    func counts(_ saga: String) -> [SagaInstance.Status: Int]? {
        state.withLock { state in state[saga].flatMap { $0.isWhole ? $0.counts : nil } }
    }

    /// Brings the gauges up to date.
    func showMetrics(at now: Instant) {
        for (saga, known) in state.withLock({ $0 }) {
            let counts = known.counts
            for status in SagaInstance.Status.allCases {
                Gauge(label: "junction_saga_instances", dimensions: [("saga", saga), ("status", status.rawValue)])
                    .record(counts[status] ?? 0)
            }
            let oldest = known.entries.values.lazy.filter { $0.status == .running }.map(\.changedAt).min()
            Gauge(label: "junction_saga_early", dimensions: [("saga", saga)]).record(known.early)
            Gauge(label: "junction_saga_waiting_seconds", dimensions: [("saga", saga)])
                .record(oldest.map { Double((now - $0).wholeMicroseconds) / 1_000_000 } ?? 0)
        }
    }
}
