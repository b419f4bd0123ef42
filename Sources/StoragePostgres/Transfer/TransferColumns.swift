import Events
import Values

/// How the tables of a store are read and written to be moved.
enum TransferColumns {
    static func table(_ table: TransferTable) -> String { name(table.rawValue) }

    static func list(_ table: TransferTable) -> String {
        table.columns.map { name($0.name) }.joined(separator: ", ")
    }

    /// `recordedAt` is `recorded_at` here.
    private static func name(_ name: String) -> String {
        var words = ""
        for letter in name {
            if letter.isUppercase { words += "_" }
            words += letter.lowercased()
        }
        return words
    }

    /// Rows whose order matters come by it.
    static func order(_ table: TransferTable) -> String {
        switch table {
        case .event, .step: "ORDER BY sequence"
        default: ""
        }
    }

    /// Rows asked for at once: few of those that may be large.
    static func fetchMost(_ table: TransferTable) -> Int { table == .document ? 16 : TransferPage.rowsMost }

    static func page(_ table: TransferTable, _ rows: PostgresResult) -> TransferPage {
        var page = TransferPage(table)
        for row in 0..<rows.rowCount { add(rows, row, to: &page) }
        return page
    }

    static func add(_ result: PostgresResult, _ row: Int, to page: inout TransferPage) {
        page.beginRow()
        for (place, column) in page.table.columns.enumerated() {
            if column.isOptional {
                page.addPresence(!result.isNull(row, place))
                if result.isNull(row, place) { continue }
            }
            switch column.kind {
            case .integer: page.add(result.integer(row, place))
            case .text: page.add(result.text(row, place).utf8)
            case .bytes: page.add(result.bytes(row, place))
            }
        }
        page.endRow()
    }

    /// One statement for all rows of a page.
    static func insert(_ page: TransferPage) throws -> PostgresQuery {
        var columns = page.table.columns.map { column -> PostgresColumn in
            switch column.kind {
            case .integer: .integers
            case .text: .texts
            case .bytes: .blobs
            }
        }
        try page.forEachRow { row in
            for (place, value) in row.enumerated() { columns[place].append(value) }
        }
        let places = columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        var query = PostgresQuery(
            "INSERT INTO \(table(page.table)) (\(list(page.table))) SELECT * FROM unnest(\(places))")
        for column in columns { query.bind(column) }
        return query
    }

    static func setHead(_ page: TransferPage) throws -> PostgresQuery {
        var query = PostgresQuery("UPDATE head SET sequence = $1, recorded_at = $2, pruned = $3")
        try page.forEachRow { row in
            for value in row { query.bind(value.integer) }
        }
        return query
    }
}

extension PostgresColumn {
    fileprivate mutating func append(_ value: TransferValue) {
        switch value {
        case .none: append([UInt8]?.none)
        case .integer(let number): append(number)
        case .text(let text): append(text)
        case .bytes(let bytes): append(bytes)
        }
    }
}
