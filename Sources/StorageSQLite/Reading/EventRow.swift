import Events
import GRDB
import Values

/// How a row of `event` is read.
enum EventRow {
    /// In the order that `read` takes them; the table is called `e`.
    static let columns = """
        e.sequence, e.id, (SELECT name FROM stream WHERE stream.id = e.stream), e.streamSequence, e.recordedAt, e.time,
        e.type, e.source, e.contentType, e.destination, e.key, e.reference, e.correlation, e.causation, e.metadata,
        e.payload
        """
    /// How many columns that is: others may follow.
    static let count: Int32 = 16

    /// Whether some destination waits for `e`. By destination, so that each is one look into an index.
    private static let isPending = """
        EXISTS (
            SELECT 1 FROM destination AS d CROSS JOIN pending AS p
            ON p.destination = d.id AND p.sequence = e.sequence)
        """
    private static let isDead = "EXISTS (SELECT 1 FROM deadLetter AS l WHERE l.sequence = e.sequence)"
    /// Whether some destination waits for `e`, or it is a dead letter.
    static let isNeeded = "(\(isPending) OR \(isDead))"

    /// 0 recorded, 1 waiting, 2 dead-lettered, 3 delivered.
    static let status = """
        CASE WHEN e.destinations = 0 THEN 0 WHEN \(isPending) THEN 1 WHEN \(isDead) THEN 2 ELSE 3 END
        """

    static func read(_ row: SQLStatement, _ names: NameCache, _ database: Database) throws -> StoredEvent {
        let metadata = row.isNull(14) ? [:] : PairCoding.metadata(row.bytes(14))
        let event = Event(
            id: row.text(1), stream: row.text(2), type: try names.text(row.integer(6), database),
            source: try names.text(row.integer(7), database), destination: row.optionalText(9),
            key: row.optionalText(10), reference: row.optionalText(11), correlationID: row.optionalText(12),
            causationID: row.optionalText(13), time: row.instant(5), metadata: metadata,
            contentType: try names.text(row.integer(8), database), payload: row.bytes(15))
        return StoredEvent(
            sequence: row.integer(0), streamSequence: row.integer(3), recordedAt: row.instant(4), event: event)
    }

    static func status(_ number: Int64) -> EventStatus {
        switch number {
        case 0: .recorded
        case 1: .waiting
        case 2: .deadLettered
        default: .delivered
        }
    }

    static func readRecord(_ row: SQLStatement, _ names: NameCache, _ database: Database) throws -> EventRecord {
        EventRecord(stored: try read(row, names, database), status: status(row.integer(count)))
    }
}
