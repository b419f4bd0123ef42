import Events
import GRDB
import Values

/// The rows of `deadLetter` that a query means, oldest first.
struct DeadLetterSelection {
    struct Row {
        var sequence: Int64
        var destination: Int64
        var destinationName: String
        var attempts: Int
        var failedAt: Instant
        var reason: String
    }

    private var filter = SQLFilter()

    /// Throws `cursorInvalid`.
    init(_ query: DeadLetterQuery) throws {
        filter.add("d.name = ?", query.destination)
        filter.add("l.sequence = (SELECT sequence FROM event WHERE id = ?)", query.eventID)
        filter.add("e.stream = (SELECT id FROM stream WHERE name = ?)", query.stream)
        filter.add("e.type = (SELECT id FROM name WHERE text = ?)", query.type)
        filter.add("e.source = (SELECT id FROM name WHERE text = ?)", query.source)
        filter.add("instr(l.reason, ?) > 0", query.reasonContains)
        if let from = query.failedFrom { filter.add("l.failedAt >= ?", from.microseconds) }
        if let until = query.failedUntil { filter.add("l.failedAt < ?", until.microseconds) }
        guard let cursor = query.cursor else { return }
        let parts = cursor.split(separator: ".").compactMap { Int64($0) }
        guard parts.count == 2 else { throw JunctionError(.cursorInvalid, "the cursor of the dead letters is unknown") }
        filter.add("(l.sequence, l.destination) > (\(parts[0]), \(parts[1]))")
    }

    static func cursor(after row: Row) -> String { "\(row.sequence).\(row.destination)" }

    func rows(limit: Int, _ database: Database) throws -> [Row] {
        let statement = try SQLStatement(
            database,
            """
            SELECT l.sequence, l.destination, d.name, l.attempts, l.failedAt, l.reason
            FROM deadLetter AS l JOIN destination AS d ON d.id = l.destination JOIN event AS e ON e.sequence = l.sequence
            \(filter.clause) ORDER BY l.sequence, l.destination LIMIT \(limit)
            """)
        filter.bind(statement)
        var rows: [Row] = []
        try statement.forEachRow {
            rows.append(
                Row(
                    sequence: $0.integer(0), destination: $0.integer(1), destinationName: $0.text(2),
                    attempts: Int($0.integer(3)), failedAt: $0.instant(4), reason: $0.text(5)))
        }
        return rows
    }
}
