import Values

/// Two inputs that meet: each event of one with each of the other that has its key and happened within a span of it.
package struct JoinTable: Sendable {
    /// Of which sides events that met none are told too.
    package enum Unmatched: String, Sendable, CaseIterable { case none, left, right, both }

    struct Held: Sendable {
        var item: StreamItem
        var hasMet = false
    }

    private let within: Duration
    private let unmatched: Unmatched
    private(set) var held: [String: [Held]] = [:]
    private(set) var count = 0
    private var due = Heap<WindowTable.Due>()

    init(within: Duration, unmatched: Unmatched) {
        self.within = within
        self.unmatched = unmatched
    }

    var nextEnd: Instant? { due.least?.at }

    mutating func add(_ item: StreamItem, _ results: inout [StreamResult]) {
        var mates = held[item.key] ?? []
        held[item.key] = nil
        var hasMet = false
        for index in mates.indices where mates[index].item.side != item.side {
            guard mates[index].item.time >= item.time - within else { continue }
            mates[index].hasMet = true
            hasMet = true
            results.append(Self.pair(mates[index].item, item))
        }
        mates.append(Held(item: item, hasMet: hasMet))
        held[item.key] = mates
        count += 1
        due.insert(WindowTable.Due(at: item.time + within, key: item.key, start: item.time))
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
            guard let mates = held[next.key] else { continue }
            let gone = mates.filter { $0.item.time + within < watermark }
            for entry in gone where !entry.hasMet && tells(entry.item.side) { results.append(alone(entry.item)) }
            let left = mates.filter { $0.item.time + within >= watermark }
            count -= gone.count
            held[next.key] = left.isEmpty ? nil : left
        }
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
            held.sorted { $0.key < $1.key }.flatMap { $0.value }.map { entry in
                ["item": entry.item.value, "hasMet": .bool(entry.hasMet)]
            })
    }

    mutating func restore(_ value: Value) throws {
        for entry in value.array ?? [] {
            let item = try StreamItem(value: entry["item"] ?? .null)
            held[item.key, default: []].append(Held(item: item, hasMet: entry["hasMet"] == .bool(true)))
            count += 1
            due.insert(WindowTable.Due(at: item.time + within, key: item.key, start: item.time))
        }
    }
}
