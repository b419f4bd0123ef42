import Formats
import Synchronization
import TestKit
import Testing
import Values

@testable import Events

/// Two keepers on one store: what is done at one is taken over by the other, document by document.
@Suite struct SubscriptionFollowingTests {
    private struct Side {
        let log: EventLog
        let engine: DeliveryEngine
        let keeper: SubscriptionKeeper

        init(
            _ medium: InMemoryEventStore.Medium, _ clock: ManualClock, _ target: ScriptedTarget,
            decoding: @escaping @Sendable () throws -> Void = {}
        ) async throws {
            log = EventLog(store: InMemoryEventStore(medium), time: clock.source)
            engine = DeliveryEngine(log: log, time: clock.source, random: { 0 }, gracePeriod: .zero)
            keeper = SubscriptionKeeper(
                log: log, engine: engine, time: clock.source,
                surroundings: SubscriptionKeeper.Surroundings(
                    encode: { try JSONFormat().encode($0) },
                    decode: {
                        try decoding()
                        return try JSONFormat().decode($0)
                    }, compilers: [:],
                    prepare: { _ in
                        SubscriptionKeeper.Prepared(target: target, settings: DestinationSettings())
                    }
                ))
            #expect(try await keeper.load().isEmpty)
        }

        /// As the node is told that the document has changed.
        func hear(_ id: String) async throws {
            try await keeper.take(id, log.document(kind: SubscriptionKeeper.documentKind, id: id))
        }

        func isDelivering() async throws -> Bool { try await !engine.status(of: "subscription:s").isPaused }
    }

    /// Two nodes; only the tests let them deliver.
    private func withSides(
        _ target: ScriptedTarget = ScriptedTarget(),
        _ body: (_ here: Side, _ there: Side, ManualClock) async throws -> Void
    ) async throws {
        let clock = ManualClock()
        let medium = InMemoryEventStore.Medium()
        let here = try await Side(medium, clock, target)
        let there = try await Side(medium, clock, target)
        try await body(here, there, clock)
        for side in [here, there] { await side.log.close() }
    }

    private static func subscription(at now: Instant, for prefix: Value = "resident.") -> Subscription {
        Subscription(
            id: "s", name: "s", filters: [["prefix": ["type": prefix]]],
            target: SubscriptionTarget(kind: "scripted", settings: [:]), isOrdered: true, concurrency: 4,
            createdAt: now, createdBy: "k")
    }

    @Test func everyChangeIsTakenOver() async throws {
        try await withSides { here, there, clock in
            _ = try await here.keeper.create(Self.subscription(at: clock.now), from: .now)
            try await there.hear("s")
            #expect(there.keeper.all == here.keeper.all)
            #expect(try await there.isDelivering())
            // An event that the other node takes in is for the subscription from now on.
            try await there.log.append(.sample("e", type: "resident.moved"))
            #expect(try await here.keeper.backlog(of: "s").count == 1)

            _ = try await here.keeper.pause("s", because: "why")
            try await there.hear("s")
            #expect(try await !there.isDelivering())
            _ = try await there.keeper.resume("s")
            try await here.hear("s")
            #expect(try await here.isDelivering())

            _ = try await here.keeper.retarget("s") { $0["a"] = 1 }
            try await there.hear("s")
            #expect(try there.keeper.subscription("s").target.settings["a"] == 1)
            #expect(try await there.isDelivering())
            // Told of what it knows, it does nothing.
            try await there.hear("s")
            #expect(there.keeper.all == here.keeper.all)

            try await here.keeper.remove("s")
            try await there.hear("s")
            #expect(there.keeper.all.isEmpty)
            try await there.log.append(.sample("f", type: "resident.moved"))
            #expect(try await there.log.read { try $0.backlog(destination: "subscription:s") }.count == 0)
        }
    }

