import Events
import TestKit
import Testing
import Values

@testable import StorageSQLite

/// What the history asks by correlation, with other filters beside it.
@Suite struct QueryPlanTests {
    private static let queries: [@Sendable (inout EventQuery) -> Void] = [
        { _ in }, { $0.type = "type" }, { $0.stream = "stream" }, { $0.source = "source" }, { $0.status = .recorded },
        { $0.cursor = "400" }, { $0.order = .oldestFirst }, { $0.from = Instant(seconds: 1_790_000_010) },
    ]

    @Test(arguments: queries.indices) func `History by correlation is a look into its index`(_ index: Int) throws {
        let place = try StoreFile()
        let store = try #require(try place.open() as? SQLiteEventStore)
        let events = (0..<2000).map { Append(.sample("e\($0)", correlationID: $0 % 500 == 7 ? "c\($0)" : "many")) }
        _ = try store.commit([.append(events)], at: Instant(seconds: 1_790_000_000))
        var query = EventQuery()
        query.correlationID = "c507"
        Self.queries[index](&query)
        let plan = try Self.plan(of: query, store)
        #expect(plan.contains { $0.contains("SEARCH e USING INDEX eventByCorrelation") }, "\(plan)")
        try store.close()
    }

    private static func plan(of query: EventQuery, _ store: SQLiteEventStore) throws -> [String] {
        try store.read { database in
            var plan: [String] = []
            try store.pageStatement(query, database, prefix: "EXPLAIN QUERY PLAN ").forEachRow {
                plan.append($0.text(3))
            }
            return plan
        }
    }
}
