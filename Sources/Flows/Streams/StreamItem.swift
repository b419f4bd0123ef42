package import Values

/// An event on its way through a stream's windows.
package struct StreamItem: Sendable, Hashable {
    /// When it happened.
    package var time: Instant
    package var id: String
    package var key: String
    package var side: Side
    /// As expressions see it.
    package var event: Value
    package var correlationID: String?
    /// How many results of streams led to it.
    package var hops: Int

    /// Which of two joined inputs it came by.
    package enum Side: String, Sendable, CaseIterable { case left, right }

    package init(
        time: Instant, id: String, key: String, side: Side = .left, event: Value, correlationID: String? = nil,
        hops: Int = 0
    ) {
        self.time = time
        self.id = id
        self.key = key
        self.side = side
        self.event = event
        self.correlationID = correlationID
        self.hops = hops
    }
}

extension StreamItem: Comparable {
    /// The order in which events are folded, whatever the order in which they come.
    package static func < (left: Self, right: Self) -> Bool {
        (left.time, left.id, left.side.rawValue) < (right.time, right.id, right.side.rawValue)
    }
}

/// What came out of a window, or of two events that met.
package struct StreamResult: Sendable, Hashable {
    package var key: String
    package var start: Instant
    package var end: Instant
    /// From 1; one more for each late event that changed what had been told.
    package var revision = 1
    /// How many events are in it.
    package var count: Int
    /// The state; the events, where nothing folds them; or the pair, with nothing for a side that found no match.
    package var content: Content
    /// The events that led to it, the last of them last.
    package var causes: [String]
    package var correlationID: String?
    package var hops: Int

    package enum Content: Sendable, Hashable {
        case aggregate(Value)
        case pair(left: Value?, right: Value?)
    }

    /// By the end of the window, so that results of one key are in the order of time.
    static func precedes(_ left: Self, _ right: Self) -> Bool {
        (left.end, left.key, left.start, left.revision) < (right.end, right.key, right.start, right.revision)
    }
}

/// An event that the windows could not take.
package struct StreamRefusal: Sendable, Hashable {
    package enum Reason: Sendable, Hashable {
        /// It came after its windows had closed, by this watermark.
        case late(Instant)
        /// The fold failed, or a limit was reached; without data.
        case failed(String)
    }

    package var id: String
    package var key: String
    package var time: Instant
    package var reason: Reason
    package var hops: Int

    init(_ item: StreamItem, _ reason: Reason) {
        id = item.id
        key = item.key
        time = item.time
        hops = item.hops
        self.reason = reason
    }
}

/// How the events of a window become one value.
package struct StreamAggregate: Sendable {
    package typealias Fold = @Sendable (_ state: Value, _ event: Value, _ at: Instant) throws -> Value

    /// Nil: the events are collected.
    private let fold: Fold?
    private let initial: Value
    private let collectMost: Int

    package init(initial: Value, fold: @escaping Fold) {
        self.initial = initial
        self.fold = fold
        collectMost = 0
    }

    /// The first `most` events of a window, in their order; those beyond are counted only.
    package init(collecting most: Int) {
        initial = .array([])
        fold = nil
        collectMost = most
    }

    var empty: Value { initial }

    func adding(_ item: StreamItem, to state: Value) throws -> Value {
        if let fold { return try fold(state, item.event, item.time) }
        guard case .array(var events) = state, events.count < collectMost else { return state }
        events.append(item.event)
        return .array(events)
    }
}
