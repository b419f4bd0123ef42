import Events
import GRDB
import Values

extension LogWriter {
    mutating func prune(_ sequences: [Int64], while document: DocumentVersion?, _ batch: Batch) throws -> StoreResult {
        if let document, try documentVersion(document.kind, document.id, batch) != document.version {
            return .pruned([])
        }
        let doomed = try Set(sequences).sorted().compactMap { try prunable($0, batch) }
        guard !doomed.isEmpty else { return .pruned([]) }
        for row in doomed {
            // The place of what goes is remembered, so that no sequence is ever given twice.
            try run("UPDATE stream SET floor = max(floor, ?) WHERE id = ?", row.streamSequence, row.stream, batch)
            try run("DELETE FROM step WHERE sequence = ?", row.sequence, nil, batch)
            try run("DELETE FROM event WHERE sequence = ?", row.sequence, nil, batch)
        }
        try remember("sequence", doomed.map(\.sequence).max() ?? 0, batch)
        try remember("recordedAt", doomed.map(\.recordedAt).max() ?? 0, batch)
        return .pruned(doomed.map(\.sequence))
    }

    private struct Row {
        var sequence: Int64
        var stream: Int64
        var streamSequence: Int64
        var recordedAt: Int64
    }

    /// Nil when there is no such event, or something waits for it.
    private func prunable(_ sequence: Int64, _ batch: Batch) throws -> Row? {
        let statement = try batch.statement(
            """
            SELECT sequence, stream, streamSequence, recordedAt FROM event AS e
            WHERE sequence = ? AND NOT \(EventRow.isNeeded)
            """)
        statement.bind(1, sequence)
        return try statement.first {
            Row(
                sequence: $0.integer(0), stream: $0.integer(1), streamSequence: $0.integer(2),
                recordedAt: $0.integer(3))
        }
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
