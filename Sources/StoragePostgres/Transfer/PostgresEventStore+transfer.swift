package import Events
package import Values

extension PostgresEventStore: TransferableStore {
    package func export(_ take: (TransferPage) throws -> Void) throws {
        try readingOneMoment { connection in
            for table in TransferTable.allCases {
                if table == .event {
                    try Self.exportEvents(connection, take)
                } else {
                    try Self.export(table, connection, take)
                }
            }
        }
    }

    private static func export(
        _ table: TransferTable, _ connection: PostgresConnection, _ take: (TransferPage) throws -> Void
    ) throws {
        var pages = TablePages(connection, table)
        try pages.open()
        while true {
            let rows = try pages.next()
            guard rows.rowCount > 0 else { break }
            try take(TransferColumns.page(table, rows))
        }
        try pages.close()
    }

    private static func exportEvents(
        _ connection: PostgresConnection, _ take: (TransferPage) throws -> Void
    ) throws {
        var last: Int64 = 0
        while let next = try EventPages.next(connection, after: last, most: TransferPage.rowsMost) {
            try take(next.page)
            last = next.last
        }
    }

    package func examine(_ take: (StoreReading) throws -> Void) throws {
        try readingOneMoment { connection in
            try withoutActuallyEscaping(take) { take in
                var examination = PostgresExamination(connection, take)
                try examination.run()
            }
        }
    }

    /// Reads on a connection of its own, in one transaction that sees one moment and holds nobody up.
    private func readingOneMoment(_ body: (PostgresConnection) throws -> Void) throws {
        try PostgresFailure.translating {
            let connection = try Session.openPatiently(settings)
            // It waits for whoever takes the pages.
            try connection.execute(
                "SET idle_in_transaction_session_timeout = 0; BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try body(connection)
            try connection.execute("COMMIT")
        }
    }

    /// One transaction, during which nobody else can append.
    package func takeIn(_ give: (_ take: @escaping (TransferPage) throws -> Void) throws -> Void) throws {
        try PostgresFailure.translating {
            let connection = try Session.openPatiently(settings)
            try connection.execute(
                "SET idle_in_transaction_session_timeout = 0; BEGIN; LOCK TABLE head IN ACCESS EXCLUSIVE MODE")
            guard try Self.isEmpty(connection) else {
                throw JunctionError(
                    .alreadyExists, "the store is not empty", remedy: "Name a store that has never been used.")
            }
            try give { page in
                guard page.rowCount > 0 else { return }
                _ = try connection.run(
                    try page.table == .head ? TransferColumns.setHead(page) : TransferColumns.insert(page))
            }
            try connection.execute(
                """
                INSERT INTO destination (name) SELECT DISTINCT destination FROM pending ON CONFLICT DO NOTHING;
                COMMIT; ANALYZE event, pending, step, document, stream
                """)
        }
    }

    package func isEmpty() throws -> Bool { try read { try Self.isEmpty($0) } }

    private static func isEmpty(_ connection: PostgresConnection) throws -> Bool {
        let used = try connection.run(
            PostgresQuery(
                """
                SELECT CASE WHEN EXISTS (SELECT 1 FROM event) OR EXISTS (SELECT 1 FROM document)
                    OR EXISTS (SELECT 1 FROM head WHERE sequence > 0) THEN 1::bigint ELSE 0::bigint END
                """))
        return used.integer(0, 0) == 0
    }

    /// What leads the tables of an address to a step, forward or back (nil: to the newest); done when `isDone`.
    package static func migration(
        _ settings: Settings, to target: Int?, isDone: Bool
    ) throws(JunctionError) -> StoreMigration {
        try PostgresFailure.translating {
            let migrator = PostgresMigrator(try Session.openPatiently(settings), schema: settings.schema)
            return try isDone ? migrator.migrate(to: target) : migrator.plan(to: target)
        }
    }
}
