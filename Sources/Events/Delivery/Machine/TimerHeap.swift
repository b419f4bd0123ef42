import Values

/// Times at which lanes are due, the earliest first (a binary heap). Entries are not removed when they lose their
/// meaning; the stamp tells.
struct TimerHeap: Sendable {
    struct Entry: Sendable {
        var at: Instant
        var slot: Int
        var stamp: Int
    }

    private var entries: [Entry] = []

    var first: Instant? { entries.first?.at }

    mutating func insert(_ entry: Entry) {
        entries.append(entry)
        var child = entries.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard entries[child].at < entries[parent].at else { return }
            entries.swapAt(child, parent)
            child = parent
        }
    }

    /// All are due earlier by a span; their order stays.
    mutating func setBack(by span: Duration) {
        for place in entries.indices { entries[place].at = entries[place].at - span }
    }

    /// Removes and returns the earliest entry, if its time has come.
    mutating func popDue(now: Instant) -> Entry? {
        guard let first = entries.first, first.at <= now else { return nil }
        let last = entries.removeLast()
        if !entries.isEmpty {
            entries[0] = last
            sink()
        }
        return first
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < entries.count && entries[child].at < entries[least].at {
                least = child
            }
            guard least != parent else { return }
            entries.swapAt(parent, least)
            parent = least
        }
    }
}
