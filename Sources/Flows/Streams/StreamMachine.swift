package import Values

/// The windows of one stream: pure, in the time of the events and never of a clock.
///
/// Events are put in the order of their times before anything folds them: they wait until the watermark, `lateness` behind
/// the newest event, has passed them. So whatever the order in which they come, as long as none is later than that, the
/// results are the same.
package struct StreamMachine: Sendable {
    package enum Shape: Sendable, Hashable {
        case windows(WindowTable.Shape)
        case sliding(Duration)
        case join(within: Duration, unmatched: JoinTable.Unmatched)
    }

    package struct Settings: Sendable {
        package var shape: Shape
        /// How far events may come out of order.
        package var lateness: Duration
        /// How long closed windows take late events all the same; zero: not at all.
        package var keep: Duration
        /// Most events that wait, and most events or windows that are held; what would go beyond either is refused.
        package var held: Int

        package init(shape: Shape, lateness: Duration, keep: Duration = .zero, held: Int = 100_000) {
            self.shape = shape
            self.lateness = lateness
            self.keep = keep
            self.held = held
        }
    }

    /// How far ahead of the log's clock an event may move the watermark: one that claims a later time waits for it.
    package static let aheadMost = Duration.seconds(60)

    package let settings: Settings
    // One of the three, by the shape.
    private var windows: WindowTable?
    private var sliding: SlidingTable?
    private var join: JoinTable?
    private var waiting = Heap<StreamItem>()
    /// No event before this is expected any more; nil before the first.
    package private(set) var watermark: Instant?
    private var results: [StreamResult] = []
    private var refusals: [StreamRefusal] = []

    package init(_ settings: Settings, _ aggregate: StreamAggregate) {
        self.settings = settings
        switch settings.shape {
        case .windows(let shape):
            windows = WindowTable(shape, aggregate, keep: settings.keep, most: settings.held)
        case .sliding(let size): sliding = SlidingTable(size: size, aggregate, most: settings.held)
        case .join(let within, let unmatched):
            join = JoinTable(within: within, unmatched: unmatched, most: settings.held)
        }
    }

    /// Events and windows that are held.
    package var held: Int { waiting.count + (windows?.count ?? sliding?.count ?? join?.count ?? 0) }

    package var waitingCount: Int { waiting.count }

    /// The earliest time at which something more could be told; nil when nothing is held.
    package var nextEnd: Instant? {
        let end = windows?.nextEnd ?? sliding?.nextEnd ?? join?.nextEnd.map { $0 + .microseconds(1) }
        let first = waiting.least.map { $0.time + .microseconds(1) }
        return [end, first].compactMap(\.self).min()
    }

    // MARK: Inputs

    /// - Parameter recordedAt: when the log took the event.
    package mutating func take(_ item: StreamItem, recordedAt: Instant) {
        if let watermark, item.time < watermark { return takeLate(item, watermark) }
        // So that it is the same whether what may be released has been or not.
        if waiting.count >= settings.held, let watermark { release(watermark) }
        guard waiting.count < settings.held else {
            refusals.append(StreamRefusal(item, .failed(Self.message(Self.full(settings.held)))))
            return
        }
        waiting.insert(item)
        let newest = min(item.time, recordedAt + Self.aheadMost)
        watermark = max(watermark ?? newest - settings.lateness, newest - settings.lateness)
    }

    private mutating func takeLate(_ item: StreamItem, _ watermark: Instant) {
        release(watermark)
        do {
            if try windows?.addLate(item, watermark: watermark, &results) != true {
                refusals.append(StreamRefusal(item, .late(watermark)))
            }
        } catch { refusals.append(StreamRefusal(item, .failed(Self.message(error)))) }
    }

    /// Nothing before that time is to be expected, for another reason than the events: there have been none for a while.
    package mutating func advance(to time: Instant) { watermark = max(watermark ?? time, time) }

    /// What has come of everything taken so far, in the order of the ends of windows.
    package mutating func drain() -> (results: [StreamResult], refusals: [StreamRefusal]) {
        if let watermark { release(watermark) }
        defer {
            results = []
            refusals = []
        }
        return (results.sorted(by: StreamResult.precedes), refusals)
    }

    // MARK: Order

    private mutating func release(_ watermark: Instant) {
        while let first = waiting.least, first.time < watermark, let item = waiting.popLeast() {
            do { try add(item) } catch { refusals.append(StreamRefusal(item, .failed(Self.message(error)))) }
        }
        windows?.advance(to: watermark, &results)
        sliding?.advance(to: watermark, &results, &refusals)
        join?.advance(to: watermark, &results)
    }

    private mutating func add(_ item: StreamItem) throws {
        try windows?.add(item, &results)
        try sliding?.add(item, &results, &refusals)
        try join?.add(item, &results)
    }

    static func full(_ most: Int) -> JunctionError {
        JunctionError(.mappingFailed, "\(most) events and windows are held already")
    }

    static func message(_ error: any Error) -> String {
        (error as? JunctionError)?.message ?? "it could not be folded"
    }
}

// MARK: - As a value

extension StreamMachine {
    static var unreadable: JunctionError {
        JunctionError(.storeIncompatible, "the windows of a stream cannot be read")
    }

    /// Everything that it holds. To be asked for after `drain`.
    package var value: Value {
        precondition(results.isEmpty && refusals.isEmpty, "what was told must have been drained")
        var object: Object = [
            "waiting": .array(waiting.elements.sorted().map(\.value)),
            "table": windows?.value ?? sliding?.value ?? join?.value ?? .null,
        ]
        object["watermark"] = watermark.map { .integer($0.microseconds) }
        return .object(object)
    }

    /// The machine as it was. Throws `storeIncompatible`.
    package init(_ settings: Settings, _ aggregate: StreamAggregate, value: Value) throws {
        self.init(settings, aggregate)
        watermark = value["watermark"]?.integer.map { Instant(microseconds: $0) }
        for item in value["waiting"]?.array ?? [] { waiting.insert(try StreamItem(value: item)) }
        let table = value["table"] ?? .null
        try windows?.restore(table)
        try sliding?.restore(table)
        try join?.restore(table)
    }
}

extension StreamItem {
    var value: Value {
        var object: Object = [
            "time": .integer(time.microseconds), "id": .string(id), "key": .string(key), "side": .string(side.rawValue),
            "event": event, "hops": .integer(Int64(hops)),
        ]
        object["correlation"] = correlationID.map { .string($0) }
        return .object(object)
    }

    init(value: Value) throws {
        guard let time = value["time"]?.integer, let id = value["id"]?.string, let key = value["key"]?.string else {
            throw StreamMachine.unreadable
        }
        self.init(
            time: Instant(microseconds: time), id: id, key: key,
            side: value["side"]?.string.flatMap { Side(rawValue: $0) } ?? .left, event: value["event"] ?? .null,
            correlationID: value["correlation"]?.string, hops: Int(clamping: value["hops"]?.integer ?? 0))
    }
}
