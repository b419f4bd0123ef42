import Events
import Formats
import Synchronization
import TestKit
import Testing
import Values

struct ReplayKeeperTests {
    /// Subscriptions and replays that deliver to one scripted target.
    private final class Bench: Sendable {
        let clock = ManualClock()
        let log: EventLog
        let engine: DeliveryEngine
        let target: ScriptedTarget
        let subscriptions: SubscriptionKeeper
        let replays: ReplayKeeper
        let running: Task<Void, Never>

        init(
            _ medium: InMemoryEventStore.Medium = InMemoryEventStore.Medium(), target: ScriptedTarget = ScriptedTarget()
        ) async throws {
            log = EventLog(store: InMemoryEventStore(medium), time: clock.source)
            let engine = DeliveryEngine(log: log, time: clock.source, random: { 0 }, gracePeriod: .zero)
            self.engine = engine
            self.target = target
            let surroundings = SubscriptionKeeper.Surroundings(
                encode: { try JSONFormat().encode($0) }, decode: { try JSONFormat().decode($0) }, compilers: [:],
                prepare: { subscription in
                    let isQueue = subscription.target.kind == "queue"
                    let queue = PullQueue(
                        destination: subscription.destination, engine: engine,
                        time: TimeSource(now: { .epoch }, sleep: { _ in }))
                    return SubscriptionKeeper.Prepared(
                        target: isQueue ? queue : target, settings: DestinationSettings())
                })
            let subscriptions = SubscriptionKeeper(
                log: log, engine: engine, time: clock.source, surroundings: surroundings)
            self.subscriptions = subscriptions
            let replays = ReplayKeeper(
                log: log, engine: engine, subscriptions: subscriptions, time: clock.source, surroundings: surroundings)
            self.replays = replays
            _ = try await subscriptions.load()
            try await replays.load()
            running = Task {
                await withDiscardingTaskGroup { group in
                    group.addTask { await engine.run() }
                    group.addTask { await subscriptions.run() }
                    group.addTask { await replays.run() }
                }
            }
        }

        func subscribe(_ id: String, kind: String = "scripted") async throws {
            _ = try await subscriptions.create(
                Subscription(
                    id: id, name: id, filters: [["exact": ["type": "none"]]],
                    target: SubscriptionTarget(kind: kind, settings: [:]), isOrdered: true, concurrency: 4,
                    createdAt: clock.now, createdBy: "k"), from: .now)
        }

        func job(_ id: String, into subscription: String = "s", type: String? = "t", perSecond: Int = 100) -> ReplayJob
        {
            var query = EventQuery()
            query.type = type
            return ReplayJob(
                id: id, subscription: subscription,
                selection: ReplayJob.Selection(query: query, filters: [["not": ["exact": ["source": "test"]]]]),
                perSecond: perSecond, createdAt: clock.now, createdBy: "k")
        }

        func fill(_ count: Int) async throws {
            for number in 0..<count {
                try await log.append(
                    .sample(
                        "e\(number)", type: number % 2 == 0 ? "t" : "u", source: number % 10 == 0 ? "test" : "ward",
                        key: "k"))
            }
        }

        /// Lets time go on until something is true.
        func eventually(_ condition: () async throws -> Bool) async rethrows -> Bool {
            try await TestKit.eventually {
                clock.advance(by: .milliseconds(500))
                return try await condition()
            }
        }

        func stop() async {
            running.cancel()
            await running.value
            await log.close()
        }
    }

