import API
import Events
import Values

/// Events of a sample file, as the log would have them.
enum SampleEvents {
    /// One event a line, in our own form or as CloudEvents. An event without an id is named by its line, one without a time
    /// happens a second after the one before; each is recorded when it happens. Throws `fieldInvalid` with the line.
    static func read(_ bytes: [UInt8]) throws -> [StoredEvent] {
        var time = Instant.epoch
        var versions: [String: Int64] = [:]
        return try EventIntake.lines(bytes).enumerated().map { index, draft in
            time = draft.time ?? time + .seconds(1)
            let stream = draft.stream ?? EventsAdapter.defaultStream
            versions[stream, default: 0] += 1
            let event = Event(
                id: draft.id ?? "event-\(index + 1)", stream: stream, type: draft.type, source: draft.source,
                destination: draft.destination, key: draft.key, reference: draft.reference,
                correlationID: draft.correlationID, causationID: draft.causationID, time: time,
                metadata: draft.metadata, contentType: draft.contentType, payload: draft.payload)
            return StoredEvent(
                sequence: Int64(index + 1), streamSequence: versions[stream] ?? 0, recordedAt: time, event: event)
        }
    }
}
