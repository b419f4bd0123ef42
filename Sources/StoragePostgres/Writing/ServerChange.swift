import Events
import Values

/// An operation that the server carries out by itself, because only it knows what it concerns.
enum ServerChange {
    case retry(DeadLetterQuery, limit: Int)
    case discard(DeadLetterQuery, limit: Int)
    case prune([Int64], while: DocumentVersion?)
    case add(destination: String, sequences: [Int64])
    case drop(destination: String, limit: Int)

    /// Nil for an operation that is planned.
    init?(_ operation: StoreOperation) {
        switch operation {
        case .retryDeadLetters(let query, let limit): self = .retry(query, limit: limit)
        case .discardDeadLetters(let query, let limit): self = .discard(query, limit: limit)
        case .prune(let sequences, let document): self = .prune(sequences, while: document)
        case .addDeliveries(let name, let sequences): self = .add(destination: name, sequences: sequences)
        case .dropDeliveries(let name, let limit): self = .drop(destination: name, limit: limit)
        default: return nil
        }
    }

    func query() throws -> PostgresQuery {
        switch self {
        case .retry(let query, let limit), .discard(let query, let limit): return try Self.unbury(query, limit)
        case .prune(let sequences, let document): return Self.prune(sequences, document)
        case .add(let destination, let sequences): return Self.add(sequences, to: destination)
        case .drop(let destination, let limit): return Self.drop(destination, limit)
        }
    }

    /// What the server's answer means, and what is to be written because of it.
    func outcome(_ answer: PostgresResult, at now: Instant) -> (StoreResult, [PostgresQuery]) {
        switch self {
        case .prune: return (.pruned(Self.sequences(answer).sorted()), [])
        case .add(let name, _): return (.added(Self.sequences(answer)), [Self.insertDestination(name)])
        case .drop(let name, _):
            let dropped = Self.sequences(answer).map { DeliveryReference(destination: name, sequence: $0) }
            return (.dropped(dropped.count), dropped.isEmpty ? [] : [Self.steps(dropped, .discarded, at: now)])
        case .retry, .discard: break
        }
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
        queries.append(Self.steps(references, kind, at: now))
        return (.deadLetters(references), queries)
    }

    private static func steps(
        _ references: [DeliveryReference], _ kind: Lineage.Kind, at now: Instant
    ) -> PostgresQuery {
        BatchRows.insertSteps(
            references.map {
                (
                    BatchRows.StepName(reference: $0, at: now, kind: kind),
                    BatchRows.Step(attempt: 0, detail: nil, stages: nil)
                )
            })
    }

    private static func sequences(_ answer: PostgresResult) -> [Int64] {
        (0..<answer.rowCount).map { answer.integer($0, 0) }
    }

    private static func insertDestination(_ name: String) -> PostgresQuery {
        var query = PostgresQuery("INSERT INTO destination (name) VALUES ($1) ON CONFLICT DO NOTHING")
        query.bind(name)
        return query
    }

    /// 4 delivered, 5 skipped, 8 discarded: the ends that a destination keeps no other record of (`Lineage.Kind.number`).
    private static func add(_ sequences: [Int64], to destination: String) -> PostgresQuery {
        var query = PostgresQuery(
            """
            WITH fresh AS (
                INSERT INTO pending (destination, sequence, key)
                SELECT $1, e.sequence, e.key FROM event AS e WHERE e.sequence = ANY($2)
                    AND NOT EXISTS (
                        SELECT 1 FROM dead_letter AS l WHERE l.sequence = e.sequence AND l.destination = $1)
                    AND NOT EXISTS (
                        SELECT 1 FROM step AS s
                        WHERE s.sequence = e.sequence AND s.destination = $1 AND s.kind IN (4, 5, 8))
                ON CONFLICT DO NOTHING RETURNING sequence
            ), marked AS (
                UPDATE event AS e SET destinations = 1 FROM fresh AS f
                WHERE e.sequence = f.sequence AND e.destinations = 0
            )
            SELECT sequence FROM fresh ORDER BY sequence
            """)
        query.bind(destination)
        query.bind(.integers(sequences))
        return query
    }

    private static func drop(_ destination: String, _ limit: Int) -> PostgresQuery {
        var query = PostgresQuery(
            """
            WITH chosen AS (
                SELECT sequence FROM pending WHERE destination = $1
                UNION SELECT sequence FROM dead_letter WHERE destination = $1 ORDER BY sequence LIMIT $2
            ), waiting AS (
                DELETE FROM pending AS p USING chosen AS c WHERE p.destination = $1 AND p.sequence = c.sequence
            ), dead AS (
                DELETE FROM dead_letter AS l USING chosen AS c WHERE l.destination = $1 AND l.sequence = c.sequence
            )
            SELECT sequence FROM chosen ORDER BY sequence
            """)
        query.bind(destination)
        query.bind(Int64(limit))
        return query
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

    /// Those that nothing waits for. Head and stream remember the places of what goes.
    private static func prune(_ sequences: [Int64], _ document: DocumentVersion?) -> PostgresQuery {
        var query = PostgresQuery(
            """
            WITH doomed AS (
                SELECT e.sequence, e.stream, e.stream_sequence FROM event AS e
                WHERE e.sequence = ANY($1) AND NOT \(EventRow.isNeeded)
                    AND coalesce((SELECT version FROM document WHERE kind = $2 AND id = $3), 0) = $4
            ), steps AS (DELETE FROM step AS s USING doomed AS d WHERE s.sequence = d.sequence
            ), streams AS (
                UPDATE stream AS s SET floor = greatest(s.floor, d.floor)
                FROM (SELECT stream, max(stream_sequence) AS floor FROM doomed GROUP BY stream) AS d
                WHERE s.name = d.stream
            ), marked AS (
                UPDATE head SET pruned = greatest(head.pruned, d.pruned)
                FROM (SELECT max(sequence) AS pruned FROM doomed) AS d WHERE d.pruned IS NOT NULL
            )
            DELETE FROM event AS e USING doomed AS d WHERE e.sequence = d.sequence RETURNING e.sequence
            """)
        query.bind(.integers(sequences))
        query.bind(document?.kind ?? "")
        query.bind(document?.id ?? "")
        query.bind(document?.version ?? 0)
        return query
    }
}
