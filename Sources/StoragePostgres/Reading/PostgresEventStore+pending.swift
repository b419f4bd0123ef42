package import Events
import Values

extension PostgresEventStore {
    package func pending(_ request: PendingRequest) throws -> PendingPage {
        let result = try read { try $0.run(Self.query(request)) }
        var bytes = 0
        let deliveries = (0..<result.rowCount).map { row in
            let stored = EventRow.read(result, row)
            bytes += stored.event.payload.count
            return PendingDelivery(
                stored: stored, attempts: Int(result.integer(row, EventRow.count)),
                notBefore: result.instant(row, EventRow.count + 1))
        }
        return PendingPage(
            deliveries: deliveries, isPartial: bytes >= request.byteLimit || deliveries.count >= request.limit)
    }

    /// The server counts the bytes, so that a page never brings more than it may.
    private static func query(_ request: PendingRequest) -> PostgresQuery {
        let condition =
            switch request.selection {
            case .after: "p.sequence > $2"
            case .key: "p.sequence > $2 AND p.key = $5"
            case .one: "p.sequence = $2"
            }
        var query = PostgresQuery(
            """
            SELECT \(EventRow.columns), e.attempts, e.not_before FROM (
                SELECT v.*, p.attempts, p.not_before, sum(octet_length(v.payload)) OVER (ORDER BY p.sequence) AS through
                FROM (
                    SELECT sequence, attempts, not_before FROM pending AS p
                    WHERE p.destination = $1 AND \(condition) ORDER BY p.sequence LIMIT $3
                ) AS p JOIN event AS v ON v.sequence = p.sequence
            ) AS e WHERE e.through - octet_length(e.payload) < $4 ORDER BY e.sequence
            """)
        query.bind(request.destination)
        switch request.selection {
        case .after(let sequence), .one(let sequence), .key(_, let sequence): query.bind(sequence)
        }
        query.bind(Int64(request.limit))
        query.bind(Int64(request.byteLimit))
        if case .key(let key, _) = request.selection { query.bind(key) }
        return query
    }

    package func backlog(destination: String) throws -> Backlog {
        var query = PostgresQuery(
            """
            SELECT (SELECT count(*) FROM pending WHERE destination = $1),
                (SELECT recorded_at FROM event WHERE sequence =
                    (SELECT min(sequence) FROM pending WHERE destination = $1)),
                (SELECT count(*) FROM dead_letter WHERE destination = $1),
                (SELECT sequence FROM head)
            """)
        query.bind(destination)
        let row = try read { try $0.run(query) }
        return Backlog(
            count: Int(row.integer(0, 0)), oldestRecordedAt: row.isNull(0, 1) ? nil : row.instant(0, 1),
            deadLetters: Int(row.integer(0, 2)), through: row.integer(0, 3))
    }

    package func pendingBytes(destination: String) throws -> Int64 {
        var query = PostgresQuery(
            """
            SELECT coalesce(sum(octet_length(e.payload)), 0)::bigint
            FROM pending AS p JOIN event AS e ON e.sequence = p.sequence WHERE p.destination = $1
            """)
        query.bind(destination)
        return try read { try $0.run(query) }.integer(0, 0)
    }

    package func destinations() throws -> [String] {
        let result = try read {
            try $0.run(
                PostgresQuery(
                    """
                    SELECT name FROM destination AS d
                    WHERE EXISTS (SELECT 1 FROM pending AS p WHERE p.destination = d.name)
                        OR EXISTS (SELECT 1 FROM dead_letter AS l WHERE l.destination = d.name)
                    ORDER BY name
                    """))
        }
        return (0..<result.rowCount).map { result.text($0, 0) }
    }

    package func deadLetters(_ query: DeadLetterQuery) throws -> DeadLetterPage {
        let statement = try DeadLetterSelection(query).query(limit: query.pageLimit + 1, byteLimit: query.byteLimit)
        let result = try read { try $0.run(statement) }
        return query.page(
            of: (0..<result.rowCount).map { row in
                let letter = DeadLetterSelection.read(result, row)
                return (letter, DeadLetterSelection.cursor(after: letter))
            })
    }
}
