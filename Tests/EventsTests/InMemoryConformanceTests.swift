import Events
import TestKit
import Testing

@Suite struct InMemoryConformanceTests {
    struct Harness: StoreHarness {
        let medium = InMemoryEventStore.Medium()
        func open() throws -> any EventStore { InMemoryEventStore(medium) }
        func crashAndReopen(_ store: any EventStore) throws -> any EventStore { InMemoryEventStore(medium) }
    }

    @Test(arguments: EventStoreConformance.checks)
    func conforms(_ check: EventStoreConformance.Check) throws {
        #expect(throws: Never.self) { try check.run(Harness()) }
    }
}
