import Values

/// Windows that reach back from each event: of the same key, all that happened within `size` before it, itself included. One
/// result for each key and time.
struct SlidingTable: Sendable {
    struct Entry: Sendable {
        var recent: [StreamItem] = []
        /// A time whose result is still to be told, once all events of that time are there.
        var pending: Instant?
    }

    private let size: Duration
    private let aggregate: StreamAggregate
    private let most: Int
    private(set) var entries: [String: Entry] = [:]
    private(set) var count = 0
    /// When a key's newest event falls out of every window.
    private var due = Heap<WindowTable.Due>()
    private var pending: Set<String> = []

    /// - Parameter most: events at once; one more is refused.
    init(size: Duration, _ aggregate: StreamAggregate, most: Int) {
        self.size = size
        self.aggregate = aggregate
        self.most = most
    }

    var nextEnd: Instant? { due.least?.at }

    /// Takes an event in its order. Throws when there are too many.
    mutating func add(
        _ item: StreamItem, _ results: inout [StreamResult], _ refusals: inout [StreamRefusal]
    ) throws {
        // What no window reaches back to any more makes room, whenever time is told to go on.
        forget(before: item.time, &results, &refusals)
        guard count < most else { throw StreamMachine.full(most) }
        if let told = entries[item.key]?.pending, told < item.time { tell(item.key, &results, &refusals) }
        var entry = entries[item.key] ?? Entry()
        entries[item.key] = nil
        let before = entry.recent.count
        entry.recent.removeAll { $0.time <= item.time - size }
        entry.recent.append(item)
        entry.pending = item.time
        count += entry.recent.count - before
        entries[item.key] = entry
        pending.insert(item.key)
        due.insert(WindowTable.Due(at: item.time + size, key: item.key, start: item.time))
    }

    /// Everything before the watermark has been added.
    mutating func advance(
        to watermark: Instant, _ results: inout [StreamResult], _ refusals: inout [StreamRefusal]
    ) {
        for key in pending.sorted() { tell(key, &results, &refusals) }
        forget(before: watermark, &results, &refusals)
    }

    private mutating func forget(
        before time: Instant, _ results: inout [StreamResult], _ refusals: inout [StreamRefusal]
    ) {
        while let next = due.least, next.at <= time {
            _ = due.popLeast()
            guard let newest = entries[next.key]?.recent.last, newest.time == next.start else { continue }
            tell(next.key, &results, &refusals)
            count -= entries[next.key]?.recent.count ?? 0
            entries[next.key] = nil
        }
    }

    private mutating func tell(_ key: String, _ results: inout [StreamResult], _ refusals: inout [StreamRefusal]) {
        pending.remove(key)
        guard let entry = entries[key], let end = entry.pending, let last = entry.recent.last else { return }
        entries[key]?.pending = nil
        var state = aggregate.empty
        for item in entry.recent {
            do { state = try aggregate.adding(item, to: state) } catch {
                return refusals.append(StreamRefusal(last, .failed(StreamMachine.message(error))))
            }
        }
        results.append(
            StreamResult(
                key: key, start: end - size, end: end, count: entry.recent.count, content: .aggregate(state),
                causes: [last.id], correlationID: last.correlationID, hops: entry.recent.map(\.hops).max() ?? 0))
    }

    var value: Value { .array(entries.sorted { $0.key < $1.key }.flatMap { $0.value.recent.map(\.value) }) }

    /// What is kept has been told.
    mutating func restore(_ value: Value) throws {
        for item in try (value.array ?? []).map({ try StreamItem(value: $0) }) {
            entries[item.key, default: Entry()].recent.append(item)
            count += 1
            due.insert(WindowTable.Due(at: item.time + size, key: item.key, start: item.time))
        }
    }
}
