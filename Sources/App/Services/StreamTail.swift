import APIContract
import Events
import Synchronization
import Values

/// What the streams at the end of the log share. Each event wakes them all: by itself every one of them would read it from the store
/// and write it as JSON, and hundreds of them would leave publishers little time.
final class StreamTail: Sendable {
    /// Where a stream stands, and what the log was known to hold then: what is found there does not depend on who looks.
    struct Place: Hashable {
        var after: Int64
        var newest: Int64
    }

    private let newest = Mutex<(place: Place, page: StreamTailPage)?>(nil)
    private let waiting = Atomic<Int>(0)

    /// So many streams are told of an event at once; each one more waits that much longer, up to 60 ms of the 256 that there may be.
    private static let promptMost = 16
    private static let step = Duration.microseconds(250)

    /// The page at a place, read by the first who asks. One is kept: that of the stream that is furthest.
    func page(at place: Place, read: () async throws -> [StoredEvent]) async throws -> StreamTailPage {
        if let known = newest.withLock({ $0 }), known.place == place { return known.page }
        let page = StreamTailPage(try await read())
        newest.withLock { known in
            if let known, known.place.after > place.after { return }
            known = (place, page)
        }
        return page
    }

    /// How long a stream that waits with so many before it lets them go first.
    static func pause(behind others: Int) -> Duration { step * max(0, others - promptMost) }

    /// Counts a stream that waits; returns how many waited before it.
    func enter() -> Int { waiting.add(1, ordering: .relaxed).oldValue }
    func leave() { waiting.subtract(1, ordering: .relaxed) }
}

/// Events read together, and what has been made of them.
final class StreamTailPage: Sendable {
    struct Form: Hashable {
        var index: Int
        var form: StreamForm
        /// Whether the event bears its place in the whole log.
        var showsPosition: Bool
    }

    let found: [StoredEvent]
    private let made = Mutex<[Form: [UInt8]]>([:])

    init(_ found: [StoredEvent]) { self.found = found }

    /// One of the events in JSON; made by the first who asks.
    func json(_ form: Form, _ make: (StoredEvent) throws -> [UInt8]) throws -> [UInt8] {
        if let known = made.withLock({ $0[form] }) { return known }
        let bytes = try make(found[form.index])
        made.withLock { $0[form] = bytes }
        return bytes
    }
}
