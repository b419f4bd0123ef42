package import Events
import Values

extension PostgresEventStore {
    private static let summary = """
        SELECT s.name, s.version, o.stream_sequence, o.recorded_at FROM stream AS s LEFT JOIN LATERAL (
            SELECT e.stream_sequence, e.recorded_at FROM event AS e WHERE e.stream = s.name
            ORDER BY e.stream_sequence LIMIT 1) AS o ON true
        """

    package func streams(after: String?, limit: Int) throws -> [StreamSummary] {
        var query = PostgresQuery("\(Self.summary) WHERE s.name > $1 ORDER BY s.name LIMIT $2")
        query.bind(after ?? "")
        query.bind(Int64(limit))
        let result = try read { try $0.run(query) }
        return (0..<result.rowCount).map { Self.summary(result, $0) }
    }

    package func stream(_ name: String) throws -> StreamSummary? {
        var query = PostgresQuery("\(Self.summary) WHERE s.name = $1")
        query.bind(name)
        let result = try read { try $0.run(query) }
        return result.rowCount == 0 ? nil : Self.summary(result, 0)
    }

    private static func summary(_ result: PostgresResult, _ row: Int) -> StreamSummary {
        let version = result.integer(row, 1)
        let isEmpty = result.isNull(row, 2)
        return StreamSummary(
            name: result.text(row, 0), version: version, first: isEmpty ? version + 1 : result.integer(row, 2),
            oldestRecordedAt: isEmpty ? nil : result.instant(row, 3))
    }

    package func retained(stream: String, after streamSequence: Int64, limit: Int) throws -> [RetainedEvent] {
        var query = PostgresQuery(
            """
            SELECT e.sequence, e.stream_sequence, e.recorded_at, octet_length(e.payload), e.correlation, e.reference,
                e.key, \(EventRow.isNeeded)
            FROM event AS e WHERE e.stream = $1 AND e.stream_sequence > $2 ORDER BY e.stream_sequence LIMIT $3
            """)
        query.bind(stream)
        query.bind(streamSequence)
        query.bind(Int64(limit))
        let result = try read { try $0.run(query) }
        return (0..<result.rowCount).map { row in
            RetainedEvent(
                sequence: result.integer(row, 0), streamSequence: result.integer(row, 1),
                recordedAt: result.instant(row, 2), bytes: result.integer(row, 3),
                correlationID: result.optionalText(row, 4), reference: result.optionalText(row, 5),
                key: result.optionalText(row, 6), isNeeded: result.integer(row, 7) == 1)
        }
    }

    package func weight(ofStream stream: String, after streamSequence: Int64, limit: Int) throws -> StreamWeight {
        var query = PostgresQuery(
            """
            SELECT max(w.stream_sequence), coalesce(sum(w.bytes), 0)::bigint FROM (
                SELECT stream_sequence, octet_length(payload) AS bytes FROM event
                WHERE stream = $1 AND stream_sequence > $2 ORDER BY stream_sequence LIMIT $3) AS w
            """)
        query.bind(stream)
        query.bind(streamSequence)
        query.bind(Int64(limit))
        let result = try read { try $0.run(query) }
        return StreamWeight(
            through: result.isNull(0, 0) ? streamSequence : result.integer(0, 0), bytes: result.integer(0, 1))
    }
}
