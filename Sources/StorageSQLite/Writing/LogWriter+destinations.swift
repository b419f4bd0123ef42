import Events
import GRDB
import Values

extension LogWriter {
    /// 4 delivered, 5 skipped, 8 discarded: the ends that a destination keeps no other record of (`Lineage.Kind.number`).
    private static let insertOld = """
        INSERT OR IGNORE INTO pending (destination, sequence, key)
        SELECT ?1, e.sequence, e.key FROM event AS e WHERE e.sequence = ?2
            AND NOT EXISTS (SELECT 1 FROM deadLetter WHERE sequence = ?2 AND destination = ?1)
            AND NOT EXISTS (SELECT 1 FROM step WHERE sequence = ?2 AND destination = ?1 AND kind IN (4, 5, 8))
        """

    mutating func add(_ sequences: [Int64], to name: String, _ batch: Batch) throws -> StoreResult {
        let destination = try destination(name, batch)
        var added: [Int64] = []
        for sequence in sequences.sorted() {
            let insert = try batch.statement(Self.insertOld)
            insert.bind(1, destination)
            insert.bind(2, sequence)
            guard try insert.run() == 1 else { continue }
            added.append(sequence)
            let mark = try batch.statement("UPDATE event SET destinations = 1 WHERE sequence = ? AND destinations = 0")
            mark.bind(1, sequence)
            try mark.run()
        }
        return .added(added)
    }

    mutating func drop(_ name: String, limit: Int, _ batch: Batch) throws -> StoreResult {
        let destination = try destination(name, batch)
        let doomed = try waiting(destination, limit: limit, batch)
        for sequence in doomed {
            for table in ["pending", "deadLetter"] {
                let delete = try batch.statement("DELETE FROM \(table) WHERE sequence = ? AND destination = ?")
                delete.bind(1, sequence)
                delete.bind(2, destination)
                try delete.run()
            }
            let step = try batch.statement(Self.insertStep)
            step.bind(1, sequence)
            step.bind(2, batch.now)
            step.bind(3, destination)
            step.bind(4, Lineage.Kind.discarded.number)
            step.bind(5, 0)
            step.bind(6, String?.none)
            step.bind(7, [UInt8]?.none)
            try step.run()
        }
        return .dropped(doomed.count)
    }

    private func waiting(_ destination: Int64, limit: Int, _ batch: Batch) throws -> [Int64] {
        let statement = try batch.statement(
            """
            SELECT sequence FROM pending WHERE destination = ?1
            UNION SELECT sequence FROM deadLetter WHERE destination = ?1 ORDER BY sequence LIMIT ?2
            """)
        statement.bind(1, destination)
        statement.bind(2, Int64(limit))
        var found: [Int64] = []
        try statement.forEachRow { found.append($0.integer(0)) }
        return found
    }
}
