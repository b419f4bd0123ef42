import Foundation
import TestKit
import Testing

@testable import StoragePostgres

@Suite(.needsPostgres) struct PostgresConformanceTests {
    @Test(arguments: EventStoreConformance.checks)
    func conforms(_ check: EventStoreConformance.Check) throws {
        let place = try PostgresPlace()
        #expect(throws: Never.self) { try check.run(place) }
    }

    @Test(arguments: EventStoreConformance.agreementSeeds(ProcessInfo.processInfo.environment))
    func agreesWithTheStoreInMemory(_ seed: UInt64) throws {
        let place = try PostgresPlace()
        #expect(throws: Never.self) { try EventStoreConformance.agree(place, seed: seed) }
    }

    @Test func historyByCorrelationIsALookIntoItsIndex() throws {
        try CorrelationPlans.check(
            try PostgresPlace(), PostgresEventStore.self, lookup: "event_by_correlation"
        ) { query, store in
            let statement = try PostgresEventStore.pageQuery(query, prefix: "EXPLAIN ")
            let result = try store.read { try $0.run(statement) }
            return (0..<result.rowCount).map { result.text($0, 0) }
        }
    }
}
