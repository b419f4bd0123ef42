import Events
import Values

/// An operation that the server carries out by itself, because only it knows what it concerns.
enum ServerChange {
    case retry(DeadLetterQuery, limit: Int)
    case discard(DeadLetterQuery, limit: Int)
    case prune(before: Instant, limit: Int)

    /// Nil for an operation that is planned.
    init?(_ operation: StoreOperation) {
        switch operation {
        case .retryDeadLetters(let query, let limit): self = .retry(query, limit: limit)
        case .discardDeadLetters(let query, let limit): self = .discard(query, limit: limit)
        case .prune(let before, let limit): self = .prune(before: before, limit: limit)
        default: return nil
        }
    }

    func query() throws -> PostgresQuery {
        switch self {
        case .retry(let query, let limit), .discard(let query, let limit): return try Self.unbury(query, limit)
        case .prune(let before, let limit): return Self.prune(before, limit)
        }
    }

    /// What the server's answer means, and what is to be written because of it.
    func outcome(_ answer: PostgresResult, at now: Instant) -> (StoreResult, [PostgresQuery]) {
        if case .prune = self { return (.pruned(answer.changedCount), []) }
        let references = (0..<answer.rowCount).map {
            DeliveryReference(destination: answer.text($0, 1), sequence: answer.integer($0, 0))
        }
        guard !references.isEmpty else { return (.deadLetters([]), []) }
        var kind = Lineage.Kind.discarded
        var queries: [PostgresQuery] = []
        if case .retry = self {
            kind = .retriedByHand
            queries.append(Self.makePending(references))
        }
        queries.append(
            BatchRows.insertSteps(
                references.map {
                    (
                        BatchRows.StepName(reference: $0, at: now, kind: kind),
                        BatchRows.Step(attempt: 0, detail: nil, stages: nil)
                    )
                }))
        return (.deadLetters(references), queries)
    }

    private static func unbury(_ query: DeadLetterQuery, _ limit: Int) throws -> PostgresQuery {
        var query = query
        query.cursor = nil
        let selection = try DeadLetterSelection(query)
        var statement = PostgresQuery(
            """
            WITH chosen AS (
                SELECT l.sequence, l.destination FROM dead_letter AS l JOIN event AS e ON e.sequence = l.sequence
                \(selection.filter.clause) ORDER BY l.sequence, l.destination LIMIT \(limit) FOR UPDATE OF l
            ), gone AS (
                DELETE FROM dead_letter AS l USING chosen AS c
                WHERE l.sequence = c.sequence AND l.destination = c.destination RETURNING l.sequence, l.destination
            )
            SELECT sequence, destination FROM gone ORDER BY sequence, destination
            """, isPrepared: false)
        selection.filter.bind(&statement)
        return statement
    }

    private static func makePending(_ references: [DeliveryReference]) -> PostgresQuery {
        var query = PostgresQuery(
            """
            INSERT INTO pending (destination, sequence, key)
            SELECT r.destination, r.sequence, e.key FROM unnest($1, $2) AS r (destination, sequence)
            JOIN event AS e ON e.sequence = r.sequence ON CONFLICT DO NOTHING
            """)
        query.bind(.texts(references.map(\.destination)))
        query.bind(.integers(references.map(\.sequence)))
        return query
    }

    /// The oldest events that nothing waits for. Head and stream remember the places of what goes.
    private static func prune(_ before: Instant, _ limit: Int) -> PostgresQuery {
        var query = PostgresQuery(
            """
            WITH doomed AS (
                SELECT e.sequence FROM event AS e
                WHERE e.recorded_at < $1 AND NOT \(EventRow.isPending)
                    AND NOT EXISTS (SELECT 1 FROM dead_letter AS l WHERE l.sequence = e.sequence)
                ORDER BY e.recorded_at, e.sequence LIMIT $2
            ), steps AS (DELETE FROM step AS s USING doomed AS d WHERE s.sequence = d.sequence)
            DELETE FROM event AS e USING doomed AS d WHERE e.sequence = d.sequence
            """)
        query.bind(before)
        query.bind(Int64(limit))
        return query
    }
}
