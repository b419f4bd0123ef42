import TestKit
import Values

/// What happens when, in simulated time: one thing after the other, those of one moment in the order in which they were
/// put down.
// The simulation has one thread.
final class Agenda: @unchecked Sendable {
    private struct Entry {
        var at: Instant
        var order: Int
        var life: Life?
        /// Of a task: it is done even after the end of its process, which is then cut off from everything.
        var isJob: Bool
        var body: () -> Void

        func comes(before other: Entry) -> Bool { (at, order) < (other.at, other.order) }
    }

    private var entries: [Entry] = []
    private var lastOrder = 0
    private(set) var steps = 0
    private var stepsAtOnce = 0
    /// Tasks bring about one another without an end, and no time passes.
    var isStuck: Bool { stepsAtOnce > Self.stepsAtOnceMost }
    private static let stepsAtOnceMost = 100_000
    private var isDraining = false
    /// Whose turn it is: what a task of a process begins belongs to it.
    private var current: Life?
    private var random: SeededRandom
    private lazy var executor = SimulatedExecutor(self)
    let clock = ManualClock()

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    var now: Instant { clock.now }

    func enqueue(_ job: UnownedJob) {
        // A thread has time for it at once, or a little later. What a process does after its end hurries or delays nobody.
        let wait = current?.isOver != true && random.chance(0.1) ? Int64.random(in: 0...1000, using: &random) : 0
        put(now + .microseconds(wait), current, isJob: true) { [executor] in executor.run(job) }
    }

    /// Does something in a process's name.
    func inLife(_ life: Life?, _ body: () -> Void) {
        let before = current
        current = life
        body()
        current = before
    }

    func at(_ time: Instant, for life: Life? = nil, _ body: @escaping () -> Void) {
        put(time, life, isJob: false, body)
    }

    /// Has tasks come to their end, once all processes have; nothing else happens any more.
    func drain() {
        guard !isStuck else { return }
        isDraining = true
        var steps = 0
        while step(until: now + .seconds(86_400)) {
            steps += 1
            precondition(steps < 1_000_000, "the tasks of a process that is over do not end")
        }
    }

    /// The tasks of a process that is over come to their ends at once, those too that were frozen with it: others of its tasks
    /// try again and again until then, and no time would pass.
    func release(_ life: Life) {
        let all = entries
        entries = []
        for var entry in all {
            if entry.isJob, entry.life === life { entry.at = now }
            insert(entry)
        }
    }

    private func put(_ time: Instant, _ life: Life?, isJob: Bool, _ body: @escaping () -> Void) {
        lastOrder += 1
        insert(Entry(at: max(time, now), order: lastOrder, life: life, isJob: isJob, body: body))
    }

    func after(_ span: Duration, for life: Life? = nil, _ body: @escaping () -> Void) {
        at(now + span, for: life, body)
    }

    /// Does the next thing; false when there is none before `end`, and when it is stuck.
    func step(until end: Instant) -> Bool {
        guard !isStuck else { return false }
        while let entry = entries.first, entry.at < end {
            removeFirst()
            if isDraining, !entry.isJob { continue }
            if let life = entry.life {
                if life.isOver, !entry.isJob { continue }
                if life.isFrozen(at: entry.at) {
                    var later = entry
                    later.at = life.frozenUntil
                    insert(later)
                    continue
                }
            }
            stepsAtOnce = entry.at > now ? 0 : stepsAtOnce + 1
            clock.advance(to: entry.at)
            steps += 1
            inLife(entry.life, entry.body)
            return true
        }
        return false
    }

    private func insert(_ entry: Entry) {
        entries.append(entry)
        var child = entries.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard entries[child].comes(before: entries[parent]) else { return }
            entries.swapAt(child, parent)
            child = parent
        }
    }

    private func removeFirst() {
        let last = entries.removeLast()
        guard !entries.isEmpty else { return }
        entries[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < entries.count && entries[child].comes(before: entries[least]) { least = child }
            guard least != parent else { return }
            entries.swapAt(parent, least)
            parent = least
        }
    }
}
