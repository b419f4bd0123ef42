package import Values

/// An event with the place that the log gave it.
package struct StoredEvent: Sendable, Hashable {
    /// Position in the whole log, from 1, in commit order. Never given twice.
    package var sequence: Int64
    /// Position in its stream, from 1, without gaps.
    package var streamSequence: Int64
    /// When the log took it.
    package var recordedAt: Instant
    package var event: Event

    package init(sequence: Int64, streamSequence: Int64, recordedAt: Instant, event: Event) {
        self.sequence = sequence
        self.streamSequence = streamSequence
        self.recordedAt = recordedAt
        self.event = event
    }
}

/// What has become of an event.
package enum EventStatus: String, Sendable, CaseIterable {
    /// In the log, and meant for no destination.
    case recorded
    /// At least one destination has not had it yet.
    case waiting
    /// Every destination has had it.
    case delivered
    /// At least one destination could not be given it, and none is waiting.
    case deadLettered
}

/// An event of the history with what has become of it.
package struct EventRecord: Sendable, Hashable {
    package var stored: StoredEvent
    package var status: EventStatus

    package init(stored: StoredEvent, status: EventStatus) {
        self.stored = stored
        self.status = status
    }
}
