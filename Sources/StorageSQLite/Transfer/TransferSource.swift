import Events
import GRDB

/// How the tables of a store are read to be moved. Names that are kept by number are given as texts.
enum TransferSource {
    /// Gives everything, in the order of the tables.
    static func export(_ database: Database, _ take: (TransferPage) throws -> Void) throws {
        for table in TransferTable.allCases {
            var page = TransferPage(table)
            try SQLStatement(database, query(table)).forEachRow { row in
                add(row, to: &page)
                guard page.isFull else { return }
                try take(page)
                page = TransferPage(table)
            }
            try take(page)
        }
    }

    /// Columns as `TransferTable` has them, in its order.
    static func query(_ table: TransferTable) -> String {
        switch table {
        case .head: head
        case .stream:
            """
            SELECT name, version, floor FROM (
                SELECT name, floor, max(floor, coalesce(
                    (SELECT max(streamSequence) FROM event AS e WHERE e.stream = s.id), 0)) AS version
                FROM stream AS s)
            WHERE version > 0 ORDER BY name
            """
        case .event, .step: "SELECT \(columns(table)) FROM \(table.rawValue) AS t ORDER BY sequence"
        case .deadLetter, .pending, .document: "SELECT \(columns(table)) FROM \(table.rawValue) AS t"
        }
    }

    /// What gives the columns of a row of the table, called `t`, that it has all in itself or under names.
    static func columns(_ table: TransferTable) -> String {
        table.columns.map { column in
            switch column.name {
            case "stream" where table == .event: "(SELECT name FROM stream WHERE id = t.stream)"
            case "type", "source", "contentType": "(SELECT text FROM name WHERE id = t.\(column.name))"
            case "destination" where table != .event: "(SELECT name FROM destination WHERE id = t.destination)"
            default: column.name
            }
        }.joined(separator: ", ")
    }

    /// The newest event says where the log stands, unless it has been pruned.
    private static let head = """
        WITH newest AS (SELECT sequence, recordedAt FROM event ORDER BY sequence DESC LIMIT 1)
        SELECT max(coalesce((SELECT sequence FROM newest), 0), coalesce(sequence, 0)),
            max(coalesce((SELECT recordedAt FROM newest), 0), coalesce(recordedAt, 0)), coalesce(sequence, 0)
        FROM (SELECT (SELECT value FROM counter WHERE name = 'sequence') AS sequence,
            (SELECT value FROM counter WHERE name = 'recordedAt') AS recordedAt)
        """

    /// - Parameter first: The column of the row that is the first of the table.
    static func add(_ row: SQLStatement, from first: Int32 = 0, to page: inout TransferPage) {
        page.beginRow()
        for (number, column) in page.table.columns.enumerated() {
            let place = first + Int32(number)
            if column.isOptional {
                page.addPresence(!row.isNull(place))
                if row.isNull(place) { continue }
            }
            switch column.kind {
            case .integer: page.add(row.integer(place))
            case .text, .bytes: page.add(row.bytes(place))
            }
        }
        page.endRow()
    }

    /// Rows that refer to names that are not there.
    static func danglingReferences(_ database: Database) throws -> [StoreFinding] {
        var findings: [StoreFinding] = []
        for (table, column, names) in references {
            let count = try SQLStatement(
                database, "SELECT count(*) FROM \(table) WHERE \(column) NOT IN (SELECT id FROM \(names))"
            ).first { $0.integer(0) }
            guard let count, count > 0 else { continue }
            findings.append(StoreFinding("table \(table)", "\(count) rows have a \(column) that is not recorded"))
        }
        return findings
    }

    private static let references = [
        ("event", "stream", "stream"), ("event", "type", "name"), ("event", "source", "name"),
        ("event", "contentType", "name"), ("pending", "destination", "destination"),
        ("deadLetter", "destination", "destination"), ("step", "destination", "destination"),
    ]
}
