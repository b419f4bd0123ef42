package import Values

/// Where a stream stands, and where what is kept of it begins.
package struct StreamSummary: Sendable, Hashable {
    package var name: String
    /// The stream sequence of its newest event, pruned ones counted.
    package var version: Int64
    /// The stream sequence of the oldest event that is kept; `version + 1` when none is.
    package var first: Int64
    /// When the log took that one.
    package var oldestRecordedAt: Instant?

    package init(name: String, version: Int64, first: Int64, oldestRecordedAt: Instant?) {
        self.name = name
        self.version = version
        self.first = first
        self.oldestRecordedAt = oldestRecordedAt
    }
}

/// Of a kept event, what says whether it may go. Its payload is not read.
package struct RetainedEvent: Sendable, Hashable {
    package var sequence: Int64
    package var streamSequence: Int64
    package var recordedAt: Instant
    /// Of the payload.
    package var bytes: Int64
    package var correlationID: String?
    package var reference: String?
    package var key: String?
    /// Some destination waits for it, or it is a dead letter.
    package var isNeeded: Bool

    package init(
        sequence: Int64, streamSequence: Int64, recordedAt: Instant, bytes: Int64, correlationID: String? = nil,
        reference: String? = nil, key: String? = nil, isNeeded: Bool = false
    ) {
        self.sequence = sequence
        self.streamSequence = streamSequence
        self.recordedAt = recordedAt
        self.bytes = bytes
        self.correlationID = correlationID
        self.reference = reference
        self.key = key
        self.isNeeded = isNeeded
    }
}

/// How many bytes of payload a part of a stream has.
package struct StreamWeight: Sendable, Hashable {
    /// The stream sequence up to which was counted.
    package var through: Int64
    package var bytes: Int64

    package init(through: Int64, bytes: Int64) {
        self.through = through
        self.bytes = bytes
    }
}

/// A document at a version; 0: there is none.
package struct DocumentVersion: Sendable, Hashable {
    package var kind: String
    package var id: String
    package var version: Int64

    package init(kind: String, id: String, version: Int64) {
        self.kind = kind
        self.id = id
        self.version = version
    }
}
