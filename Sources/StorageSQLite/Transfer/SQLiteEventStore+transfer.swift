package import Events
import GRDB
package import Values

extension SQLiteEventStore: TransferableStore {
    /// Reads in one transaction, which sees one moment; the write-ahead log grows by what is written meanwhile.
    package func export(_ take: (TransferPage) throws -> Void) throws {
        try read { try TransferSource.export($0, take) }
    }

    package func examine(_ take: (StoreReading) throws -> Void) throws { try Self.examine(path: pool.path, take) }

    /// Examines a file that may be damaged too badly to be opened as a store; nothing is written to it. Throws `storeDamaged`
    /// when it is none of SQLite's, `storeIncompatible`, and what `take` throws.
    package static func examine(path: String, _ take: (StoreReading) throws -> Void) throws {
        try SQLiteFailure.translating { try SQLiteExamination.run(path: path, take) }
    }

    package func takeIn(_ give: (_ take: @escaping (TransferPage) throws -> Void) throws -> Void) throws {
        try write { database in
            try database.inTransaction(.immediate) {
                guard try Self.isEmpty(database) else {
                    throw JunctionError(
                        .alreadyExists, "the store is not empty", remedy: "Name a store that has never been used.")
                }
                var target = try TransferTarget(database)
                try give { try target.add($0) }
                return .commit
            }
            // All of it is in the write-ahead log; a file alone is easier to move.
            try database.checkpoint(.truncate)
        }
    }

    package func isEmpty() throws -> Bool { try read { try Self.isEmpty($0) } }

    private static func isEmpty(_ database: Database) throws -> Bool {
        let used = try SQLStatement(
            database,
            """
            SELECT EXISTS (SELECT 1 FROM event) OR EXISTS (SELECT 1 FROM document)
                OR EXISTS (SELECT 1 FROM counter WHERE name = 'sequence')
            """
        ).first { $0.integer(0) }
        return used == 0
    }

    /// What leads the tables of a file to a step, forward or back (nil: to the newest); done when `isDone`.
    package static func migration(
        path: String, to target: Int?, isDone: Bool
    ) throws(JunctionError) -> StoreMigration {
        try SQLiteFailure.translating {
            var configuration = Configuration()
            configuration.busyMode = .timeout(5)
            configuration.readonly = !isDone
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            return try queue.inDatabase { database in
                let plan = try Schema.plan(database, to: target)
                if isDone { try Schema.run(plan, database) }
                return plan
            }
        }
    }
}
