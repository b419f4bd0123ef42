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

/// One page of the history. `next` is nil when there is no more.
package struct EventPage: Sendable, Hashable {
    package var records: [EventRecord]
    package var next: String?

    package init(records: [EventRecord], next: String?) {
        self.records = records
        self.next = next
    }
}
