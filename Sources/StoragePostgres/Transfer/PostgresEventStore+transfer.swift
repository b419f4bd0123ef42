package import Events
package import Values

extension PostgresEventStore: TransferableStore {
    /// Reads on a connection of its own, in one transaction that sees one moment and holds nobody up.
    package func export(_ take: (TransferPage) throws -> Void) throws {
        try PostgresFailure.translating {
            let connection = try Session.open(settings)
            // It waits for whoever takes the pages.
            try connection.execute(
                "SET idle_in_transaction_session_timeout = 0; BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            for table in TransferTable.allCases {
                if table == .event { try exportEvents(connection, take) } else { try export(table, connection, take) }
            }
            try connection.execute("COMMIT")
        }
    }

    private func export(
        _ table: TransferTable, _ connection: PostgresConnection, _ take: (TransferPage) throws -> Void
    ) throws {
        try connection.execute(
            """
            DECLARE moved NO SCROLL CURSOR FOR SELECT \(TransferColumns.list(table))
            FROM \(TransferColumns.table(table)) \(TransferColumns.order(table))
            """)
        let fetch = PostgresQuery("FETCH \(TransferColumns.fetchMost(table)) FROM moved", isPrepared: false)
        while true {
            let rows = try connection.run(fetch)
            guard rows.rowCount > 0 else { break }
            try take(Self.page(table, rows))
        }
        try connection.execute("CLOSE moved")
    }

    /// Events may be large: their sizes are asked for first, and then as many as make a page.
    private func exportEvents(_ connection: PostgresConnection, _ take: (TransferPage) throws -> Void) throws {
        var last: Int64 = 0
        while true {
            var sizes = PostgresQuery(
                """
                SELECT sequence, octet_length(payload)::bigint FROM event WHERE sequence > $1 ORDER BY sequence
                LIMIT \(TransferPage.rowsMost)
                """)
            sizes.bind(last)
            let found = try connection.run(sizes)
            guard found.rowCount > 0 else { return }
            var bytes: Int64 = 0
            var count = 0
            while count < found.rowCount, bytes < TransferPage.bytesFull {
                bytes += found.integer(count, 1)
                count += 1
            }
            var rows = PostgresQuery(
                """
                SELECT \(TransferColumns.list(.event)) FROM event WHERE sequence > $1 AND sequence <= $2 ORDER BY sequence
                """)
            rows.bind(last)
            last = found.integer(count - 1, 0)
            rows.bind(last)
            try take(Self.page(.event, try connection.run(rows)))
        }
    }

    private static func page(_ table: TransferTable, _ rows: PostgresResult) -> TransferPage {
        var page = TransferPage(table)
        for row in 0..<rows.rowCount { TransferColumns.add(rows, row, to: &page) }
        return page
    }

    /// One transaction, during which nobody else can append.
    package func takeIn(_ give: (_ take: @escaping (TransferPage) throws -> Void) throws -> Void) throws {
        try PostgresFailure.translating {
            let connection = try Session.open(settings)
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

    /// Whether reading a table by its index finds the rows that reading the table itself does. Deeper damage is what the
    /// server's own pg_amcheck and page checksums are for.
    package func physicalFindings() throws -> [StoreFinding] {
        try PostgresFailure.translating {
            let connection = try Session.open(settings)
            try connection.execute(
                "SET idle_in_transaction_session_timeout = 0; BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            var findings: [StoreFinding] = []
            for table in TransferTable.allCases.map(TransferColumns.table) {
                let count = PostgresQuery("SELECT count(*) FROM \(table)", isPrepared: false)
                try connection.execute("SET enable_seqscan = off")
                let byIndex = try connection.run(count).integer(0, 0)
                try connection.execute(
                    "SET enable_seqscan = on; SET enable_indexscan = off; SET enable_indexonlyscan = off; SET enable_bitmapscan = off"
                )
                let byTable = try connection.run(count).integer(0, 0)
                try connection.execute("RESET enable_indexscan; RESET enable_indexonlyscan; RESET enable_bitmapscan")
                if byIndex != byTable {
                    findings.append(StoreFinding("table \(table)", "it has \(byTable) rows, its index \(byIndex)"))
                }
            }
            return findings
        }
    }

    /// What leads the tables of an address to a step, forward or back (nil: to the newest); done when `isDone`.
    package static func migration(
        _ settings: Settings, to target: Int?, isDone: Bool
    ) throws(JunctionError) -> StoreMigration {
        try PostgresFailure.translating {
            let migrator = PostgresMigrator(try Session.open(settings), schema: settings.schema)
            return try isDone ? migrator.migrate(to: target) : migrator.plan(to: target)
        }
    }
}
