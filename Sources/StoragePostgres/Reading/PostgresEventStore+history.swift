package import Events
import Values

extension PostgresEventStore {
    package func event(id: String) throws -> EventRecord? {
        var query = PostgresQuery("SELECT \(EventRow.columns), \(EventRow.status) FROM event AS e WHERE e.id = $1")
        query.bind(id)
        let result = try read { try $0.run(query) }
        return result.rowCount == 0 ? nil : EventRow.readRecord(result, 0)
    }

    package func history(_ query: EventQuery) throws -> EventPage {
        let statement = try Self.pageQuery(query)
        let result = try read { try $0.run(statement) }
        return query.page(of: (0..<result.rowCount).map { EventRow.readRecord(result, $0) })
    }

    /// Bound; `prefix` may have it explained instead.
    static func pageQuery(_ query: EventQuery, prefix: String = "") throws -> PostgresQuery {
        let filter = try filter(query)
        let direction = query.order == .newestFirst ? "DESC" : "ASC"
        var statement = PostgresQuery(
            """
            \(prefix)SELECT \(EventRow.columns), \(EventRow.status) FROM (
                SELECT v.*, sum(octet_length(v.payload)) OVER (ORDER BY v.sequence \(direction)) AS through FROM (
                    SELECT e.* FROM event AS e \(filter.clause)
                    ORDER BY e.sequence \(direction) LIMIT \(query.pageLimit + 1)
                ) AS v
            ) AS e WHERE e.through - octet_length(e.payload) < \(query.byteLimit) ORDER BY e.sequence \(direction)
            """, isPrepared: false)
        filter.bind(&statement)
        return statement
    }

    package func count(_ query: EventQuery, most: Int) throws -> Int {
        var query = query
        query.cursor = nil
        let filter = try Self.filter(query)
        var statement = PostgresQuery(
            "SELECT count(*) FROM (SELECT 1 FROM event AS e \(filter.clause) LIMIT \(max(0, most))) AS c",
            isPrepared: false)
        filter.bind(&statement)
        return Int(try read { try $0.run(statement) }.integer(0, 0))
    }

    private static func filter(_ query: EventQuery) throws(JunctionError) -> SQLFilter {
        var filter = SQLFilter()
        filter.add("e.correlation = $", query.correlationID)
        filter.add("e.causation = $", query.causationID)
        filter.add("e.reference = $", query.reference)
        filter.add("e.type = $", query.type)
        filter.add("e.source = $", query.source)
        filter.add("e.stream = $", query.stream)
        filter.add("e.destination = $", query.destination)
        // The log's times never run backwards, so a time is a place, found once in the index.
        if let from = query.from { filter.add("e.sequence >= \(place)", from.microseconds) }
        if let until = query.until { filter.add("e.sequence < \(place)", until.microseconds) }
        if let after = try query.cursorSequence() {
            filter.add(query.order == .newestFirst ? "e.sequence < $" : "e.sequence > $", after)
        }
        switch query.status {
        case nil: break
        case .recorded: filter.add("e.destinations = 0")
        case .waiting: filter.add("e.sequence IN (SELECT sequence FROM pending)")
        case .deadLettered:
            filter.add("e.sequence IN (SELECT sequence FROM dead_letter)")
            filter.add("(\(EventRow.status)) = 2")
        case .delivered: filter.add("(\(EventRow.status)) = 3")
        }
        return filter
    }

    private static let place = """
        coalesce((SELECT sequence FROM event WHERE recorded_at >= $ ORDER BY recorded_at, sequence LIMIT 1), \(Int64.max))
        """

    package func events(after sequence: Int64, limit: Int, byteLimit: Int) throws -> [StoredEvent] {
        var query = PostgresQuery(
            """
            SELECT \(EventRow.columns) FROM (
                SELECT v.*, sum(octet_length(v.payload)) OVER (ORDER BY v.sequence) AS through
                FROM (SELECT * FROM event WHERE sequence > $1 ORDER BY sequence LIMIT $2) AS v
            ) AS e WHERE e.through - octet_length(e.payload) < $3 ORDER BY e.sequence
            """)
        query.bind(sequence)
        query.bind(Int64(limit))
        query.bind(Int64(byteLimit))
        return EventRow.all(try read { try $0.run(query) })
    }

    package func events(
        stream: String, after streamSequence: Int64, limit: Int, byteLimit: Int
    ) throws -> [StoredEvent] {
        var query = PostgresQuery(
            """
            SELECT \(EventRow.columns) FROM (
                SELECT v.*, sum(octet_length(v.payload)) OVER (ORDER BY v.stream_sequence) AS through FROM (
                    SELECT * FROM event WHERE stream = $1 AND stream_sequence > $2 ORDER BY stream_sequence LIMIT $3
                ) AS v
            ) AS e WHERE e.through - octet_length(e.payload) < $4 ORDER BY e.stream_sequence
            """)
        query.bind(stream)
        query.bind(streamSequence)
        query.bind(Int64(limit))
        query.bind(Int64(byteLimit))
        return EventRow.all(try read { try $0.run(query) })
    }

    package func version(ofStream stream: String) throws -> Int64 {
        var query = PostgresQuery("SELECT version FROM stream WHERE name = $1")
        query.bind(stream)
        let result = try read { try $0.run(query) }
        return result.rowCount == 0 ? 0 : result.integer(0, 0)
    }
}
