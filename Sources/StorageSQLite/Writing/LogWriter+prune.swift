import Events
import GRDB
import Values

extension LogWriter {
    mutating func prune(before: Instant, limit: Int, _ batch: Batch) throws -> StoreResult {
        let doomed = try prunable(before: before, limit: limit, batch)
        guard !doomed.isEmpty else { return .pruned(0) }
        for row in doomed {
            // The place of what goes is remembered, so that no sequence is ever given twice.
            try run("UPDATE stream SET floor = max(floor, ?) WHERE id = ?", row.streamSequence, row.stream, batch)
            try run("DELETE FROM step WHERE sequence = ?", row.sequence, nil, batch)
            try run("DELETE FROM event WHERE sequence = ?", row.sequence, nil, batch)
        }
        try remember("sequence", doomed.map(\.sequence).max() ?? 0, batch)
        try remember("recordedAt", doomed.map(\.recordedAt).max() ?? 0, batch)
        return .pruned(doomed.count)
    }

    private struct Row {
        var sequence: Int64
        var stream: Int64
        var streamSequence: Int64
        var recordedAt: Int64
    }

    /// The oldest events that nothing waits for. Those that stay for their dead letter are passed over each time, which
    /// is quick: nothing but the two small tables is asked about them.
    private func prunable(before: Instant, limit: Int, _ batch: Batch) throws -> [Row] {
        let statement = try batch.statement(
            """
            SELECT sequence, stream, streamSequence, recordedAt FROM event AS e
            WHERE sequence < ?1
                AND NOT EXISTS (
                    SELECT 1 FROM destination AS d CROSS JOIN pending AS p
                    ON p.destination = d.id AND p.sequence = e.sequence)
                AND NOT EXISTS (SELECT 1 FROM deadLetter AS l WHERE l.sequence = e.sequence)
            ORDER BY sequence LIMIT ?2
            """)
        statement.bind(1, try SequenceSearch.first(recordedFrom: before, batch.database))
        statement.bind(2, Int64(limit))
        var rows: [Row] = []
        try statement.forEachRow {
            rows.append(
                Row(
                    sequence: $0.integer(0), stream: $0.integer(1), streamSequence: $0.integer(2),
                    recordedAt: $0.integer(3)))
        }
        return rows
    }

    private func remember(_ name: String, _ value: Int64, _ batch: Batch) throws {
        let statement = try batch.statement(
            """
            INSERT INTO counter (name, value) VALUES (?, ?)
            ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)
            """)
        statement.bind(1, name)
        statement.bind(2, value)
        try statement.run()
    }

    private func run(_ sql: String, _ first: Int64, _ second: Int64?, _ batch: Batch) throws {
        let statement = try batch.statement(sql)
        statement.bind(1, first)
        if let second { statement.bind(2, second) }
        try statement.run()
    }
}
