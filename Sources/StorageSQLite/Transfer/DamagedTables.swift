import Events
import GRDB

/// Gives what can still be read of a damaged file, without the help of its indexes.
struct DamagedTables {
    /// Documents that are lost are named up to this number.
    private static let namesMost = 50

    private let database: Database
    private let take: (StoreReading) throws -> Void
    /// Of each stream, by its number in the file, the highest number of an event.
    private var versions: [Int64: Int64] = [:]
    private var newest: (sequence: Int64, recordedAt: Int64) = (0, 0)
    private var lostEvents: [ClosedRange<Int64>] = []

    init(_ database: Database, _ take: @escaping (StoreReading) throws -> Void) {
        self.database = database
        self.take = take
    }

    /// Tables that are missing altogether are given as empty.
    mutating func read(_ tables: Set<String>) throws {
        if tables.contains("event") { try findVersions() }
        try readHead(hasCounter: tables.contains("counter"))
        if tables.isSuperset(of: ["stream", "event"]) { try readStreams() }
        // Most rows take a name from another table.
        guard tables.isSuperset(of: ["name", "stream", "destination"]) else { return }
        for table in [TransferTable.event, .deadLetter, .pending, .step, .document]
        where tables.contains(table.rawValue) {
            switch table {
            case .pending: try readPending()
            case .document: try readDocuments()
            default: try readBySequence(table)
            }
        }
    }

    // MARK: - Where the log stands

    /// The columns that are asked for lie at the front of a row, which may be whole where its payload is not.
    private mutating func findVersions() throws {
        let scan = NumberedScan(
            database,
            "SELECT sequence, recordedAt, stream, streamSequence FROM event WHERE sequence >= ? ORDER BY sequence")
        var (versions, newest) = (versions, newest)
        try scan.run { row in
            newest = (max(newest.sequence, row.integer(0)), max(newest.recordedAt, row.integer(1)))
            versions[row.integer(2)] = max(versions[row.integer(2)] ?? 0, row.integer(3))
        } lost: { _ in
        }
        (self.versions, self.newest) = (versions, newest)
    }

    private func readHead(hasCounter: Bool) throws {
        func counter(_ name: String) throws -> Int64 {
            guard hasCounter else { return 0 }
            do {
                return try SQLStatement(database, "SELECT value FROM counter WHERE name = '\(name)'")
                    .first { $0.integer(0) } ?? 0
            } catch  where database.hasMetDamage { return 0 }
        }
        let (sequence, recordedAt) = (try counter("sequence"), try counter("recordedAt"))
        var page = TransferPage(.head)
        page.add(row: [
            .integer(max(sequence, newest.sequence)), .integer(max(recordedAt, newest.recordedAt)), .integer(sequence),
        ])
        try take(.rows(page))
    }

    private func readStreams() throws {
        let filling = PageFilling(.stream, take)
        try NumberedScan(database, "SELECT id, name, floor FROM stream WHERE id >= ? ORDER BY id").run { row in
            let floor = row.integer(2)
            let version = max(floor, versions[row.integer(0)] ?? 0)
            guard version > 0 else { return }
            try filling.add { $0.add(row: [.text(row.text(1)), .integer(version), .integer(floor)]) }
        } lost: {
            try filling.lose("streams", $0)
        }
        try filling.finish()
    }

    // MARK: - Rows

    private mutating func readBySequence(_ table: TransferTable) throws {
        let filling = PageFilling(table, take)
        var lost = lostEvents
        try scan(table, by: "sequence").run { row in
            let sequence = row.integer(0)
            if table != .event, Self.contains(lost, sequence) { return }
            guard filling.isComplete(row) else {
                return table == .event ? try lose(sequence...sequence) : try filling.lose("rows", sequence...sequence)
            }
            try filling.add(row)
        } lost: { range in
            table == .event ? try lose(range) : try filling.lose("\(table.rawValue) rows of events", range)
        }
        try filling.finish()
        if table == .event { lostEvents = lost }

        func lose(_ range: ClosedRange<Int64>) throws {
            lost.append(range)
            try filling.finish()
            try take(.lostEvents(range))
        }
    }

