package import Values

/// Which events of the history are wanted. Every part given must hold.
package struct EventQuery: Sendable, Hashable {
    package enum Order: String, Sendable { case newestFirst, oldestFirst }

    package var type: String?
    package var source: String?
    package var stream: String?
    package var destination: String?
    package var correlationID: String?
    package var causationID: String?
    package var reference: String?
    package var status: EventStatus?
    /// `recordedAt` at or after this.
    package var from: Instant?
    /// `recordedAt` before this.
    package var until: Instant?
    package var order: Order = .newestFirst
    /// How many at most in one page; 1…1000.
    package var limit = 100
    /// The page ends after the event with which the payloads together reach this; it has one at least.
    package var byteLimit = EventPage.bytesMost
    /// `next` of the page before.
    package var cursor: String?

    package init() {}
}

// What every store makes of a query in the same way.
extension EventQuery {
    /// `limit` within its bounds. A store asks for one more, so as to know whether there is more.
    package var pageLimit: Int { min(max(limit, 1), 1000) }

    /// The sequence that the page before ended with. Throws `cursorInvalid`.
    package func cursorSequence() throws(JunctionError) -> Int64? {
        guard let cursor else { return nil }
        guard let sequence = Int64(cursor) else {
            throw JunctionError(.cursorInvalid, "the cursor of the history is unknown")
        }
        return sequence
    }

    /// The page that the records found make, of which there may be more than the limits.
    package func page(of found: [EventRecord]) -> EventPage {
        let (records, isPartial) = EventPage.cut(found, limit: pageLimit, byteLimit) { $0.stored }
        return EventPage(records: records, next: isPartial ? records.last.map { String($0.stored.sequence) } : nil)
    }
}

extension EventPage {
    /// As many of those found as a page may have, and whether there may be more: it ends after `limit` of them, and after the one
    /// with which the payloads reach `byteLimit`.
    static func cut<Item>(
        _ found: [Item], limit: Int, _ byteLimit: Int, _ stored: (Item) -> StoredEvent
    ) -> (items: [Item], isPartial: Bool) {
        var bytes = 0
        let items = found.prefix(limit).prefix { item in
            defer { bytes += stored(item).event.payload.count }
            return bytes < byteLimit
        }
        return (Array(items), items.count < found.count || bytes >= byteLimit)
    }
}

/// One page of the history. `next` is nil when there is no more; after a page that its bytes have ended there may be none.
package struct EventPage: Sendable, Hashable {
    /// Payloads of one page: many large events must not come into memory at once.
    package static let bytesMost = 16 << 20

    package var records: [EventRecord]
    package var next: String?

    package init(records: [EventRecord], next: String?) {
        self.records = records
        self.next = next
    }
}
