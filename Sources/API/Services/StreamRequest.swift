package import APIContract

/// Which events a stream is to have, and from where on.
package struct StreamRequest: Sendable, Hashable {
    /// The last event that the client has had.
    package var after: Int64?
    package var start: StreamStart
    package var form: StreamForm
    package var type: String?
    package var source: String?
    package var stream: String?
    package var correlationID: String?
    /// A CESQL expression.
    package var sql: String?
    /// Whether each event says its place in the whole log, in the metadata `junctionposition`.
    package var showsPosition = false

    package init(
        after: Int64? = nil, start: StreamStart = .now, form: StreamForm = .event, type: String? = nil,
        source: String? = nil, stream: String? = nil, correlationID: String? = nil, sql: String? = nil
    ) {
        self.after = after
        self.start = start
        self.form = form
        self.type = type
        self.source = source
        self.stream = stream
        self.correlationID = correlationID
        self.sql = sql
    }
}

/// One event of a stream.
package struct StreamedEvent: Sendable, Hashable {
    /// Its place in the whole log.
    package var position: Int64
    package var type: String
    /// One line of JSON.
    package var json: [UInt8]

    package init(position: Int64, type: String, json: [UInt8]) {
        self.position = position
        self.type = type
        self.json = json
    }
}

/// The next events of a stream.
package struct StreamPage: Sendable, Hashable {
    package var events: [StreamedEvent]
    /// How far the log has been read, whether or not anything there was wanted.
    package var position: Int64
    /// There is more to read now.
    package var hasMore: Bool
    /// Places between the asked one and the first found that are no longer kept.
    package var pruned: ClosedRange<Int64>?

    package init(events: [StreamedEvent], position: Int64, hasMore: Bool, pruned: ClosedRange<Int64>? = nil) {
        self.events = events
        self.position = position
        self.hasMore = hasMore
        self.pruned = pruned
    }
}

/// What waiting for events came to.
package enum StreamWait: Sendable {
    case some, none
    /// The server is stopping; the stream is to end.
    case stopping
}