    @Test func aPreviewSendsNothingAndARunSendsExactlyThat() async throws {
        let bench = try await Bench()
        try await bench.subscribe("s")
        try await bench.fill(100)
        let preview = try await bench.replays.preview(bench.job("r").selection, limit: 20)
        #expect(preview.count == 40)
        #expect(preview.isExact)
        #expect(preview.first.count == 20)
        #expect(preview.first.first?.stored.event.id == "e2")
        #expect(bench.target.count == 0)
        _ = try await bench.replays.start(bench.job("r"))
        #expect(try await bench.eventually { try bench.replays.job("r").state == .finished })
        #expect(bench.target.ids == (0..<100).filter { $0 % 2 == 0 && $0 % 10 != 0 }.map { "e\($0)" })
        #expect(bench.target.all.allSatisfy { ReplayJob.id(of: $0.destination) == "r" })
        #expect(try bench.replays.job("r").selected == 40)
        // Again, and what was sent before is sent again.
        _ = try await bench.replays.start(bench.job("r2"))
        #expect(try await bench.eventually { try bench.replays.job("r2").state == .finished })
        #expect(bench.target.count == 80)
        await bench.stop()
    }

    /// Asked again under the same id, it is the same replay.
    @Test func itIsStartedOnce() async throws {
        let bench = try await Bench()
        try await bench.subscribe("s")
        try await bench.fill(20)
        let made = try await bench.replays.start(bench.job("r"))
        #expect(try await bench.replays.start(bench.job("r")).createdAt == made.createdAt)
        #expect(try await bench.eventually { try bench.replays.job("r").state == .finished })
        #expect(try await bench.replays.start(bench.job("r")).state == .finished)
        #expect(bench.target.count == 8)
        await bench.stop()
    }

    /// What is done at one node is taken over by the other, document by document.
    @Test func anotherNodeSeesAndSteersIt() async throws {
        let medium = InMemoryEventStore.Medium()
        let here = try await Bench(medium)
        let there = try await Bench(medium)
        func hear(_ bench: Bench) async throws {
            try await bench.replays.take("r", bench.log.document(kind: ReplayKeeper.documentKind, id: "r"))
        }
        try await here.subscribe("s")
        try await here.fill(20)
        let made = try await here.replays.start(here.job("r", perSecond: 1))
        try await hear(there)
        #expect(there.replays.all.map(\.id) == ["r"] && made.id == "r")
        // On what is kept, whatever was heard of it here.
        #expect(try await there.replays.pause("r").state == .paused)
        try await hear(here)
        #expect(try here.replays.job("r").state == .paused)
        #expect(try await here.replays.cancel("r").state == .cancelled)
        try await hear(there)
        #expect(try there.replays.job("r").isOver)
        await #expect(throws: JunctionError.self) { _ = try await there.replays.resume("r") }
        try await here.log.removeDocument(kind: ReplayKeeper.documentKind, id: "r")
        try await hear(there)
        #expect(there.replays.all.isEmpty)
        await here.stop()
        await there.stop()
    }

    @Test func noMoreIsSentInASecondThanAllowed() async throws {
        let bench = try await Bench()
        try await bench.subscribe("s")
        try await bench.fill(100)
        let start = bench.clock.now
        _ = try await bench.replays.start(bench.job("r", perSecond: 5))
        #expect(try await bench.eventually { try bench.replays.job("r").state == .finished })
        #expect(bench.clock.now - start >= .seconds(7))
        #expect(bench.target.count == 40)
        await bench.stop()
    }

    /// What a replay brings about is newer than its end.
    @Test func aReplayDoesNotReplayWhatItBringsAbout() async throws {
        let medium = InMemoryEventStore.Medium()
        let logBox = LogBox()
        let target = ScriptedTarget { attempt in
            try? await logBox.append(causedBy: attempt.stored.event.id)
            return .delivered()
        }
        let bench = try await Bench(medium, target: target)
        logBox.set(bench.log)
        try await bench.subscribe("s")
        try await bench.fill(20)
        _ = try await bench.replays.start(bench.job("r"))
        #expect(try await bench.eventually { try bench.replays.job("r").state == .finished })
        #expect(target.count == 8)
        await bench.stop()
    }

