import Values

@testable import Flows

/// Windows with events as late as can be, as `docs/streams.md` says it, with nothing but lists: what has been taken is looked
/// through again for each event.
struct PlainLateness {
    private struct Window {
        var key: String
        var start: Instant
        var end: Instant
        var events: [StreamItem] = []
        var revision = 0
    }

    private let shape: WindowTable.Shape
    private let lateness: Duration
    private let keep: Duration
    private var watermark: Instant?
    private var waiting: [StreamItem] = []
    private var windows: [Window] = []
    private(set) var results: [String] = []
    private(set) var late: [String] = []

    init(_ shape: WindowTable.Shape, lateness: Duration, keep: Duration) {
        self.shape = shape
        self.lateness = lateness
        self.keep = keep
    }

    mutating func take(_ item: StreamItem, recordedAt: Instant) {
        if let watermark, item.time < watermark {
            settle()
            switch shape {
            case .hopping(let size, let every): takeLate(item, size, every, watermark)
            case .session(let gap, let most): takeLate(item, gap: gap, most: most, watermark)
            }
        } else {
            waiting.append(item)
            let moved = min(item.time, recordedAt + .seconds(60)) - lateness
            watermark = max(watermark ?? moved, moved)
        }
    }

    mutating func advance(to time: Instant) { watermark = max(watermark ?? time, time) }

    /// Folds what the watermark has passed, in the order of time, and closes what it has passed.
    mutating func settle() {
        guard let watermark else { return }
        let passed = waiting.filter { $0.time < watermark }.sorted()
        waiting.removeAll { $0.time < watermark }
        for item in passed {
            switch shape {
            case .hopping(let size, let every):
                for start in Self.starts(item.time, size, every) { put(item, start, start + size) }
            case .session(let gap, let most): extend(item, gap, most)
            }
        }
        for index in windows.indices where windows[index].revision == 0 && windows[index].end <= watermark {
            tell(index)
        }
        windows.removeAll { $0.revision > 0 && $0.end + keep <= watermark }
    }

    private mutating func tell(_ index: Int) {
        windows[index].revision += 1
        let window = windows[index]
        results.append(
            StreamResult(
                key: window.key, start: window.start, end: window.end, revision: window.revision,
                count: window.events.count, content: .aggregate(.array(window.events.map(\.event))), causes: [], hops: 0
            ).line)
    }

    private static func starts(_ time: Instant, _ size: Duration, _ every: Duration) -> [Instant] {
        let step = every.wholeMicroseconds
        let near = time.microseconds / step
        return (near - 20...near + 1).map { Instant(microseconds: $0 * step) }.filter { $0 <= time && time < $0 + size }
    }

    private mutating func put(_ item: StreamItem, _ start: Instant, _ end: Instant) {
        if let index = windows.firstIndex(where: { $0.key == item.key && $0.start == start }) {
            windows[index].events.append(item)
        } else {
            windows.append(Window(key: item.key, start: start, end: end, events: [item]))
        }
    }

    private mutating func takeLate(_ item: StreamItem, _ size: Duration, _ every: Duration, _ watermark: Instant) {
        let open = Self.starts(item.time, size, every).filter { $0 + size + keep > watermark }
        if open.isEmpty { late.append(item.id) }
        for start in open {
            put(item, start, start + size)
            guard start + size <= watermark else { continue }
            if let index = windows.firstIndex(where: { $0.key == item.key && $0.start == start }) { tell(index) }
        }
    }

    // MARK: Sessions

    private func openSession(_ key: String) -> Int? { windows.firstIndex { $0.key == key && $0.revision == 0 } }

    private mutating func extend(_ item: StreamItem, _ gap: Duration, _ most: Duration) {
        if let index = openSession(item.key) {
            if item.time >= windows[index].end {
                tell(index)
            } else if item.time - windows[index].start >= most {
                windows[index].end = item.time
                tell(index)
            } else {
                return add(item, to: index, gap)
            }
        }
        windows.append(Window(key: item.key, start: item.time, end: item.time + gap, events: [item]))
    }

    /// A session reaches from its first event to a gap after its last.
    private mutating func add(_ item: StreamItem, to index: Int, _ gap: Duration) {
        windows[index].events.append(item)
        windows[index].start = windows[index].events.map(\.time).min() ?? item.time
        windows[index].end = (windows[index].events.map(\.time).max() ?? item.time) + gap
    }

    private mutating func takeLate(_ item: StreamItem, gap: Duration, most: Duration, _ watermark: Instant) {
        guard let index = openSession(item.key) else {
            // What it would open would have ended.
            guard item.time + gap > watermark else { return late.append(item.id) }
            windows.append(Window(key: item.key, start: item.time, end: item.time + gap, events: [item]))
            return
        }
        let times = windows[index].events.map(\.time) + [item.time]
        let span = (times.max() ?? item.time) - (times.min() ?? item.time)
        guard item.time > windows[index].start - gap, item.time < windows[index].end, span < most else {
            return late.append(item.id)
        }
        add(item, to: index, gap)
    }
}
