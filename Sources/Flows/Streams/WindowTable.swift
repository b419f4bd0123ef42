import Values

/// Windows that hold what falls between their ends: tumbling, hopping and session windows, by key.
///
/// Events come in the order of their times, but for late ones. Bounded by `StreamMachine`.
package struct WindowTable: Sendable {
    package enum Shape: Sendable, Hashable {
        /// One begins at every multiple of `every` since 1970; with `every` = `size` none overlap.
        case hopping(size: Duration, every: Duration)
        /// Ends when no event has come for `gap`, or when it is `most` long.
        case session(gap: Duration, most: Duration)
    }

    struct Window: Sendable, Hashable {
        var start: Instant
        var end: Instant
        /// Its start when it was opened, by which `due` finds it: a late event may have a session begin earlier.
        let opened: Instant
        var count = 0
        var state: Value
        var lastID = ""
        var correlationID: String?
        var hops = 0
        /// Of the last result; 0 while it is open.
        var revision = 0

        init(start: Instant, end: Instant, state: Value) {
            (self.start, self.end, self.state) = (start, end, state)
            opened = start
        }
    }

    /// When a window is to be looked at.
    struct Due: Comparable, Sendable {
        var at: Instant
        var key: String
        var start: Instant

        static func < (left: Due, right: Due) -> Bool {
            (left.at, left.key, left.start) < (right.at, right.key, right.start)
        }
    }

    private let shape: Shape
    private let aggregate: StreamAggregate
    /// How long a closed window is kept for late events.
    private let keep: Duration
    private let most: Int
    private(set) var windows: [String: [Window]] = [:]
    private(set) var count = 0
    private var due = Heap<Due>()

    /// - Parameter most: windows at once; an event that would open more is refused.
    init(_ shape: Shape, _ aggregate: StreamAggregate, keep: Duration, most: Int) {
        self.shape = shape
        self.aggregate = aggregate
        self.keep = keep
        self.most = most
    }

    /// When the next window closes.
    var nextEnd: Instant? { due.least?.at }

    // MARK: Events

    /// Takes an event in its order. Throws what the fold throws, and when there are too many windows; then no window has it.
    mutating func add(_ item: StreamItem, _ results: inout [StreamResult]) throws {
        // What has ended by then makes room, however many events are added before time is next told to go on.
        advance(to: item.time, &results)
        switch shape {
        case .hopping(let size, let every):
            try put(item, Self.starts(item.time, size, every), size)
        case .session(let gap, let most): try extend(item, gap, most, &results)
        }
    }

    /// Takes an event that comes behind the watermark into the windows that are still there: those that are open, and those
    /// that are kept, of which there is a new result. False when there is none: it is too late.
    mutating func addLate(_ item: StreamItem, watermark: Instant, _ results: inout [StreamResult]) throws -> Bool {
        switch shape {
        case .hopping(let size, let every):
            let starts = Self.starts(item.time, size, every).filter { $0 + size + keep > watermark }
            try put(item, starts, size)
            for start in starts where start + size <= watermark {
                guard let place = place(item.key, start) else { continue }
                windows[item.key]?[place].revision += 1
                if let window = windows[item.key]?[place] { results.append(result(window, item.key)) }
            }
            return !starts.isEmpty
        case .session(let gap, let most): return try extendLate(item, gap, most, watermark)
        }
    }

    /// Takes a late event into the session that is open, which it may make longer in either direction, or has it open one that
    /// has not ended yet. No two sessions of a key are open at once: an open one reaches beyond the watermark, as a session
    /// that a late event may open does.
    private mutating func extendLate(
        _ item: StreamItem, _ gap: Duration, _ most: Duration, _ watermark: Instant
    ) throws -> Bool {
        guard let place = windows[item.key]?.indices.last, let window = windows[item.key]?[place] else {
            guard item.time + gap > watermark else { return false }
            try begin(item, gap)
            return true
        }
        let (first, last) = (min(window.start, item.time), max(window.end - gap, item.time))
        guard window.start < item.time + gap, last - first < most else { return false }
        try fold(item, place)
        windows[item.key]?[place].start = first
        windows[item.key]?[place].end = last + gap
        return true
    }

    /// Newest last.
    private static func starts(_ time: Instant, _ size: Duration, _ every: Duration) -> [Instant] {
        let step = every.wholeMicroseconds
        let newest = time.microseconds.flooredQuotient(by: step).quotient * step
        var starts: [Instant] = []
        var start = newest
        while start > time.microseconds - size.wholeMicroseconds {
            starts.append(Instant(microseconds: start))
            start -= step
        }
        return starts.reversed()
    }

    /// Searched from the newest, which events are mostly about.
    private func place(_ key: String, _ opened: Instant) -> Int? { windows[key]?.lastIndex { $0.opened == opened } }

    /// All of the windows have it or, when a fold fails, none.
    private mutating func put(_ item: StreamItem, _ starts: [Instant], _ size: Duration) throws {
        let states = try starts.map { start in
            let window = place(item.key, start).flatMap { windows[item.key]?[$0] }
            return try aggregate.adding(item, to: window?.state ?? aggregate.empty)
        }
        try checkRoom(for: starts.count { place(item.key, $0) == nil })
        for (start, state) in zip(starts, states) {
            if let place = place(item.key, start) {
                windows[item.key]?[place].state = state
                windows[item.key]?[place].note(item)
            } else {
                open(Window(start: start, end: start + size, state: state), item)
            }
        }
    }

    private mutating func extend(
        _ item: StreamItem, _ gap: Duration, _ most: Duration, _ results: inout [StreamResult]
    ) throws {
        if let place = windows[item.key]?.indices.last, let window = windows[item.key]?[place] {
            if item.time - window.start < most {
                try fold(item, place)
                windows[item.key]?[place].end = max(window.end, item.time + gap)
                return
            }
            windows[item.key]?[place].end = item.time
            close(item.key, place, &results)
        }
        try begin(item, gap)
    }

    private mutating func begin(_ item: StreamItem, _ gap: Duration) throws {
        let state = try aggregate.adding(item, to: aggregate.empty)
        try checkRoom(for: 1)
        open(Window(start: item.time, end: item.time + gap, state: state), item)
    }

    private func checkRoom(for more: Int) throws {
        guard count + more <= most else { throw StreamMachine.full(most) }
    }

    private mutating func open(_ window: Window, _ item: StreamItem) {
        var window = window
        window.note(item)
        windows[item.key, default: []].append(window)
        count += 1
        due.insert(Due(at: window.end, key: item.key, start: window.opened))
    }

    private mutating func fold(_ item: StreamItem, _ place: Int) throws {
        guard let window = windows[item.key]?[place] else { return }
        let state = try aggregate.adding(item, to: window.state)
        windows[item.key]?[place].state = state
        windows[item.key]?[place].note(item)
    }

    // MARK: Time

    /// Nothing before the watermark comes any more: windows that end there are told, and forgotten once no late event may
    /// change them.
    mutating func advance(to watermark: Instant, _ results: inout [StreamResult]) {
        while let next = due.least, next.at <= watermark {
            _ = due.popLeast()
            guard let place = place(next.key, next.start), let window = windows[next.key]?[place] else { continue }
            if window.end > next.at, window.revision == 0 {
                // A session that has grown meanwhile.
                due.insert(Due(at: window.end, key: next.key, start: next.start))
            } else if window.revision == 0 {
                close(next.key, place, &results)
            } else if window.end + keep <= watermark {
                remove(next.key, place)
            } else {
                due.insert(Due(at: window.end + keep, key: next.key, start: next.start))
            }
        }
    }

    private mutating func close(_ key: String, _ place: Int, _ results: inout [StreamResult]) {
        windows[key]?[place].revision += 1
        guard let window = windows[key]?[place] else { return }
        results.append(result(window, key))
        if keep > .zero {
            due.insert(Due(at: window.end + keep, key: key, start: window.opened))
        } else {
            remove(key, place)
        }
    }

    private mutating func remove(_ key: String, _ place: Int) {
        windows[key]?.remove(at: place)
        if windows[key]?.isEmpty == true { windows[key] = nil }
        count -= 1
    }

    private func result(_ window: Window, _ key: String) -> StreamResult {
        StreamResult(
            key: key, start: window.start, end: window.end, revision: max(1, window.revision), count: window.count,
            content: .aggregate(window.state), causes: [window.lastID], correlationID: window.correlationID,
            hops: window.hops)
    }
}

