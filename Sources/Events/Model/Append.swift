package import Values

/// One event to append, and what is to be done with it.
package struct Append: Sendable, Hashable {
    package var event: Event
    /// Ids of the destinations that are to get it. Each must be given it, or end in the dead letters.
    package var deliverTo: [String]
    /// The sequence that the stream must stand at (0: the stream is empty); nil: wherever it stands.
    package var expectedVersion: Int64?

    package init(_ event: Event, deliverTo: [String] = [], expectedVersion: Int64? = nil) {
        self.event = event
        self.deliverTo = deliverTo
        self.expectedVersion = expectedVersion
    }
}

/// Where an appended event stands in the log. It is on disk.
package struct Appended: Sendable, Hashable {
    package var id: String
    package var sequence: Int64
    package var streamSequence: Int64
    package var recordedAt: Instant
    /// An event with this id was there already: the places are the first one's, and nothing was added.
    package var duplicate: Bool

    package init(id: String, sequence: Int64, streamSequence: Int64, recordedAt: Instant, duplicate: Bool) {
        self.id = id
        self.sequence = sequence
        self.streamSequence = streamSequence
        self.recordedAt = recordedAt
        self.duplicate = duplicate
    }
}
