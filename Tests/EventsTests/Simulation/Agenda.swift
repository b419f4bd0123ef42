import TestKit
import Values

/// A process as long as it lives. What it was about to do is not done after its end, and waits while it is frozen.
final class Life {
    var isOver = false
    var frozenUntil = Instant.epoch

    func isFrozen(at now: Instant) -> Bool { now < frozenUntil }
}

/// What happens when, in simulated time: one thing after the other, those of one moment in the order in which they were
/// put down.
final class Agenda {
    private struct Entry {
        var at: Instant
        var order: Int
        var life: Life?
        var body: () -> Void

        func comes(before other: Entry) -> Bool { (at, order) < (other.at, other.order) }
    }

    private var entries: [Entry] = []
    private var lastOrder = 0
    private(set) var steps = 0
    let clock = ManualClock()

    var now: Instant { clock.now }

    func at(_ time: Instant, for life: Life? = nil, _ body: @escaping () -> Void) {
        lastOrder += 1
        insert(Entry(at: max(time, now), order: lastOrder, life: life, body: body))
    }

    func after(_ span: Duration, for life: Life? = nil, _ body: @escaping () -> Void) {
        at(now + span, for: life, body)
    }

    /// Does the next thing; false when there is none before `end`.
    func step(until end: Instant) -> Bool {
        while let entry = entries.first, entry.at < end {
            removeFirst()
            if let life = entry.life {
                if life.isOver { continue }
                if life.isFrozen(at: entry.at) {
                    var later = entry
                    later.at = life.frozenUntil
                    insert(later)
                    continue
                }
            }
            clock.advance(to: entry.at)
            steps += 1
            entry.body()
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
