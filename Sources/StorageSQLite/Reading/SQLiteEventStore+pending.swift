package import Events
import GRDB
import Values

extension SQLiteEventStore {
    package func pending(_ request: PendingRequest) throws -> PendingPage {
        try read { database in
            let statement = try SQLStatement(
                database,
                """
                SELECT \(EventRow.columns), p.attempts, p.notBefore
                FROM pending AS p CROSS JOIN event AS e ON e.sequence = p.sequence
                WHERE p.destination = (SELECT id FROM destination WHERE name = ?) AND \(Self.condition(request))
                ORDER BY p.sequence LIMIT ?
                """)
            statement.bind(1, request.destination)
            let next = Self.bindSelection(request, statement)
            statement.bind(next, Int64(request.limit))
            var deliveries: [PendingDelivery] = []
            var bytes = 0
            var isPartial = false
            try statement.forEachRow(while: { !isPartial }) { row in
                let stored = try EventRow.read(row, names, database)
                let attempts = Int(row.integer(EventRow.count))
                deliveries.append(
                    PendingDelivery(
                        stored: stored, attempts: attempts, notBefore: row.instant(EventRow.count + 1)))
                bytes += stored.event.payload.count
                isPartial = bytes >= request.byteLimit
            }
            return PendingPage(deliveries: deliveries, isPartial: isPartial || deliveries.count >= request.limit)
        }
    }

    private static func condition(_ request: PendingRequest) -> String {
        switch request.selection {
        case .after: "p.sequence > ?"
        case .key: "p.key = ? AND p.sequence > ?"
        case .one: "p.sequence = ?"
        }
    }

    /// Returns the position after those bound.
    private static func bindSelection(_ request: PendingRequest, _ statement: SQLStatement) -> Int32 {
        switch request.selection {
        case .after(let sequence), .one(let sequence):
            statement.bind(2, sequence)
            return 3
        case .key(let key, let sequence):
            statement.bind(2, key)
            statement.bind(3, sequence)
            return 4
        }
    }

    package func backlog(destination: String) throws -> Backlog {
        try read { database in
            let statement = try SQLStatement(
                database,
                """
                SELECT (SELECT count(*) FROM pending WHERE destination = d.id),
                    (SELECT recordedAt FROM event WHERE sequence =
                        (SELECT min(sequence) FROM pending WHERE destination = d.id)),
                    (SELECT count(*) FROM deadLetter WHERE destination = d.id)
                FROM destination AS d WHERE d.name = ?
                """)
            statement.bind(1, destination)
            let counts = try statement.first { row in
                (Int(row.integer(0)), row.isNull(1) ? nil : row.instant(1), Int(row.integer(2)))
            }
            let through = try LogWriter.readLast(database).sequence
            let (count, oldest, dead) = counts ?? (0, nil, 0)
            return Backlog(count: count, oldestRecordedAt: oldest, deadLetters: dead, through: through)
        }
    }

    package func pendingBytes(destination: String) throws -> Int64 {
        try read { database in
            let statement = try SQLStatement(
                database,
                """
                SELECT coalesce(sum(length(e.payload)), 0)
                FROM pending AS p CROSS JOIN event AS e ON e.sequence = p.sequence
                WHERE p.destination = (SELECT id FROM destination WHERE name = ?)
                """)
            statement.bind(1, destination)
            return try statement.first { $0.integer(0) } ?? 0
        }
    }

    package func destinations() throws -> [String] {
        try read { database in
            let statement = try SQLStatement(
                database,
                """
                SELECT name FROM destination AS d
                WHERE EXISTS (SELECT 1 FROM pending WHERE destination = d.id)
                    OR EXISTS (SELECT 1 FROM deadLetter WHERE destination = d.id)
                ORDER BY name
                """)
            var found: [String] = []
            try statement.forEachRow { found.append($0.text(0)) }
            return found
        }
    }

    package func deadLetters(_ query: DeadLetterQuery) throws -> DeadLetterPage {
        try read { database in
            var found: [(letter: DeadLetter, cursor: String)] = []
            var bytes = 0
            for row in try DeadLetterSelection(query).rows(limit: query.pageLimit + 1, database) {
                guard bytes < query.byteLimit else { break }
                let statement = try SQLStatement(
                    database, "SELECT \(EventRow.columns) FROM event AS e WHERE e.sequence = ?")
                statement.bind(1, row.sequence)
                guard let stored = try statement.first({ try EventRow.read($0, names, database) }) else { continue }
                let letter = DeadLetter(
                    destination: row.destinationName, stored: stored, attempts: row.attempts,
                    failedAt: row.failedAt, reason: row.reason)
                bytes += stored.event.payload.count
                found.append((letter, DeadLetterSelection.cursor(after: row)))
            }
            return query.page(of: found)
        }
    }
}
