import TestKit
import Testing
import Values

@testable import Events

struct PullQueueTests {
    /// A log, an engine and a queue on a store in memory, with a clock moved by hand.
    private final class Bench: Sendable {
        let clock = ManualClock()
        let log: EventLog
        let engine: DeliveryEngine
        let queue: PullQueue
        let running: Task<Void, Never>

        init(
            _ medium: InMemoryEventStore.Medium = InMemoryEventStore.Medium(), attempts: Int = 3,
            gracePeriod: Duration = .zero
        ) throws {
            log = EventLog(store: InMemoryEventStore(medium), time: clock.source)
            let engine = DeliveryEngine(log: log, time: clock.source, random: { 0 }, gracePeriod: gracePeriod)
            self.engine = engine
            queue = PullQueue(destination: "q", engine: engine, time: clock.source)
            try engine.add("q", settings: .pullQueue(attempts: attempts, isOrdered: true, leases: 100), target: queue)
            running = Task { await engine.run() }
        }

        func append(_ ids: String..., key: String? = nil) async throws {
            try await log.append(ids.map { Append(.sample($0, key: key), deliverTo: ["q"]) })
        }

        /// Messages that a consumer gets without waiting long.
        func take(_ count: Int) async throws -> [PullQueue.Leased] {
            var taken: [PullQueue.Leased] = []
            _ = try await eventually {
                taken += try await queue.lease(count - taken.count, for: .seconds(30), waiting: .zero)
                return taken.count == count
            }
            return taken
        }

        func status(_ id: String) async throws -> EventStatus? { try await log.event(id: id)?.status }

        func stop() async {
            running.cancel()
            await running.value
            await log.close()
        }
    }

    @Test func aMessageIsLeasedOnceAndEndsWithItsAcknowledgement() async throws {
        let bench = try Bench()
        try await bench.append("a", "b")
        let taken = try await bench.take(2)
        try #require(taken.count == 2)
        #expect(taken.map(\.stored.event.id) == ["a", "b"])
        #expect(try await bench.queue.lease(1, for: .seconds(30), waiting: .zero).isEmpty)
        try await bench.queue.settle(taken[0].receipt, .done)
        #expect(try await bench.status("a") == .delivered)
        #expect(try await bench.status("b") == .waiting)
        await #expect(throws: JunctionError.self) { try await bench.queue.settle(taken[0].receipt, .done) }
        try await bench.queue.settle(taken[1].receipt, .never(reason: "unreadable"))
        #expect(try await bench.engine.deadLetters(DeadLetterQuery()).letters.map(\.reason) == ["unreadable"])
        #expect(try await eventually { try await bench.engine.status(of: "q").backlog == 0 })
        await bench.stop()
    }

