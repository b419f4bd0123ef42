import Events
import Formats
import Synchronization
import TestKit
import Testing
import Values

struct SubscriptionKeeperTests {
    /// A keeper whose subscriptions all deliver to one scripted target.
    private final class Bench: Sendable {
        let clock = ManualClock()
        let log: EventLog
        let engine: DeliveryEngine
        let target: ScriptedTarget
        let keeper: SubscriptionKeeper
        let running: Task<Void, Never>

        init(
            _ medium: InMemoryEventStore.Medium = InMemoryEventStore.Medium(), target: ScriptedTarget = ScriptedTarget()
        ) async throws {
            log = EventLog(store: InMemoryEventStore(medium), time: clock.source)
            let engine = DeliveryEngine(log: log, time: clock.source, random: { 0 }, gracePeriod: .zero)
            self.engine = engine
            self.target = target
            let keeper = SubscriptionKeeper(
                log: log, engine: engine, time: clock.source,
                surroundings: SubscriptionKeeper.Surroundings(
                    encode: { try JSONFormat().encode($0) }, decode: { try JSONFormat().decode($0) }, compilers: [:],
                    prepare: { subscription in
                        guard subscription.target.kind == "scripted" else {
                            throw JunctionError(.subscriptionInvalid, "no such target")
                        }
                        return SubscriptionKeeper.Prepared(target: target, settings: DestinationSettings())
                    }))
            self.keeper = keeper
            running = Task {
                await withDiscardingTaskGroup { group in
                    group.addTask { await engine.run() }
                    group.addTask { await keeper.run() }
                }
            }
            let problems = try await keeper.load()
            #expect(problems.isEmpty)
        }

        func subscribe(
            _ id: String, _ filters: Value = [["prefix": ["type": "resident."]]], kind: String = "scripted",
            from start: Subscription.Start = .now
        ) async throws {
            _ = try await keeper.create(
                Subscription(
                    id: id, name: id, filters: filters, target: SubscriptionTarget(kind: kind, settings: [:]),
                    isOrdered: true, concurrency: 4, createdAt: clock.now, createdBy: "k"), from: start)
        }

        func append(_ ids: String..., type: String = "resident.moved", key: String? = nil) async throws {
            try await log.append(ids.map { Append(.sample($0, type: type, key: key)) })
        }

        func stop() async {
            running.cancel()
            await running.value
            await log.close()
        }
    }

    @Test func onlyWhatPassesTheFilterIsDelivered() async throws {
        let bench = try await Bench()
        try await bench.append("before")
        try await bench.subscribe("s")
        try await bench.append("a")
        try await bench.append("other", type: "staff.joined")
        try await bench.append("b")
        #expect(await eventually { bench.target.count == 2 })
        #expect(bench.target.ids.sorted() == ["a", "b"])
        #expect(try await bench.log.event(id: "other")?.status == .recorded)
        await bench.stop()
    }

    @Test func thePastIsDeliveredFirstAndEachEventOnce() async throws {
        let bench = try await Bench()
        for number in 0..<200 { try await bench.append("e\(number)", key: "k") }
        try await bench.subscribe("s", from: .beginning)
        for number in 200..<260 { try await bench.append("e\(number)", key: "k") }
        #expect(await eventually { bench.target.count == 260 })
        #expect(bench.target.ids == (0..<260).map { "e\($0)" })
        #expect(try bench.keeper.subscription("s").backfill == nil)
        await bench.stop()
    }

    @Test func aSubscriptionStartsAtASequenceOrATime() async throws {
        let bench = try await Bench()
        for number in 1...4 {
            try await bench.append("e\(number)", key: "k")
            bench.clock.advance(by: .seconds(10))
        }
        try await bench.subscribe("s", from: .sequence(3))
        #expect(await eventually { bench.target.count == 2 })
        #expect(bench.target.ids == ["e3", "e4"])
        try await bench.subscribe("t", from: .time(Instant(seconds: 1_790_000_030)))
        #expect(await eventually { bench.target.count == 3 })
        #expect(bench.target.ids.last == "e4")
        await bench.stop()
    }

