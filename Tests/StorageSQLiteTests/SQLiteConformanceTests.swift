import Foundation
import TestKit
import Testing

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

    @Test func historyByCorrelationIsALookIntoItsIndex() throws {
        try CorrelationPlans.check(
            try StoreFile(), SQLiteEventStore.self, lookup: "SEARCH e USING INDEX eventByCorrelation"
        ) { query, store in
            try store.read { database in
                var plan: [String] = []
                try store.pageStatement(query, database, prefix: "EXPLAIN QUERY PLAN ").forEachRow {
                    plan.append($0.text(3))
                }
                return plan
            }
        }
    }
}