    /// One destination after the other, since that is how the table is ordered.
    private func readPending() throws {
        let filling = PageFilling(.pending, take)
        var destinations: [Int64] = []
        try NumberedScan(database, "SELECT id FROM destination WHERE id >= ? ORDER BY id").run { row in
            destinations.append(row.integer(0))
        } lost: {
            try filling.lose("destinations", $0)
        }
        for destination in destinations {
            try scan(.pending, by: "sequence", where: "destination = \(destination) AND ").run { row in
                guard !Self.contains(lostEvents, row.integer(0)), filling.isComplete(row) else { return }
                try filling.add(row)
            } lost: {
                try filling.lose("deliveries to destination \(destination), of events", $0)
            }
        }
        try filling.finish()
    }

    private func readDocuments() throws {
        let filling = PageFilling(.document, take)
        try scan(.document, by: "rowid").run {
            try filling.add($0)
        } lost: { range in
            let names = try documentNames(range)
            guard !names.isEmpty else { return try filling.lose("rows", range) }
            for name in names { try filling.tell(StoreFinding("document \(name)", "cannot be read")) }
        }
        try filling.finish()
    }

    /// The index of their names holds them a second time; none when it cannot be read either.
    private func documentNames(_ range: ClosedRange<Int64>) throws -> [String] {
        var names: [String] = []
        do {
            let statement = try SQLStatement(
                database,
                """
                SELECT kind || '/' || id FROM document INDEXED BY sqlite_autoindex_document_1
                WHERE rowid BETWEEN ? AND ? LIMIT \(Self.namesMost)
                """)
            statement.bind(1, range.lowerBound)
            statement.bind(2, range.upperBound)
            try statement.forEachRow { names.append($0.text(0)) }
        } catch {
            // What could be read of it is worth telling.
        }
        return names
    }

    private func scan(_ table: TransferTable, by number: String, where condition: String = "") -> NumberedScan {
        NumberedScan(
            database,
            """
            SELECT \(number), \(TransferSource.columns(table)) FROM \(table.rawValue) AS t
            WHERE \(condition)\(number) >= ? ORDER BY \(number)
            """)
    }

    private static func contains(_ ranges: [ClosedRange<Int64>], _ number: Int64) -> Bool {
        ranges.contains { $0.contains(number) }
    }
}

/// Gathers rows to pages, and hands over what is gathered before something is told of what comes after it.
private final class PageFilling {
    private let table: TransferTable
    private let take: (StoreReading) throws -> Void
    private var page: TransferPage

    init(_ table: TransferTable, _ take: @escaping (StoreReading) throws -> Void) {
        (self.table, self.take) = (table, take)
        page = TransferPage(table)
    }

    /// Whether nothing that a row must have is missing; its first column is its number.
    func isComplete(_ row: SQLStatement) -> Bool {
        !table.columns.indices.contains { !table.columns[$0].isOptional && row.isNull(Int32($0 + 1)) }
    }

    func add(_ row: SQLStatement) throws { try add { TransferSource.add(row, from: 1, to: &$0) } }

    func add(_ row: (inout TransferPage) -> Void) throws {
        row(&page)
        if page.isFull { try finish() }
    }

    func lose(_ what: String, _ range: ClosedRange<Int64>) throws {
        let last = range.upperBound == .max ? "on" : "to \(range.upperBound)"
        let numbers =
            range.lowerBound == range.upperBound ? "\(range.lowerBound)" : "from \(max(range.lowerBound, 1)) \(last)"
        try tell(StoreFinding("table \(table.rawValue)", "\(what) \(numbers) cannot be read"))
    }

    func tell(_ finding: StoreFinding) throws {
        try finish()
        try take(.damage(finding))
    }

    func finish() throws {
        guard page.rowCount > 0 else { return }
        try take(.rows(page))
        page = TransferPage(table)
    }
}
