import Events
import GRDB
import Values

/// Writes rows that come from elsewhere into an empty store, within one transaction.
struct TransferTarget {
    /// Remembered at most; beyond it they are looked up anew.
    private static let namesMost = 50_000

    private let batch: LogWriter.Batch
    /// Knows the numbers of names.
    private var names = LogWriter()

    init(_ database: Database) throws { batch = try LogWriter.Batch(database: database, now: .epoch) }

    mutating func add(_ page: TransferPage) throws {
        if names.streams.count > Self.namesMost { names.forget() }
        try page.forEachRow { row in
            switch page.table {
            case .head: try addHead(row)
            case .stream: try addStream(row)
            default: try insert(row, page.table)
            }
        }
    }

    private mutating func insert(_ row: [TransferValue], _ table: TransferTable) throws {
        let statement = try batch.statement(Self.inserts[table] ?? "")
        for (place, (column, value)) in zip(table.columns, row).enumerated() {
            statement.bind(Int32(place + 1), try numbered(value, table, column.name))
        }
        try statement.run()
    }

    private static let inserts = Dictionary(
        uniqueKeysWithValues: TransferTable.allCases.map { table in
            let columns = table.columns.map(\.name).joined(separator: ", ")
            let places = table.columns.map { _ in "?" }.joined(separator: ", ")
            return (table, "INSERT INTO \(table.rawValue) (\(columns)) VALUES (\(places))")
        })

    /// The number of a name, where the table has one in its place.
    private mutating func numbered(
        _ value: TransferValue, _ table: TransferTable, _ column: String
    ) throws -> TransferValue {
        switch (table, column) {
        case (.event, "stream"): .integer(try names.stream(value.text, batch).id)
        case (.event, "type"), (.event, "source"), (.event, "contentType"):
            .integer(try names.name(value.text, batch))
        case (.pending, "destination"), (.deadLetter, "destination"), (.step, "destination"):
            .integer(try names.destination(value.text, batch))
        default: value
        }
    }

    /// Where the log stands is known by its newest event, unless that has been pruned.
    private func addHead(_ row: [TransferValue]) throws {
        for (name, value) in [("sequence", row[2]), ("recordedAt", row[1])] where value.integer > 0 {
            let statement = try batch.statement("INSERT INTO counter (name, value) VALUES (?, ?)")
            statement.bind(1, name)
            statement.bind(2, value.integer)
            try statement.run()
        }
    }

    private func addStream(_ row: [TransferValue]) throws {
        let statement = try batch.statement("INSERT INTO stream (name, floor) VALUES (?, ?)")
        statement.bind(1, row[0].text)
        statement.bind(2, row[2].integer)
        try statement.run()
    }
}

extension SQLStatement {
    fileprivate func bind(_ position: Int32, _ value: TransferValue) {
        switch value {
        case .none: bind(position, Int64?.none)
        case .integer(let number): bind(position, number)
        case .text(let text): bind(position, text)
        case .bytes(let bytes): bind(position, bytes)
        }
    }
}
