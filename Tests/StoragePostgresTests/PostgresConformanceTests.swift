import TestKit
import Testing

@Suite(.needsPostgres) struct PostgresConformanceTests {
    @Test(arguments: EventStoreConformance.checks)
    func conforms(_ check: EventStoreConformance.Check) throws {
        let place = try PostgresPlace()
        #expect(throws: Never.self) { try check.run(place) }
    }
}