    /// The engine of this bench waits as long as it must for what is under way, and nobody comes for these two.
    @Test func aQueueThatEndsDoesNotWaitForItsConsumers() async throws {
        let bench = try Bench(gracePeriod: .seconds(86_400))
        try await bench.append("a", "b")
        let taken = try await bench.take(1)
        #expect(taken.count == 1)
        await bench.engine.remove("q")
        #expect(try await bench.status("a") == .waiting)
        try await bench.queue.settle(try #require(taken.first).receipt, .done)
        #expect(try await bench.status("a") == .delivered, "the lease is on disk, and holds")
        await bench.stop()
    }

    /// A node that was frozen past its lease has a message to give that another gives already.
    @Test func aNodeThatHasLostItsLeaseGivesNothing() async throws {
        let medium = InMemoryEventStore.Medium()
        let bench = try Bench(medium)
        try await bench.log.append([Append(.sample("a"), deliverTo: ["other"])])
        let stored = try #require(try await bench.log.event(id: "a")?.stored)
        for node in ["first", "second"] {
            let request = WorkLeaseRequest(node: node, serves: ["q"], wanted: ["q"], released: [], duration: .zero)
            _ = InMemoryEventStore(medium).renewLeases(request, at: bench.clock.now)
        }
        for (fence, expected) in [(1, 0), (2, 1)] as [(Int64, Int)] {
            let attempt = DeliveryAttempt(destination: "q", stored: stored, number: 1, fence: fence)
            let delivery = Task { await bench.queue.deliver(attempt) }
            let taken = try await bench.queue.lease(1, for: .seconds(30), waiting: .seconds(1))
            #expect(taken.count == expected)
            delivery.cancel()
            _ = await delivery.value
        }
        await bench.stop()
    }

    @Test func aLeaseThatRunsOutIsGivenToSomebodyElse() async throws {
        let bench = try Bench()
        try await bench.append("a")
        let first = try await bench.take(1)
        try #require(first.count == 1)
        #expect(try await bench.queue.extend(first[0].receipt, by: .seconds(40)) == bench.clock.now + .seconds(40))
        bench.clock.advance(by: .seconds(35))
        #expect(try await bench.queue.lease(1, for: .seconds(30), waiting: .zero).isEmpty)
        bench.clock.advance(by: .seconds(10))
        let second = try await bench.take(1)
        try #require(second.map(\.receipt.attempt) == [2])
        await #expect(throws: JunctionError.self) { try await bench.queue.settle(first[0].receipt, .done) }
        try await bench.queue.settle(second[0].receipt, .done)
        #expect(try await bench.status("a") == .delivered)
        await bench.stop()
    }

    @Test func aLeaseRunsOutThoughTheClockIsSetBack() async throws {
        let bench = try Bench()
        try await bench.append("a")
        #expect(try await bench.take(1).count == 1)
        bench.clock.setBack(by: .seconds(300))
        let isBack = try await eventually {
            bench.clock.advance(by: .seconds(10))
            return try await bench.queue.lease(1, for: .seconds(30), waiting: .zero).count == 1
        }
        #expect(isBack)
        await bench.stop()
    }

    /// A long lease that ends early leaves nothing behind that waits for its time.
    @Test func leasesThatHaveEndedCostNothing() async throws {
        let bench = try Bench()
        for number in 0..<50 {
            try await bench.append("e\(number)")
            let taken = try await eventuallyTaken(bench, for: .seconds(43_200))
            try await bench.queue.settle(try #require(taken.first).receipt, .done)
        }
        #expect(bench.clock.sleeperCount < 10, "\(bench.clock.sleeperCount) wait")
        await bench.stop()
    }

    private func eventuallyTaken(_ bench: Bench, for span: Duration) async throws -> [PullQueue.Leased] {
        var taken: [PullQueue.Leased] = []
        _ = try await eventually {
            taken = try await bench.queue.lease(1, for: span, waiting: .zero)
            return !taken.isEmpty
        }
        return taken
    }

    /// A destination that comes back offers what the one before it had offered, before that one is told of its end.
    @Test(.timeLimit(.minutes(5)))
    func anOfferTakesThePlaceOfTheOneBefore() async throws {
        let bench = try Bench()
        try await bench.log.append([Append(.sample("a"), deliverTo: ["other"])])
        let stored = try #require(try await bench.log.event(id: "a")?.stored)
        let attempt = DeliveryAttempt(destination: "q", stored: stored, number: 1)
        let before = Task { await bench.queue.deliver(attempt) }
        #expect(try await eventuallyTaken(bench, for: .seconds(1)).count == 1)
        let after = Task { await bench.queue.deliver(attempt) }
        #expect(await before.value == .retry(reason: "the server is stopping"))
        before.cancel()
        let taken = try await eventuallyTaken(bench, for: .seconds(30))
        try await bench.queue.settle(try #require(taken.first).receipt, .done)
        #expect(await after.value == .settled)
        await bench.stop()
    }

    @Test func whatIsGivenBackTooOftenIsADeadLetter() async throws {
        let bench = try Bench(attempts: 2)
        try await bench.append("a")
        let first = try await bench.take(1)
        try #require(first.count == 1)
        try await bench.queue.settle(first[0].receipt, .again(after: .seconds(5)))
        #expect(await eventually { bench.clock.sleeperCount > 1 })
        #expect(try await bench.queue.lease(1, for: .seconds(30), waiting: .zero).isEmpty)
        bench.clock.advance(by: .seconds(6))
        let again = try await bench.take(1)
        try #require(again.map(\.receipt.attempt) == [2])
        try await bench.queue.settle(again[0].receipt, .again(after: .zero))
        #expect(try await eventually { try await bench.status("a") == .deadLettered })
        await bench.stop()
    }

    @Test func consumersCompeteAndOneOfAKeyIsOutAtATime() async throws {
        let bench = try Bench()
        try await bench.append("a1", "a2", key: "a")
        try await bench.append("b1", key: "b")
        let taken = try await bench.take(2)
        try #require(taken.count == 2)
        #expect(Set(taken.map(\.stored.event.id)) == ["a1", "b1"])
        let a1 = try #require(taken.first { $0.stored.event.id == "a1" })
        try await bench.queue.settle(a1.receipt, .done)
        #expect(try await bench.take(1).map(\.stored.event.id) == ["a2"])
        await bench.stop()
    }

    @Test func aConsumerWaitsForTheNextMessage() async throws {
        let bench = try Bench()
        let waiting = Task { try await bench.queue.lease(5, for: .seconds(30), waiting: .seconds(20)) }
        #expect(await eventually { bench.clock.sleeperCount >= 1 })
        try await bench.append("a")
        #expect(try await waiting.value.map(\.stored.event.id) == ["a"])
        let inVain = Task { try await bench.queue.lease(5, for: .seconds(30), waiting: .seconds(20)) }
        #expect(await eventually { bench.clock.sleeperCount >= 2 })
        #expect(
            await eventually {
                bench.clock.advance(by: .seconds(1))
                return bench.clock.now > Instant(seconds: 1_790_000_040)
            })
        #expect(try await inVain.value.isEmpty)
        await bench.stop()
    }

    @Test func nobodyWaitsForAQueueThatEnds() async throws {
        let bench = try Bench()
        let waiting = Task { try await bench.queue.lease(5, for: .seconds(30), waiting: .seconds(20)) }
        #expect(await eventually { bench.clock.sleeperCount >= 1 })
        bench.queue.endWaits()
        #expect(try await waiting.value.isEmpty)
        #expect(try await bench.queue.lease(5, for: .seconds(30), waiting: .seconds(20)).isEmpty)
        await bench.stop()
    }

    /// The clock stands still, so that it would wait for ever if it waited for consumers.
    @Test(.timeLimit(.minutes(1)))
    func itEndsAtOnceWhateverConsumersHave() async throws {
        let bench = try Bench(gracePeriod: .seconds(10))
        try await bench.append("a", "b", "c")
        let taken = try await bench.take(2)
        try #require(taken.count == 2)
        await bench.engine.remove("q")
        // Nothing of it is a failure, and who has a lease has it still.
        #expect(try await bench.log.lineage(id: "a")?.steps.map(\.kind) == [.received])
        try await bench.queue.settle(taken[0].receipt, .done)
        #expect(try await bench.status("a") == .delivered)
        try await bench.engine.drop("q")
        await #expect(throws: JunctionError.self) { try await bench.queue.settle(taken[1].receipt, .done) }
        #expect(try await bench.log.lineage(id: "b")?.steps.last?.kind == .discarded)
        await bench.stop()
    }

    /// As when the server stops.
    @Test(.timeLimit(.minutes(1)))
    func anEndOfTheProcessDoesNotWaitForConsumers() async throws {
        let bench = try Bench(gracePeriod: .seconds(10))
        try await bench.append("a", "b")
        #expect(try await bench.take(1).count == 1)
        await bench.stop()
    }

    /// The lease is on disk: after a restart nobody else gets the message before it runs out, and its holder can settle it.
    @Test func leasesOutliveTheProcess() async throws {
        let medium = InMemoryEventStore.Medium()
        let before = try Bench(medium)
        try await before.append("a", "b")
        let taken = try await before.take(2)
        try #require(taken.count == 2)
        await before.stop()
        let after = try Bench(medium)
        #expect(try await eventually { try await after.engine.status(of: "q").backlog == 2 })
        #expect(try await after.queue.lease(9, for: .seconds(30), waiting: .zero).isEmpty)
        try await after.queue.settle(taken[0].receipt, .done)
        #expect(try await after.status("a") == .delivered)
        await #expect(throws: JunctionError.self) { try await after.queue.settle(taken[0].receipt, .done) }
        after.clock.advance(by: .seconds(31))
        #expect(try await after.take(1).map(\.stored.event.id) == ["b"])
        await after.stop()
    }
}
