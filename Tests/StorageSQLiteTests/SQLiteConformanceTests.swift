import TestKit
import Testing

@Suite struct SQLiteConformanceTests {
    @Test(arguments: EventStoreConformance.checks)
    func conforms(_ check: EventStoreConformance.Check) throws {
        let file = try StoreFile()
        #expect(throws: Never.self) { try check.run(file) }
    }
}
