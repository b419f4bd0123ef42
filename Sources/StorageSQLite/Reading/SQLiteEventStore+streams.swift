package import Events
import GRDB
import Values

extension SQLiteEventStore {
    private static let summary = """
        SELECT s.name, max(s.floor, coalesce((SELECT max(streamSequence) FROM event WHERE stream = s.id), 0)),
            o.streamSequence, o.recordedAt
        FROM stream AS s LEFT JOIN event AS o ON o.sequence =
            (SELECT sequence FROM event WHERE stream = s.id ORDER BY streamSequence LIMIT 1)
        WHERE (s.floor > 0 OR o.sequence IS NOT NULL)
        """

    package func streams(after: String?, limit: Int) throws -> [StreamSummary] {
        try read { database in
            let statement = try SQLStatement(database, "\(Self.summary) AND s.name > ? ORDER BY s.name LIMIT ?")
            statement.bind(1, after ?? "")
            statement.bind(2, Int64(limit))
            var streams: [StreamSummary] = []
            try statement.forEachRow { streams.append(Self.summary($0)) }
            return streams
        }
    }

    package func stream(_ name: String) throws -> StreamSummary? {
        try read { database in
            let statement = try SQLStatement(database, "\(Self.summary) AND s.name = ?")
            statement.bind(1, name)
            return try statement.first(Self.summary)
        }
    }

    private static func summary(_ row: SQLStatement) -> StreamSummary {
        StreamSummary(
            name: row.text(0), version: row.integer(1), first: row.optionalInteger(2) ?? row.integer(1) + 1,
            oldestRecordedAt: row.isNull(3) ? nil : row.instant(3))
    }

    package func retained(stream: String, after streamSequence: Int64, limit: Int) throws -> [RetainedEvent] {
        try read { database in
            let statement = try SQLStatement(
                database,
                """
                SELECT e.sequence, e.streamSequence, e.recordedAt, length(e.payload), e.correlation, e.reference, e.key,
                    \(EventRow.isNeeded)
                FROM event AS e WHERE e.stream = (SELECT id FROM stream WHERE name = ?) AND e.streamSequence > ?
                ORDER BY e.streamSequence LIMIT ?
                """)
            statement.bind(1, stream)
            statement.bind(2, streamSequence)
            statement.bind(3, Int64(limit))
            var events: [RetainedEvent] = []
            try statement.forEachRow { row in
                events.append(
                    RetainedEvent(
                        sequence: row.integer(0), streamSequence: row.integer(1), recordedAt: row.instant(2),
                        bytes: row.integer(3), correlationID: row.optionalText(4), reference: row.optionalText(5),
                        key: row.optionalText(6), isNeeded: row.integer(7) == 1))
            }
            return events
        }
    }

    package func weight(ofStream stream: String, after streamSequence: Int64, limit: Int) throws -> StreamWeight {
        try read { database in
            let statement = try SQLStatement(
                database,
                """
                SELECT max(streamSequence), sum(bytes) FROM (
                    SELECT streamSequence, length(payload) AS bytes FROM event
                    WHERE stream = (SELECT id FROM stream WHERE name = ?) AND streamSequence > ?
                    ORDER BY streamSequence LIMIT ?)
                """)
            statement.bind(1, stream)
            statement.bind(2, streamSequence)
            statement.bind(3, Int64(limit))
            return try statement.first {
                StreamWeight(through: $0.optionalInteger(0) ?? streamSequence, bytes: $0.integer(1))
            } ?? StreamWeight(through: streamSequence, bytes: 0)
        }
    }
}