    @Test func pausedItWaitsAndRemovedItIsGone() async throws {
        let bench = try await Bench()
        try await bench.subscribe("s")
        _ = try await bench.keeper.pause("s", because: "mending")
        try await bench.append("a")
        #expect(try await bench.keeper.backlog(of: "s").count == 1)
        #expect(bench.target.count == 0)
        _ = try await bench.keeper.resume("s")
        #expect(await eventually { bench.target.count == 1 })
        _ = try await bench.keeper.pause("s", because: "leaving")
        try await bench.append("b")
        try await bench.keeper.remove("s")
        try await bench.append("c")
        #expect(try await bench.log.event(id: "c")?.status == .recorded)
        #expect(try await bench.log.lineage(id: "b")?.steps.last?.kind == .discarded)
        #expect(throws: JunctionError.self) { try bench.keeper.subscription("s") }
        await bench.stop()
    }

    /// Whether that is before or after it has come to the present, or between the two.
    @Test func pausedWhileItLooksThroughThePastItSendsNothing() async throws {
        let bench = try await Bench()
        try await bench.append("a", "b")
        for number in 0..<100 {
            let id = "s\(number)"
            try await bench.subscribe(id, from: .beginning)
            for _ in 0..<(number % 10) { await Task.yield() }
            #expect(try await bench.keeper.pause(id, because: "mending").pause == "mending")
            #expect(await eventually { (try? await bench.keeper.status(of: id))?.isPaused == true })
        }
        await bench.stop()
    }

    @Test func subscriptionsOutliveTheProcess() async throws {
        let medium = InMemoryEventStore.Medium()
        let before = try await Bench(medium)
        try await before.subscribe("s")
        try await before.subscribe("gone")
        _ = try await before.keeper.pause("s", because: "mending")
        try await before.append("a")
        try await before.log.removeDocument(kind: SubscriptionKeeper.documentKind, id: "gone", expectedVersion: nil)
        await before.stop()
        let after = try await Bench(medium)
        #expect(after.keeper.all.map(\.id) == ["s"])
        #expect(after.keeper.all.map(\.pause) == ["mending"])
        try await after.append("b")
        #expect(after.target.count == 0)
        _ = try await after.keeper.resume("s")
        #expect(await eventually { after.target.count == 2 })
        #expect(try await eventually { try await after.log.event(id: "a")?.status == .delivered })
        await after.stop()
    }

    /// A crash in the middle of looking through the past repeats nothing that was delivered and leaves nothing out.
    @Test func lookingThroughThePastGoesOnAfterARestart() async throws {
        let medium = InMemoryEventStore.Medium()
        let before = try await Bench(medium)
        for number in 0..<300 { try await before.append("e\(number)", key: "k") }
        try await before.subscribe("s", from: .beginning)
        await before.stop()
        let after = try await Bench(medium)
        #expect(await eventually { Set(before.target.ids + after.target.ids).count == 300 })
        #expect(await eventually { (try? after.keeper.subscription("s").backfill) == nil })
        await after.stop()
    }

    @Test func whatCannotBeUsedIsRefusedAndNotKept() async throws {
        let bench = try await Bench()
        await #expect(throws: JunctionError.self) { try await bench.subscribe("s", [["sql": "1 +"]]) }
        await #expect(throws: JunctionError.self) { try await bench.subscribe("s", kind: "nowhere") }
        #expect(bench.keeper.all.isEmpty)
        try await bench.subscribe("s")
        await #expect {
            try await bench.subscribe("s")
        } throws: { ($0 as? JunctionError)?.code == .alreadyExists }
        await bench.stop()
    }

    /// Publishers that computed their destinations just before a subscription was made.
    @Test func noEventFallsBetweenPublishingAndSubscribing() async throws {
        let bench = try await Bench()
        let publishing = Task {
            for number in 0..<400 { try await bench.append("e\(number)") }
        }
        for number in 0..<8 { try await bench.subscribe("s\(number)") }
        let joined = try await bench.log.newestSequence()
        try await publishing.value
        #expect(await eventually { bench.keeper.all.count == 8 && bench.target.count >= (400 - Int(joined)) * 8 })
        await bench.stop()
    }
}
