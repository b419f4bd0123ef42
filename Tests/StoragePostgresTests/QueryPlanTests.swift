import Events
import TestKit
import Testing
import Values

@testable import StoragePostgres

/// What the history asks by correlation, with other filters beside it.
@Suite(.needsPostgres) struct QueryPlanTests {
    private static let queries: [@Sendable (inout EventQuery) -> Void] = [
        { _ in }, { $0.type = "type" }, { $0.stream = "stream" }, { $0.source = "source" }, { $0.status = .recorded },
        { $0.cursor = "400" }, { $0.order = .oldestFirst }, { $0.from = Instant(seconds: 1_790_000_010) },
    ]

    @Test(arguments: queries.indices) func `History by correlation is a look into its index`(_ index: Int) throws {
        let place = try PostgresPlace()
        let store = try #require(try place.open() as? PostgresEventStore)
        let events = (0..<2000).map { Append(.sample("e\($0)", correlationID: $0 % 500 == 7 ? "c\($0)" : "many")) }
        _ = try store.commit([.append(events)], at: Instant(seconds: 1_790_000_000))
        var query = EventQuery()
        query.correlationID = "c507"
        Self.queries[index](&query)
        let plan = try Self.plan(of: query, store)
        #expect(plan.contains { $0.contains("event_by_correlation") }, "\(plan)")
        try store.close()
    }

    private static func plan(of query: EventQuery, _ store: PostgresEventStore) throws -> [String] {
        let statement = try PostgresEventStore.pageQuery(query, prefix: "EXPLAIN ")
        let result = try store.read { try $0.run(statement) }
        return (0..<result.rowCount).map { result.text($0, 0) }
    }
}
