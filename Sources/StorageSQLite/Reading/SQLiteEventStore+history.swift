package import Events
import GRDB
import Values

extension SQLiteEventStore {
    package func event(id: String) throws -> EventRecord? {
        try read { database in
            let statement = try SQLStatement(
                database, "SELECT \(EventRow.columns), \(EventRow.status) FROM event AS e WHERE e.id = ?")
            statement.bind(1, id)
            return try statement.first { try EventRow.readRecord($0, names, database) }
        }
    }

    package func history(_ query: EventQuery) throws -> EventPage {
        try read { database in
            let statement = try pageStatement(query, database)
            var records: [EventRecord] = []
            var bytes = 0
            try statement.forEachRow(while: { bytes < query.byteLimit }) { row in
                let record = try EventRow.readRecord(row, names, database)
                bytes += record.stored.event.payload.count
                records.append(record)
            }
            return query.page(of: records)
        }
    }

    /// Bound, and ready to run; `prefix` may have it explained instead.
    func pageStatement(_ query: EventQuery, _ database: Database, prefix: String = "") throws -> SQLStatement {
        let filter = try historyFilter(query, database)
        let direction = query.order == .newestFirst ? "DESC" : "ASC"
        // In one stream both orders are the same, and this one is its index's own.
        let order = Self.isByStream(query) ? "e.streamSequence" : "e.sequence"
        let statement = try SQLStatement(
            database,
            """
            \(prefix)SELECT \(EventRow.columns), \(EventRow.status) FROM event AS e
            \(filter.clause) ORDER BY \(order) \(direction) LIMIT \(query.pageLimit + 1)
            """)
        filter.bind(statement)
        return statement
    }

    package func count(_ query: EventQuery, most: Int) throws -> Int {
        try read { database in
            var query = query
            query.cursor = nil
            let filter = try historyFilter(query, database)
            let statement = try SQLStatement(
                database, "SELECT count(*) FROM (SELECT 1 FROM event AS e \(filter.clause) LIMIT \(max(0, most)))")
            filter.bind(statement)
            return Int(try statement.first { $0.integer(0) } ?? 0)
        }
    }

    /// Whether nothing leads to fewer events than the stream's own index does.
    private static func isByStream(_ query: EventQuery) -> Bool {
        query.stream != nil && !isNarrow(query) && query.type == nil && query.source == nil
    }

    private static func isNarrow(_ query: EventQuery) -> Bool {
        query.correlationID != nil || query.causationID != nil || query.reference != nil
    }

    private func historyFilter(_ query: EventQuery, _ database: Database) throws -> SQLFilter {
        var filter = SQLFilter()
        // A condition on few rows finds them by its index; a plus sign keeps the planner from the indexes on many.
        let plus = Self.isNarrow(query) ? "+" : ""
        let isByStream = Self.isByStream(query)
        filter.add("e.correlation = ?", query.correlationID)
        filter.add("e.causation = ?", query.causationID)
        filter.add("e.reference = ?", query.reference)
        filter.add("\(plus)e.type = (SELECT id FROM name WHERE text = ?)", query.type)
        filter.add("\(plus)e.source = (SELECT id FROM name WHERE text = ?)", query.source)
        filter.add("\(isByStream ? "" : "+")e.stream = (SELECT id FROM stream WHERE name = ?)", query.stream)
        filter.add("e.destination = ?", query.destination)
        // By sequence, which leads away from the stream's index unless it is told not to.
        let sequence = isByStream ? "+e.sequence" : "e.sequence"
        if let from = query.from {
            filter.add("\(sequence) >= ?", try SequenceSearch.first(recordedFrom: from, database))
        }
        if let until = query.until {
            filter.add("\(sequence) < ?", try SequenceSearch.first(recordedFrom: until, database))
        }
        if let after = try query.cursorSequence() {
            if isByStream, let place = try Self.place(in: query.stream, at: after, database) {
                filter.add(query.order == .newestFirst ? "e.streamSequence <= ?" : "e.streamSequence >= ?", place)
            }
            filter.add(query.order == .newestFirst ? "\(sequence) < ?" : "\(sequence) > ?", after)
        }
        switch query.status {
        case nil: break
        case .recorded: filter.add("e.destinations = 0")
        case .waiting: filter.add("e.sequence IN (SELECT sequence FROM pending)")
        case .deadLettered:
            filter.add("e.sequence IN (SELECT sequence FROM deadLetter)")
            filter.add("(\(EventRow.status)) = 2")
        case .delivered: filter.add("(\(EventRow.status)) = 3")
        }
        return filter
    }

    /// The place in a stream that its event of a sequence has; nil when there is no such event any more.
    private static func place(in stream: String?, at sequence: Int64, _ database: Database) throws -> Int64? {
        let statement = try SQLStatement(
            database,
            "SELECT streamSequence FROM event WHERE sequence = ? AND stream = (SELECT id FROM stream WHERE name = ?)")
        statement.bind(1, sequence)
        statement.bind(2, stream)
        return try statement.first { $0.integer(0) }
    }

    package func events(after sequence: Int64, limit: Int, byteLimit: Int) throws -> [StoredEvent] {
        try read { database in
            let statement = try SQLStatement(
                database,
                "SELECT \(EventRow.columns) FROM event AS e WHERE e.sequence > ? ORDER BY e.sequence LIMIT ?")
            statement.bind(1, sequence)
            statement.bind(2, Int64(limit))
            return try all(statement, byteLimit, database)
        }
    }

    package func events(
        stream: String, after streamSequence: Int64, limit: Int, byteLimit: Int
    ) throws -> [StoredEvent] {
        try read { database in
            let statement = try SQLStatement(
                database,
                """
                SELECT \(EventRow.columns) FROM event AS e
                WHERE e.stream = (SELECT id FROM stream WHERE name = ?) AND e.streamSequence > ?
                ORDER BY e.streamSequence LIMIT ?
                """)
            statement.bind(1, stream)
            statement.bind(2, streamSequence)
            statement.bind(3, Int64(limit))
            return try all(statement, byteLimit, database)
        }
    }

    private func all(_ statement: SQLStatement, _ byteLimit: Int, _ database: Database) throws -> [StoredEvent] {
        var events: [StoredEvent] = []
        var bytes = 0
        try statement.forEachRow(while: { bytes < byteLimit }) { row in
            let stored = try EventRow.read(row, names, database)
            bytes += stored.event.payload.count
            events.append(stored)
        }
        return events
    }

    package func version(ofStream stream: String) throws -> Int64 {
        try read { database in
            let statement = try SQLStatement(
                database,
                """
                SELECT max(s.floor, (SELECT coalesce(max(streamSequence), 0) FROM event WHERE stream = s.id))
                FROM stream AS s WHERE s.name = ?
                """)
            statement.bind(1, stream)
            return try statement.first { $0.integer(0) } ?? 0
        }
    }
}