extension WindowTable.Window {
    mutating func note(_ item: StreamItem) {
        count += 1
        lastID = item.id
        correlationID = item.correlationID
        hops = max(hops, item.hops)
    }
}

extension WindowTable {
    var value: Value {
        .array(
            windows.sorted { $0.key < $1.key }.flatMap { key, windows in
                windows.map { window in
                    var object: Object = [
                        "key": .string(key), "start": .integer(window.start.microseconds),
                        "end": .integer(window.end.microseconds), "count": .integer(Int64(window.count)),
                        "state": window.state, "last": .string(window.lastID), "hops": .integer(Int64(window.hops)),
                        "revision": .integer(Int64(window.revision)),
                    ]
                    object["correlation"] = window.correlationID.map { .string($0) }
                    return .object(object)
                }
            })
    }

    mutating func restore(_ value: Value) throws {
        for entry in value.array ?? [] {
            guard let key = entry["key"]?.string, let start = entry["start"]?.integer, let end = entry["end"]?.integer
            else { throw StreamMachine.unreadable }
            var window = Window(
                start: Instant(microseconds: start), end: Instant(microseconds: end), state: entry["state"] ?? .null)
            window.count = Int(clamping: entry["count"]?.integer ?? 0)
            window.lastID = entry["last"]?.string ?? ""
            window.correlationID = entry["correlation"]?.string
            window.hops = Int(clamping: entry["hops"]?.integer ?? 0)
            window.revision = Int(clamping: entry["revision"]?.integer ?? 0)
            windows[key, default: []].append(window)
            count += 1
            due.insert(
                Due(at: window.revision == 0 ? window.end : window.end + keep, key: key, start: window.opened))
        }
    }
}
