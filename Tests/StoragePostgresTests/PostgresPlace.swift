import Events
import Foundation
import StoragePostgres
import TestKit
import Testing

extension Trait where Self == ConditionTrait {
    static var needsPostgres: Self {
        .enabled(if: PostgresTestServer.programs != nil, "scripts/setup brings postgresql-15")
    }
}

/// A place for one test's store: a schema of its own on the tests' server.
final class PostgresPlace: StoreHarness {
    let settings: PostgresEventStore.Settings

    init(_ server: PostgresTestServer? = nil) throws {
        var settings = PostgresEventStore.Settings(address: try (server ?? .shared()).address)
        settings.schema = "s" + UUID().uuidString.lowercased()
        self.settings = settings
    }

    func open() throws -> any EventStore { try PostgresEventStore(settings) }

    /// The first store never gets to close; its sessions stay, as those of a node that hangs.
    func crashAndReopen(_ store: any EventStore) throws -> any EventStore { try open() }
}