    @Test func itIsPausedResumedAndGoesOnAfterARestart() async throws {
        let medium = InMemoryEventStore.Medium()
        let before = try await Bench(medium)
        try await before.subscribe("s")
        try await before.fill(100)
        _ = try await before.replays.start(before.job("r", perSecond: 10))
        #expect(await before.eventually { before.target.count >= 10 })
        _ = try await before.replays.pause("r")
        await before.stop()
        let after = try await Bench(medium)
        #expect(try after.replays.job("r").state == .paused)
        #expect(after.target.count == 0)
        _ = try await after.replays.resume("r")
        #expect(try await after.eventually { try after.replays.job("r").state == .finished })
        #expect(Set(before.target.ids + after.target.ids).count == 40)
        await after.stop()
    }

    @Test func cancelledItGivesUpWhatWasNotSent() async throws {
        let target = ScriptedTarget { _ in .retry(reason: "down") }
        let bench = try await Bench(target: target)
        try await bench.subscribe("s")
        try await bench.fill(20)
        _ = try await bench.replays.start(bench.job("r"))
        #expect(try await bench.eventually { try await bench.replays.backlog(of: "r").count == 8 })
        _ = try await bench.replays.cancel("r")
        #expect(try await bench.replays.backlog(of: "r").count == 0)
        await #expect(throws: JunctionError.self) { try await bench.replays.resume("r") }
        await bench.stop()
    }

    /// The same event may be out for a replay and as it happens: each has a receipt of its own.
    @Test func aQueueIsReplayedInto() async throws {
        let bench = try await Bench()
        try await bench.subscribe("q", kind: "queue")
        let queue = try #require(try bench.subscriptions.target(of: "q") as? PullQueue)
        try await bench.fill(4)
        let events = try await bench.log.events(after: 0, limit: 10).filter { $0.event.type == "t" }
        _ = try await bench.engine.deliver(
            events.map(\.sequence), to: bench.subscriptions.subscription("q").destination)
        _ = try await bench.replays.start(bench.job("r", into: "q"))
        var leased: [PullQueue.Leased] = []
        let isThere = try await bench.eventually {
            for one in try await queue.lease(10, for: .seconds(1000), waiting: .zero) {
                try await queue.settle(LeaseReceipt("\(one.receipt)") ?? one.receipt, .done)
                leased.append(one)
            }
            return leased.count == 3
        }
        #expect(isThere && leased.allSatisfy { LeaseReceipt("\($0.receipt)") == $0.receipt })
        // Of the two events one is from a source that the replay leaves out.
        #expect(leased.filter { $0.receipt.replay == "r" }.map(\.stored.event.id) == ["e2"])
        #expect(leased.filter { $0.receipt.replay == nil }.count == 2)
        #expect(try await bench.eventually { try bench.replays.job("r").state == .finished })
        #expect(try await bench.subscriptions.backlog(of: "q").count == 0)
        await bench.stop()
    }

    @Test func itEndsWithItsSubscription() async throws {
        let bench = try await Bench()
        try await bench.subscribe("s")
        try await bench.fill(40)
        _ = try await bench.replays.start(bench.job("r", perSecond: 1))
        try await bench.subscriptions.remove("s")
        #expect(try await bench.eventually { try bench.replays.job("r").state == .cancelled })
        #expect(try await bench.replays.backlog(of: "r").count == 0)
        await bench.stop()
    }

    @Test func oneAtATime() async throws {
        let bench = try await Bench()
        try await bench.subscribe("s")
        try await bench.fill(4)
        await #expect(throws: JunctionError.self) { try await bench.replays.start(bench.job("a", into: "none")) }
        _ = try await bench.replays.start(bench.job("r"))
        _ = try await bench.replays.pause("r")
        await #expect {
            try await bench.replays.start(bench.job("r2"))
        } throws: { ($0 as? JunctionError)?.code == .runUnderWay }
        await bench.stop()
    }
}

/// The log that a target appends to, known only once the target is made.
private final class LogBox: Sendable {
    private let log = Mutex<EventLog?>(nil)

    func set(_ log: EventLog) { self.log.withLock { $0 = log } }

    func append(causedBy id: String) async throws {
        try await log.withLock({ $0 })?.append(.sample("caused by \(id)", type: "t", causationID: id))
    }
}
