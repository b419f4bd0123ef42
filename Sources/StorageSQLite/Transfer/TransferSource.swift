import Events
import GRDB

/// How the tables of a store are read to be moved. Names that are kept by number are given as texts.
enum TransferSource {
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
        case .event:
            """
            SELECT sequence, id, (SELECT name FROM stream WHERE id = e.stream), streamSequence, recordedAt, time,
                (SELECT text FROM name WHERE id = e.type), (SELECT text FROM name WHERE id = e.source),
                (SELECT text FROM name WHERE id = e.contentType), destinations, destination, key, reference,
                correlation, causation, metadata, payload
            FROM event AS e ORDER BY sequence
            """
        case .deadLetter: "SELECT sequence, \(destination), attempts, failedAt, reason FROM deadLetter AS t"
        case .pending: "SELECT \(destination), sequence, key, attempts, notBefore FROM pending AS t"
        case .step:
            "SELECT sequence, at, \(destination), kind, attempt, detail, stages FROM step AS t ORDER BY sequence"
        case .document: "SELECT kind, id, version, updatedAt, content FROM document"
        }
    }

    private static let destination = "(SELECT name FROM destination WHERE id = t.destination)"

    /// The newest event says where the log stands, unless it has been pruned.
    private static let head = """
        WITH newest AS (SELECT sequence, recordedAt FROM event ORDER BY sequence DESC LIMIT 1)
        SELECT max(coalesce((SELECT sequence FROM newest), 0), coalesce(sequence, 0)),
            max(coalesce((SELECT recordedAt FROM newest), 0), coalesce(recordedAt, 0)), coalesce(sequence, 0)
        FROM (SELECT (SELECT value FROM counter WHERE name = 'sequence') AS sequence,
            (SELECT value FROM counter WHERE name = 'recordedAt') AS recordedAt)
        """

    static func add(_ row: SQLStatement, to page: inout TransferPage) {
        page.beginRow()
        for (number, column) in page.table.columns.enumerated() {
            let place = Int32(number)
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

    /// What the content as it is given does not show: rows that refer to names that are not there, and damage to the file
    /// or its indexes.
    static func physicalFindings(_ database: Database) throws -> [StoreFinding] {
        var findings: [StoreFinding] = []
        let check = try SQLStatement(database, "PRAGMA integrity_check(20)")
        try check.forEachRow { row in
            if row.text(0) != "ok" { findings.append(StoreFinding("the file", row.text(0))) }
        }
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
