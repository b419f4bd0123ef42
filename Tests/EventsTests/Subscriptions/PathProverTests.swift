import Formats
import TestKit
import Testing
import Values

@testable import Events

struct PathProverTests {
    /// A prover over subscriptions that all deliver to one scripted target.
    private final class Bench: Sendable {
        let clock = ManualClock()
        let log: EventLog
        let target: ScriptedTarget
        let keeper: SubscriptionKeeper
        let prover: PathProver
        let running: Task<Void, Never>

        init(_ target: ScriptedTarget = ScriptedTarget()) {
            self.target = target
            log = EventLog(store: InMemoryEventStore(InMemoryEventStore.Medium()), time: clock.source)
            let engine = DeliveryEngine(log: log, time: clock.source, random: { 0 }, gracePeriod: .zero)
            let keeper = SubscriptionKeeper(
                log: log, engine: engine, time: clock.source,
                surroundings: SubscriptionKeeper.Surroundings(
                    encode: { try JSONFormat().encode($0) }, decode: { try JSONFormat().decode($0) }, compilers: [:],
                    prepare: { _ in SubscriptionKeeper.Prepared(target: target, settings: DestinationSettings()) }))
            self.keeper = keeper
            prover = PathProver(log: log, subscriptions: keeper, time: clock.source)
            running = Task {
                await withDiscardingTaskGroup { group in
                    group.addTask { await engine.run() }
                    group.addTask { await keeper.run() }
                }
            }
        }

        func subscribe(_ id: String, kind: String = "scripted") async throws {
            _ = try await keeper.create(
                Subscription(
                    id: id, name: id, filters: [], target: SubscriptionTarget(kind: kind, settings: [:]),
                    isOrdered: true, concurrency: 4, createdAt: clock.now, createdBy: "k"), from: .now)
        }

        func proof(_ id: String) async throws -> PathProof? { try await prover.proof(for: keeper.subscription(id)) }

        func stop() async {
            running.cancel()
            await running.value
            await log.close()
        }
    }

    @Test func eachIsTestedOnceAQuarterOfAnHourAndAlone() async throws {
        let bench = Bench()
        try await bench.subscribe("a")
        try await bench.subscribe("b")
        try await bench.subscribe("flow", kind: "flow")
        #expect(try await bench.proof("a") == nil)
        for _ in 0..<30 {
            await bench.prover.sendDue()
            #expect(
                try await eventually {
                    let left = try await (bench.keeper.backlog(of: "a"), bench.keeper.backlog(of: "b"))
                    return left.0.count + left.1.count == 0
                })
            bench.clock.advance(by: .seconds(60))
        }
        // Half an hour has two quarters in it, or parts of three.
        #expect((4...6).contains(bench.target.count))
        #expect(Set(bench.target.ids).count == bench.target.count)
        #expect(try await eventually { try await bench.proof("a")?.result == .proven })
        #expect(try await bench.proof("a")?.duration != nil)
        #expect(try await bench.proof("flow") == nil)
        _ = try await bench.keeper.setTested("a", false)
        _ = try await bench.keeper.setTested("flow", true)
        let before = bench.target.ids
        bench.clock.advance(by: .seconds(900))
        await bench.prover.sendDue()
        #expect(await eventually { bench.target.count == before.count + 2 })
        #expect(bench.target.ids.dropFirst(before.count).allSatisfy { !$0.hasPrefix("test~a") })
        await bench.stop()
    }

    @Test func anotherNodeOrARestartSendsNoSecondOne() async throws {
        let bench = Bench()
        try await bench.subscribe("a")
        await bench.prover.sendDue()
        let other = PathProver(log: bench.log, subscriptions: bench.keeper, time: bench.clock.source)
        await other.sendDue()
        #expect(await eventually { bench.target.count == 1 })
        #expect(try await bench.log.version(ofStream: "junction") == 1)
        // The target has it before its delivery is noted.
        #expect(
            try await eventually { try await other.proof(for: bench.keeper.subscription("a"))?.result == .proven })
        await bench.stop()
    }

    @Test func whatFailsIsSaidAndNothingPilesUp() async throws {
        let bench = Bench(ScriptedTarget { _ in .retry(reason: "HTTP 503") })
        try await bench.subscribe("a")
        await bench.prover.sendDue()
        #expect(try await eventually { try await bench.proof("a")?.result == .failed })
        #expect(
            try await bench.proof("a")?.message == "The test event was not taken, and is tried again: HTTP 503.")
        for _ in 0..<4 {
            bench.clock.advance(by: .seconds(900))
            await bench.prover.sendDue()
        }
        #expect(try await bench.log.version(ofStream: "junction") == 1)
        await bench.stop()
    }

    @Test func oneThatIsPausedIsNotTestedButOnRequest() async throws {
        let bench = Bench()
        try await bench.subscribe("a")
        _ = try await bench.keeper.pause("a", because: "mended")
        await bench.prover.sendDue()
        #expect(try await bench.proof("a") == nil)
        _ = try await bench.prover.send(to: "a", eventID: "t-1", by: "k")
        #expect(try await bench.proof("a")?.result == .waiting)
        _ = try await bench.keeper.resume("a")
        #expect(try await eventually { try await bench.proof("a")?.result == .proven })
        await #expect(throws: JunctionError.self) {
            try await bench.prover.send(to: "none", eventID: "t-2", by: "k")
        }
        await bench.stop()
    }
}
