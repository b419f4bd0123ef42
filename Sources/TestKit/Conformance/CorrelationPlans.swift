package import Events
import Values

/// What the history asks by correlation, with other filters beside it: each must be a look into the index, however many
/// events there are of everything else.
package enum CorrelationPlans {
    private static let beside: [@Sendable (inout EventQuery) -> Void] = [
        { _ in }, { $0.type = "type" }, { $0.stream = "stream" }, { $0.source = "source" }, { $0.status = .recorded },
        { $0.cursor = "400" }, { $0.order = .oldestFirst }, { $0.from = Instant(seconds: 1_790_000_010) },
    ]

    /// Fills an empty store, and throws `Failure` unless the plan that `plan` gets of every query has a line with `lookup` in it.
    package static func check<Store: EventStore>(
        _ harness: some StoreHarness, _ type: Store.Type, lookup: String,
        plan: (EventQuery, Store) throws -> [String]
    ) throws {
        guard let store = try harness.open() as? Store else {
            throw EventStoreConformance.Failure(description: "the harness opens another kind of store")
        }
        try store.append((0..<2000).map { Append(.sample("e\($0)", correlationID: $0 % 500 == 7 ? "c\($0)" : "many")) })
        for change in beside {
            var query = EventQuery()
            query.correlationID = "c507"
            change(&query)
            let lines = try plan(query, store)
            try EventStoreConformance.expect(lines.contains { $0.contains(lookup) }, "\(query): \(lines)")
        }
        try store.close()
    }
}
