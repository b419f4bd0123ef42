import Events
import Foundation
import TestKit
import Testing
import Values

@testable import StorageSQLite

@Suite struct SQLiteConformanceTests {
    @Test(arguments: EventStoreConformance.checks)
    func conforms(_ check: EventStoreConformance.Check) throws {
        let file = try StoreFile()
        #expect(throws: Never.self) { try check.run(file) }
    }

    @Test(arguments: EventStoreConformance.agreementSeeds(ProcessInfo.processInfo.environment))
    func agreesWithTheStoreInMemory(_ seed: UInt64) throws {
        let file = try StoreFile()
        #expect(throws: Never.self) { try EventStoreConformance.agree(file, seed: seed) }
    }

    /// However many events there are of other streams.
    @Test func historyOfAStreamIsALookIntoItsIndex() throws {
        let file = try StoreFile()
        let store = try SQLiteEventStore(path: file.path)
        _ = try store.commit(
            [.append((0..<2000).map { Append(.sample("e\($0)", stream: $0 % 500 == 7 ? "rare" : "many")) })], at: .epoch
        )
        var query = EventQuery()
        query.stream = "rare"
        query.limit = 1
        for order in [EventQuery.Order.newestFirst, .oldestFirst] {
            query.order = order
            for cursor in [nil, "508"] {
                query.cursor = cursor
                let plan = try plan(query, store)
                #expect(plan.contains { $0.contains("SEARCH e USING INDEX eventByStream") }, "\(plan)")
                #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
            }
        }
        query.cursor = nil
        var found: [Int64] = []
        repeat {
            let page = try store.history(query)
            found += page.records.map(\.stored.sequence)
            query.cursor = page.next
        } while query.cursor != nil
        #expect(found == [8, 508, 1008, 1508])
    }

    private func plan(_ query: EventQuery, _ store: SQLiteEventStore) throws -> [String] {
        try store.read { database in
            var plan: [String] = []
            try store.pageStatement(query, database, prefix: "EXPLAIN QUERY PLAN ").forEachRow {
                plan.append($0.text(3))
            }
            return plan
        }
    }

    @Test func historyByCorrelationIsALookIntoItsIndex() throws {
        try CorrelationPlans.check(
            try StoreFile(), SQLiteEventStore.self, lookup: "SEARCH e USING INDEX eventByCorrelation"
        ) { query, store in try plan(query, store) }
    }
}
