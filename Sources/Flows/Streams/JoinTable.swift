import Values

/// Two inputs that meet: each event of one with each of the other that has its key and happened within a span of it.
package struct JoinTable: Sendable {
    /// Of which sides events that met none are told too.
    package enum Unmatched: String, Sendable, CaseIterable { case none, left, right, both }

    struct Held: Sendable {
        var item: StreamItem
        var hasMet = false
    }

    /// Of one key: by side, in the order of their times.
    struct Mates: Sendable {
        var left: [Held] = []
        var right: [Held] = []
    }

    private let within: Duration
    private let unmatched: Unmatched
    private let most: Int
    private(set) var held: [String: Mates] = [:]
    private(set) var count = 0
    private var due = Heap<WindowTable.Due>()

    /// - Parameter most: events at once; one more is refused.
    init(within: Duration, unmatched: Unmatched, most: Int) {
        self.within = within
        self.unmatched = unmatched
        self.most = most
    }

    var nextEnd: Instant? { due.least?.at }

    /// Takes an event in its order. Throws when there are too many.
    mutating func add(_ item: StreamItem, _ results: inout [StreamResult]) throws {
        // What can meet nothing any more makes room, whenever time is told to go on.
        advance(to: item.time, &results)
        guard count < most else { throw StreamMachine.full(most) }
        var mates = held.removeValue(forKey: item.key) ?? Mates()
        switch item.side {
        case .left: mates.left.append(meet(item, &mates.right, &results))
        case .right: mates.right.append(meet(item, &mates.left, &results))
        }
        keep(item, mates)
    }

    private mutating func keep(_ item: StreamItem, _ mates: Mates) {
        held[item.key] = mates
        count += 1
        due.insert(WindowTable.Due(at: item.time + within, key: item.key, start: item.time))
    }

    /// Pairs an event with those of the other side that are near enough: the newest of them.
    private func meet(_ item: StreamItem, _ others: inout [Held], _ results: inout [StreamResult]) -> Held {
        let first = others.lastIndex { $0.item.time < item.time - within }.map { $0 + 1 } ?? 0
        for index in first..<others.count {
            others[index].hasMet = true
            results.append(Self.pair(others[index].item, item))
        }
        return Held(item: item, hasMet: first < others.count)
    }

    private static func pair(_ first: StreamItem, _ second: StreamItem) -> StreamResult {
        let (left, right) = first.side == .left ? (first, second) : (second, first)
        return StreamResult(
            key: second.key, start: first.time, end: second.time, count: 2,
            content: .pair(left: left.event, right: right.event), causes: [first.id, second.id],
            correlationID: second.correlationID, hops: max(first.hops, second.hops))
    }

    /// What nothing can meet any more, since nothing before the watermark comes.
    mutating func advance(to watermark: Instant, _ results: inout [StreamResult]) {
        while let next = due.least, next.at < watermark {
            _ = due.popLeast()
            guard var mates = held.removeValue(forKey: next.key) else { continue }
            let gone = removeGone(&mates.left, watermark) + removeGone(&mates.right, watermark)
            for entry in gone where !entry.hasMet && tells(entry.item.side) { results.append(alone(entry.item)) }
            count -= gone.count
            if !(mates.left.isEmpty && mates.right.isEmpty) { held[next.key] = mates }
        }
    }

    private func removeGone(_ side: inout [Held], _ watermark: Instant) -> ArraySlice<Held> {
        let gone = side.prefix { $0.item.time + within < watermark }
        side.removeFirst(gone.count)
        return gone
    }

    private func tells(_ side: StreamItem.Side) -> Bool {
        switch unmatched {
        case .none: false
        case .left: side == .left
        case .right: side == .right
        case .both: true
        }
    }

    private func alone(_ item: StreamItem) -> StreamResult {
        StreamResult(
            key: item.key, start: item.time, end: item.time + within, count: 1,
            content: item.side == .left ? .pair(left: item.event, right: nil) : .pair(left: nil, right: item.event),
            causes: [item.id], correlationID: item.correlationID, hops: item.hops)
    }

    var value: Value {
        .array(
            held.sorted { $0.key < $1.key }.flatMap { $0.value.left + $0.value.right }.map { entry in
                ["item": entry.item.value, "hasMet": .bool(entry.hasMet)]
            })
    }

    /// Each side in its order, as `value` has it.
    mutating func restore(_ value: Value) throws {
        for entry in value.array ?? [] {
            let item = try StreamItem(value: entry["item"] ?? .null)
            var mates = held.removeValue(forKey: item.key) ?? Mates()
            let found = Held(item: item, hasMet: entry["hasMet"] == .bool(true))
            switch item.side {
            case .left: mates.left.append(found)
            case .right: mates.right.append(found)
            }
            keep(item, mates)
        }
    }
}
