import Events

/// Reads one table in parts, through a cursor of the transaction.
struct TablePages {
    private let connection: PostgresConnection
    private let table: TransferTable
    private(set) var rowCount = 0

    init(_ connection: PostgresConnection, _ table: TransferTable) {
        self.connection = connection
        self.table = table
    }

    func open() throws {
        try connection.execute(
            """
            DECLARE moved NO SCROLL CURSOR FOR SELECT \(TransferColumns.list(table))
            FROM \(TransferColumns.table(table)) \(TransferColumns.order(table))
            """)
    }

    /// Empty at the end.
    mutating func next() throws -> PostgresResult {
        let rows = try connection.run(
            PostgresQuery("FETCH \(TransferColumns.fetchMost(table)) FROM moved", isPrepared: false))
        rowCount += rows.rowCount
        return rows
    }

    func close() throws { try connection.execute("CLOSE moved") }
}

/// Reads events in parts. They may be large: their sizes are asked for first, and then as many as make a page.
enum EventPages {
    /// At most `most` events after a sequence, and the last one's; nil when there are none.
    static func next(
        _ connection: PostgresConnection, after last: Int64, most: Int
    ) throws -> (page: TransferPage, last: Int64)? {
        var sizes = PostgresQuery(
            """
            SELECT sequence, octet_length(payload)::bigint FROM event WHERE sequence > $1 ORDER BY sequence LIMIT $2
            """)
        sizes.bind(last)
        sizes.bind(Int64(most))
        let found = try connection.run(sizes)
        guard found.rowCount > 0 else { return nil }
        var bytes: Int64 = 0
        var count = 0
        while count < found.rowCount, bytes < TransferPage.bytesFull {
            bytes += found.integer(count, 1)
            count += 1
        }
        let end = found.integer(count - 1, 0)
        var rows = PostgresQuery(
            """
            SELECT \(TransferColumns.list(.event)) FROM event WHERE sequence > $1 AND sequence <= $2 ORDER BY sequence
            """)
        rows.bind(last)
        rows.bind(end)
        return (TransferColumns.page(.event, try connection.run(rows)), end)
    }
}