    /// Whether a node has heard of a change or not: what it appends is routed by what holds in the store.
    @Test func nothingIsMissedByANodeThatHasNotHeard() async throws {
        try await withSides { here, there, clock in
            let looking = Task { await here.keeper.run() }
            func waiting() async throws -> Int { try await here.keeper.backlog(of: "s").count }
            func hasCaughtUp() async throws -> Bool {
                try await eventually { try here.keeper.subscription("s").backfill == nil }
            }
            try await there.log.append(.sample("before", type: "resident.moved"))
            _ = try await here.keeper.create(Self.subscription(at: clock.now), from: .beginning)
            #expect(try await hasCaughtUp())
            try await there.log.append(.sample("after", type: "resident.moved"))
            #expect(try await waiting() == 2)

            try await here.keeper.detach("s", because: "5 events are waiting; 4 may.")
            try await there.log.append(.sample("detached", type: "resident.moved"))
            #expect(try await waiting() == 2)
            _ = try await here.keeper.resume("s")
            #expect(try await hasCaughtUp())
            #expect(try await waiting() == 3)
            try await there.log.append([Append(.sample("resumed", type: "resident.moved"))])
            #expect(try await waiting() == 4)

            try await here.keeper.remove("s")
            try await there.log.commit([Append(.sample("removed", type: "resident.moved"))], documents: [])
            #expect(try await there.log.read { try $0.backlog(destination: "subscription:s") }.count == 0)
            looking.cancel()
            await looking.value
        }
    }

    /// A node that starts ends what is left of subscriptions that are gone, and not what waits for one made in that moment.
    @Test func whatWaitsForASubscriptionMadeMeanwhileIsKept() async throws {
        let clock = ManualClock()
        let medium = InMemoryEventStore.Medium()
        let here = try await Side(medium, clock, ScriptedTarget())
        _ = try await here.keeper.create(Self.subscription(at: clock.now), from: .now)
        var other = Self.subscription(at: clock.now)
        other.id = "other"
        let content = try JSONFormat().encode(other.value)
        let now = clock.now
        // Read for the routes, and then for the deliveries.
        let reads = Mutex(0)
        let there = try await Side(medium, clock, ScriptedTarget()) {
            guard
                reads.withLock({
                    $0 += 1; return $0
                }) == 2
            else { return }
            let made = StoreOperation.putDocument(
                kind: SubscriptionKeeper.documentKind, id: "other", content: content, expectedVersion: 0)
            let event = Append(.sample("e"), deliverTo: ["subscription:other"])
            _ = try InMemoryEventStore(medium).commit([.together([.append([event]), made])], at: now)
        }
        #expect(try await there.log.read { try $0.backlog(destination: "subscription:other") }.count == 1)
        for side in [here, there] { await side.log.close() }
    }

    @Test func anotherOneOfTheSameNameIsTakenOver() async throws {
        try await withSides { here, there, clock in
            _ = try await here.keeper.create(Self.subscription(at: clock.now), from: .now)
            _ = try await here.keeper.pause("s", because: "why")
            try await there.hear("s")
            try await here.keeper.remove("s")
            clock.advance(by: .seconds(1))
            _ = try await here.keeper.create(Self.subscription(at: clock.now, for: "order."), from: .now)
            try await there.hear("s")
            #expect(there.keeper.all == here.keeper.all)
            #expect(try await there.isDelivering())
        }
    }

    /// What another node has made of it is changed, and not what was known here.
    @Test func aChangeByTwoNodesIsMadeOnWhatIsKept() async throws {
        try await withSides { here, there, clock in
            _ = try await here.keeper.create(Self.subscription(at: clock.now), from: .now)
            try await there.hear("s")
            _ = try await here.keeper.pause("s", because: "why")
            let tested = try await there.keeper.setTested("s", false)
            #expect(tested.pause == "why" && !tested.isTested)
            #expect(try await !there.isDelivering())
        }
    }

    /// Nothing of it but the moment has changed, and the node that delivers goes on at once.
    @Test func whatWaitsToBeTriedAgainIsTriedWhenAnotherNodeResumesIt() async throws {
        let target = ScriptedTarget { $0.number == 1 ? .retry(reason: "HTTP 503", after: .seconds(60)) : .delivered() }
        try await withSides(target) { here, there, clock in
            let delivering = Task { await there.engine.run() }
            _ = try await here.keeper.create(Self.subscription(at: clock.now), from: .now)
            try await there.hear("s")
            try await there.log.append(.sample("e", type: "resident.moved"))
            #expect(
                try await eventually { try await there.log.lineage(id: "e")?.steps.last?.kind == .attemptFailed })
            clock.advance(by: .milliseconds(1))
            _ = try await here.keeper.resume("s")
            try await there.hear("s")
            #expect(try await eventually { try await there.log.event(id: "e")?.status == .delivered })
            delivering.cancel()
            await delivering.value
        }
    }
}
