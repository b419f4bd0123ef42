import Events

/// Looks at tables that may be damaged, within a transaction that only reads. What the server cannot read is passed over: in the
/// table of events from number to number, in others to the table's end.
struct PostgresExamination {
    /// Damaged places of the events that are passed over; at the next one reading ends.
    private static let placesMost = 100

    private let connection: PostgresConnection
    private let take: (StoreReading) throws -> Void
    private var lost: [ClosedRange<Int64>] = []
    private var hasFoundDamage = false

    init(_ connection: PostgresConnection, _ take: @escaping (StoreReading) throws -> Void) {
        self.connection = connection
        self.take = take
    }

    mutating func run() throws {
        // A plan that reads a table from its beginning to its end would meet every damaged place each time.
        try connection.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        for table in TransferTable.allCases {
            if table == .event { try readEvents() } else { try read(table) }
        }
        guard !hasFoundDamage else { return }
        for table in TransferTable.allCases.map(TransferColumns.table) { try compareIndex(table) }
    }

    /// Runs `body`; nil when the server reports damage.
    private func guarded<Answer>(_ body: () throws -> Answer) throws -> Answer? {
        try connection.execute("SAVEPOINT examined")
        do {
            let answer = try body()
            try connection.execute("RELEASE SAVEPOINT examined")
            return answer
        } catch let failure as PostgresFailure where failure.isDamage {
            try connection.execute("ROLLBACK TO SAVEPOINT examined")
            return nil
        }
    }

    private mutating func tell(_ table: TransferTable, _ what: String) throws {
        hasFoundDamage = true
        try take(.damage(StoreFinding("table \(TransferColumns.table(table))", what)))
    }

    // MARK: - Events

    /// As many at once as are well; next to damage fewer and fewer, down to one.
    private mutating func readEvents() throws {
        var last: Int64 = 0
        var most = TransferPage.rowsMost
        while true {
            let from = last
            let read = try guarded { try EventPages.next(connection, after: from, most: most) }
            if let read {
                guard let (page, end) = read else { return }
                try take(.rows(page))
                (last, most) = (end, min(most * 2, TransferPage.rowsMost))
            } else if most > 1 {
                most /= 2
            } else {
                guard let next = try passDamage(after: last) else { return }
                last = next - 1
            }
        }
    }

    /// The number from which events can be read again.
    private mutating func passDamage(after last: Int64) throws -> Int64? {
        let end =
            lost.count < Self.placesMost
            ? try DamageSearch.end(ofDamageAt: last + 1) { number in
                try guarded { try EventPages.next(connection, after: number - 1, most: 1) } != nil
            } : nil
        let range = (last + 1)...((end ?? .max) - (end == nil ? 0 : 1))
        lost.append(range)
        hasFoundDamage = true
        try take(.lostEvents(range))
        return end
    }

    // MARK: - Other tables

    private mutating func read(_ table: TransferTable) throws {
        var pages = TablePages(connection, table)
        let opened: Void? = try guarded { try pages.open() }
        var isWhole = opened != nil
        while isWhole {
            guard let rows = try guarded({ try pages.next() }) else {
                isWhole = false
                break
            }
            guard rows.rowCount > 0 else { break }
            try take(.rows(page(table, rows)))
        }
        guard isWhole else {
            return try tell(
                table, "the server reports damage to it, and its log where; \(pages.rowCount) rows could be read")
        }
        try pages.close()
    }

    /// Without what belongs to events that are lost.
    private func page(_ table: TransferTable, _ rows: PostgresResult) -> TransferPage {
        let sequence = table == .head ? nil : table.columns.firstIndex { $0.name == "sequence" }
        var page = TransferPage(table)
        for row in 0..<rows.rowCount {
            if let sequence, lost.contains(where: { $0.contains(rows.integer(row, sequence)) }) { continue }
            TransferColumns.add(rows, row, to: &page)
        }
        return page
    }

    /// Whether reading a table by its index finds the rows that reading the table itself does. Deeper damage is what the
    /// server's own pg_amcheck and page checksums are for.
    private mutating func compareIndex(_ table: String) throws {
        let count = PostgresQuery("SELECT count(*) FROM \(table)", isPrepared: false)
        let byIndex = try guarded { try connection.run(count).integer(0, 0) }
        try connection.execute(
            "SET LOCAL enable_seqscan = on; SET LOCAL enable_indexscan = off; SET LOCAL enable_indexonlyscan = off")
        let byTable = try guarded { try connection.run(count).integer(0, 0) }
        try connection.execute(
            "SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = on; SET LOCAL enable_indexonlyscan = on")
        guard byIndex != byTable || byTable == nil else { return }
        let counts = [byTable, byIndex].map { $0.map { "\($0) rows" } ?? "what the server cannot read" }
        try take(.damage(StoreFinding("table \(table)", "it has \(counts[0]), its index \(counts[1])")))
    }
}

extension PostgresFailure {
    /// What the server keeps is damaged, or cannot be got from its disk.
    fileprivate var isDamage: Bool {
        guard case .refused(let state) = self else { return false }
        return state.hasPrefix("XX") || state.hasPrefix("58")
    }
}
