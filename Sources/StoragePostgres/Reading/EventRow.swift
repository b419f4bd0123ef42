import Events
import Values

/// How a row of `event` is read.
enum EventRow {
    /// In the order that `read` takes them; the table is called `e`.
    static let columns = """
        e.sequence, e.id, e.stream, e.stream_sequence, e.recorded_at, e.time, e.type, e.source, e.content_type,
        e.destination, e.key, e.reference, e.correlation, e.causation, e.metadata, e.payload
        """
    /// How many columns that is: others may follow.
    static let count = 16

    /// Whether some destination waits for `e`. By destination, so that each is one look into an index.
    static let isPending = """
        EXISTS (
            SELECT 1 FROM destination AS d, LATERAL (
                SELECT 1 FROM pending AS p WHERE p.destination = d.name AND p.sequence = e.sequence LIMIT 1) AS w)
        """

    private static let isDead = "EXISTS (SELECT 1 FROM dead_letter AS l WHERE l.sequence = e.sequence)"
    /// Whether some destination waits for `e`, or it is a dead letter.
    static let isNeeded = "(\(isPending) OR \(isDead))"

    /// 0 recorded, 1 waiting, 2 dead-lettered, 3 delivered.
    static let status = """
        CASE WHEN e.destinations = 0 THEN 0 WHEN \(isPending) THEN 1 WHEN \(isDead) THEN 2 ELSE 3 END
        """

    static func read(_ result: PostgresResult, _ row: Int) -> StoredEvent {
        let metadata = result.isNull(row, 14) ? [:] : PairCoding.metadata(result.bytes(row, 14))
        let event = Event(
            id: result.text(row, 1), stream: result.text(row, 2), type: result.text(row, 6),
            source: result.text(row, 7), destination: result.optionalText(row, 9), key: result.optionalText(row, 10),
            reference: result.optionalText(row, 11), correlationID: result.optionalText(row, 12),
            causationID: result.optionalText(row, 13), time: result.instant(row, 5), metadata: metadata,
            contentType: result.text(row, 8), payload: result.bytes(row, 15))
        return StoredEvent(
            sequence: result.integer(row, 0), streamSequence: result.integer(row, 3),
            recordedAt: result.instant(row, 4), event: event)
    }

    static func all(_ result: PostgresResult) -> [StoredEvent] { (0..<result.rowCount).map { read(result, $0) } }

    static func readRecord(_ result: PostgresResult, _ row: Int) -> EventRecord {
        let status: EventStatus =
            switch result.integer(row, count) {
            case 0: .recorded
            case 1: .waiting
            case 2: .deadLettered
            default: .delivered
            }
        return EventRecord(stored: read(result, row), status: status)
    }
}
