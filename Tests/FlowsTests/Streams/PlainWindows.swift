import TestKit
import Values

@testable import Flows

extension StreamResult {
    /// `key start...end revision x count content`, in seconds.
    var line: String {
        let span = "\(start.microseconds / 1_000_000)...\(end.microseconds / 1_000_000)"
        switch content {
        case .aggregate(let value):
            let events = (value.array ?? []).compactMap(\.string).joined(separator: " ")
            return "\(key) \(span) \(revision)x\(count) [\(events)]"
        case .pair(let left, let right):
            return "\(key) \(span) \(left?.string ?? "-") with \(right?.string ?? "-")"
        }
    }
}

/// What each kind of window means, said as plainly and slowly as can be.
enum PlainWindows {
    static func results(_ items: [StreamItem], _ shape: StreamMachine.Shape) -> [StreamResult] {
        let byKey = Dictionary(grouping: items.sorted(), by: \.key)
        return byKey.flatMap { key, items -> [StreamResult] in
            switch shape {
            case .windows(.hopping(let size, let every)): hopping(key, items, size, every)
            case .windows(.session(let gap, _)): sessions(key, items, gap)
            case .sliding(let size): sliding(key, items, size)
            case .join(let within, _): pairs(key, items, within)
            }
        }
    }

    private static func result(_ key: String, _ start: Instant, _ end: Instant, _ items: [StreamItem]) -> StreamResult {
        StreamResult(
            key: key, start: start, end: end, count: items.count, content: .aggregate(.array(items.map(\.event))),
            causes: [], hops: 0)
    }

    private static func hopping(
        _ key: String, _ items: [StreamItem], _ size: Duration, _ every: Duration
    ) -> [StreamResult] {
        let step = every.wholeMicroseconds
        return (-100...100).compactMap { number in
            let start = Instant(microseconds: Int64(number) * step)
            let inside = items.filter { $0.time >= start && $0.time < start + size }
            return inside.isEmpty ? nil : result(key, start, start + size, inside)
        }
    }

    private static func sessions(_ key: String, _ items: [StreamItem], _ gap: Duration) -> [StreamResult] {
        var groups: [[StreamItem]] = []
        for item in items {
            if let last = groups.last?.last, item.time < last.time + gap {
                groups[groups.count - 1].append(item)
            } else {
                groups.append([item])
            }
        }
        return groups.map { result(key, $0[0].time, $0[$0.count - 1].time + gap, $0) }
    }

    private static func sliding(_ key: String, _ items: [StreamItem], _ size: Duration) -> [StreamResult] {
        Set(items.map(\.time)).map { end in
            result(key, end - size, end, items.filter { $0.time > end - size && $0.time <= end })
        }
    }

    private static func pairs(_ key: String, _ items: [StreamItem], _ within: Duration) -> [StreamResult] {
        func pair(_ start: Instant, _ end: Instant, _ left: StreamItem?, _ right: StreamItem?) -> StreamResult {
            StreamResult(
                key: key, start: start, end: end, count: 2, content: .pair(left: left?.event, right: right?.event),
                causes: [], hops: 0)
        }
        func meets(_ one: StreamItem, _ other: StreamItem) -> Bool {
            one.side != other.side && max(one.time, other.time) - min(one.time, other.time) <= within
        }
        let lefts = items.filter { $0.side == .left }
        let met = lefts.flatMap { left in
            items.filter { meets(left, $0) }.map { pair(min(left.time, $0.time), max(left.time, $0.time), left, $0) }
        }
        let alone = items.filter { item in !items.contains { meets(item, $0) } }.map { item in
            pair(item.time, item.time + within, item.side == .left ? item : nil, item.side == .left ? nil : item)
        }
        return met + alone
    }
}
