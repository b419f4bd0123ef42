package import Events
import Values

/// What every `EventStore` must do, as named checks. A store is done when it passes them all.
///
/// ```swift
/// @Test(arguments: EventStoreConformance.checks)
/// func conforms(_ check: EventStoreConformance.Check) throws { try check.run(Harness()) }
/// ```
package enum EventStoreConformance {
    package struct Check: Sendable, CustomStringConvertible {
        package let name: String
        let body: @Sendable (any EventStore, any StoreHarness) throws -> Void

        package var description: String { name }

        /// Runs the check on a new store. Throws `Failure`, or what the store threw.
        package func run(_ harness: some StoreHarness) throws {
            let store = try harness.open()
            try body(store, harness)
        }
    }

    package struct Failure: Error, CustomStringConvertible {
        package var description: String
    }

    package static let checks =
        appending + pruning + delivering + burying + destinations + reading + documenting + holdingAnyText + agreeing

    static func expect(
        _ condition: Bool, _ message: @autoclosure () -> String, line: Int = #line
    ) throws(Failure) {
        if !condition { throw Failure(description: "\(message()) (line \(line))") }
    }

    static func expectEqual<T: Equatable>(
        _ actual: T, _ expected: T, _ what: String, line: Int = #line
    ) throws(Failure) {
        if actual != expected {
            throw Failure(description: "\(what): \(actual) is not \(expected) (line \(line))")
        }
    }
}

/// Gives a check its store. Every harness stands for one place on one disk.
package protocol StoreHarness: Sendable {
    /// Opens the store, the first time on an empty place.
    func open() throws -> any EventStore
    /// Ends a store as a crash would, without closing it, and opens the place again.
    func crashAndReopen(_ store: any EventStore) throws -> any EventStore
}

extension EventStore {
    /// A moment for tests; later ones by number.
    static func moment(_ number: Int64) -> Instant { Instant(seconds: 1_790_000_000 + number) }

    @discardableResult
    func append(_ events: [Append], at number: Int64 = 0) throws -> [Appended] {
        switch try commit([.append(events)], at: Self.moment(number))[0] {
        case .appended(let places): return places
        case .refused(let error): throw error
        default: throw EventStoreConformance.Failure(description: "an append was answered as something else")
        }
    }

    @discardableResult
    func append(_ event: Event, to destinations: [String] = [], at number: Int64 = 0) throws -> Appended {
        try append([Append(event, deliverTo: destinations)], at: number)[0]
    }

    func transition(
        _ destination: String, _ sequence: Int64, attempt: Int = 1, at number: Int64 = 1,
        _ change: DeliveryTransition.Change, stages: [DeliveryStage] = []
    ) throws {
        let transition = DeliveryTransition(
            destination: destination, sequence: sequence, attempt: attempt, at: Self.moment(number), change: change,
            stages: stages)
        _ = try commit([.transition([transition])], at: Self.moment(number))
    }

    func waiting(
        _ destination: String, _ selection: PendingRequest.Selection = .after(0), limit: Int = 100,
        byteLimit: Int = 1 << 20
    ) throws -> PendingPage {
        try pending(
            PendingRequest(destination: destination, selection: selection, limit: limit, byteLimit: byteLimit))
    }

    func waitingIDs(_ destination: String, _ selection: PendingRequest.Selection = .after(0)) throws -> [String] {
        try waiting(destination, selection).deliveries.map(\.stored.event.id)
    }
}
