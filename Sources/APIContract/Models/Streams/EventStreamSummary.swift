package import Values

/// Where a stream stands.
package struct EventStreamSummary: WireType, Hashable {
    package var stream: String
    package var version: Int64
    package var first: Int64
    package var oldestRecordedAt: Instant?

    package init(
        stream: String, version: Int64, first: Int64, oldestRecordedAt: Instant? = nil
    ) {
        self.stream = stream
        self.version = version
        self.first = first
        self.oldestRecordedAt = oldestRecordedAt
    }

    package static let about = About(
        "Where a stream stands.",
        [
            "stream": "Its name.",
            "version": "Place of its newest event; what expectedVersion is compared with.",
            "first": "Place of the oldest event that is kept; one more than version when none is.",
            "oldestRecordedAt": "When the log took that one.",
        ])
}
