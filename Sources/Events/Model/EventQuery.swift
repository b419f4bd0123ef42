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

    /// The page that the records found make, of which there may be one more than the limit.
    package func page(of found: [EventRecord]) -> EventPage {
        guard found.count > pageLimit else { return EventPage(records: found, next: nil) }
        let records = Array(found.prefix(pageLimit))
        return EventPage(records: records, next: records.last.map { String($0.stored.sequence) })
    }
}

/// One page of the history. `next` is nil when there is no more.
package struct EventPage: Sendable, Hashable {
    package var records: [EventRecord]
    package var next: String?

    package init(records: [EventRecord], next: String?) {
        self.records = records
        self.next = next
    }
}
