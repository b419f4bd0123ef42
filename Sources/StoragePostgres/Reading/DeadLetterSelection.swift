import Events
import Values

/// The rows of `dead_letter` that a query means; the table is called `l`, its events `e`.
struct DeadLetterSelection {
    private(set) var filter = SQLFilter()

    /// Throws `cursorInvalid`.
    init(_ query: DeadLetterQuery) throws(JunctionError) {
        filter.add("l.destination = $", query.destination)
        filter.add("e.id = $", query.eventID)
        filter.add("e.stream = $", query.stream)
        filter.add("e.type = $", query.type)
        filter.add("e.source = $", query.source)
        filter.add("position($ IN l.reason) > 0", query.reasonContains)
        if let from = query.failedFrom { filter.add("l.failed_at >= $", from.microseconds) }
        if let until = query.failedUntil { filter.add("l.failed_at < $", until.microseconds) }
        guard let cursor = query.cursor else { return }
        let parts = cursor.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let sequence = Int64(parts[0]) else {
            throw JunctionError(.cursorInvalid, "the cursor of the dead letters is unknown")
        }
        filter.add("l.sequence >= $", sequence)
        filter.add("(l.sequence > \(sequence) OR l.destination > $)", String(parts[1]))
    }

    static func cursor(after letter: DeadLetter) -> String { "\(letter.stored.sequence).\(letter.destination)" }

    /// Oldest first. The server counts the bytes, so that a page never brings more than it may.
    func query(limit: Int, byteLimit: Int) -> PostgresQuery {
        var query = PostgresQuery(
            """
            SELECT \(EventRow.columns), e.dead_at, e.attempts, e.failed_at, e.reason FROM (
                SELECT v.*, sum(octet_length(v.payload)) OVER (ORDER BY v.sequence, v.dead_at) AS through FROM (
                    SELECT e.*, l.destination AS dead_at, l.attempts, l.failed_at, l.reason
                    FROM dead_letter AS l JOIN event AS e ON e.sequence = l.sequence
                    \(filter.clause) ORDER BY l.sequence, l.destination LIMIT \(limit)
                ) AS v
            ) AS e WHERE e.through - octet_length(e.payload) < \(byteLimit) ORDER BY e.sequence, e.dead_at
            """, isPrepared: false)
        filter.bind(&query)
        return query
    }

    static func read(_ result: PostgresResult, _ row: Int) -> DeadLetter {
        DeadLetter(
            destination: result.text(row, EventRow.count), stored: EventRow.read(result, row),
            attempts: Int(result.integer(row, EventRow.count + 1)), failedAt: result.instant(row, EventRow.count + 2),
            reason: result.text(row, EventRow.count + 3))
    }
}
