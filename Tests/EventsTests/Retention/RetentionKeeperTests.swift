import Dispatch
import Events
import Formats
import Synchronization
import TestKit
import Testing
import Values

@Suite struct RetentionKeeperTests {
    private static let coding = DocumentCoding(
        encode: { try JSONFormat().encode($0) }, decode: { try JSONFormat().decode($0) })
    private let clock = ManualClock()

    private func keeper(
        _ log: EventLog, _ limits: RetentionPolicy.Limits, rules: [RetentionPolicy.Rule] = []
    ) -> RetentionKeeper {
        RetentionKeeper(
            log: log, time: clock.source, defaults: RetentionPolicy(rules: rules, otherwise: limits),
            coding: Self.coding)
    }

    private func open() -> EventLog { EventLog(store: InMemoryEventStore(), time: clock.source) }

    private func hold(_ selection: LegalHold.Selection) -> LegalHold {
        LegalHold(id: "h", selection: selection, reason: "inquiry", placedAt: clock.now, placedBy: "k")
    }

    @Test func `Pruning goes on, step by step, until nothing is beyond the limits`() async throws {
        let log = open()
        try await log.append((0..<1300).map { Append(.sample("e\($0)", stream: "s\($0 % 2)")) })
        clock.advance(by: .seconds(100))
        try await log.append(.sample("young", stream: "s0"))
        let report = try await keeper(log, .init(age: .seconds(50))).prune()
        #expect(report.pruned == 1300)
        #expect(report.bytes == 3900)
        #expect(report.streams == 2)
        #expect(try await log.events(after: 0, limit: 9).map(\.event.id) == ["young"])
        #expect(try await log.stream("s0")?.first == 651)
        #expect(try await log.append(.sample("next", stream: "s1")).streamSequence == 651)
        await log.close()
    }

    @Test func `The limit of size holds as the stream grows`() async throws {
        let log = open()
        let keeper = keeper(log, .init(bytes: 1000))
        for round in 0..<5 {
            let events = (0..<700).map { Append(.sample("\(round)-\($0)", payload: [1, 2, 3, 4])) }
            try await log.append(events)
            try await keeper.prune()
            #expect(try await log.events(after: 0, limit: 1000).count == 250, "round \(round)")
        }
        #expect(try await log.events(after: 0, limit: 1).first?.streamSequence == 3251)
        await log.close()
    }

    /// Of two nodes, each knows only what it has pruned itself.
    @Test func `Two nodes prune no more than one`() async throws {
        let medium = InMemoryEventStore.Medium()
        let logs = (0..<2).map { _ in
            EventLog(
                store: SharedMemoryStore(medium) { _ in WorkLeaseAnswer(nodes: [:], leases: [:]) }, time: clock.source)
        }
        let keepers = logs.map { keeper($0, .init(bytes: 1000)) }
        for round in 0..<3 {
            try await logs[0].append((0..<700).map { Append(.sample("\(round)-\($0)", payload: [1, 2, 3, 4])) })
            for keeper in keepers { try await keeper.prune() }
            #expect(try await logs[1].events(after: 0, limit: 1000).count == 250, "round \(round)")
        }
        for log in logs { await log.close() }
    }

    /// One that takes nothing must not fill the disk; one that catches up has yet to look.
    @Test(arguments: [true, false])
    func `A subscription that was given up on holds no pruning up`(isDetached: Bool) async throws {
        let log = open()
        for number in 1...6 { try await log.append(.sample("e\(number)")) }
        var subscription = Subscription(
            id: "s", name: "s", filters: [], target: SubscriptionTarget(kind: "queue", settings: [:]), isOrdered: true,
            concurrency: 1, createdAt: clock.now, createdBy: "k")
        subscription.backfill = Subscription.Backfill(after: 2)
        subscription.isDetached = isDetached
        try await log.putDocument(
            kind: SubscriptionKeeper.documentKind, id: "s", content: Self.coding.encode(subscription.value))
        #expect(try await keeper(log, .init(count: 0)).prune().pruned == (isDetached ? 6 : 2))
        await log.close()
    }

    @Test func `What is held stays until it is released`() async throws {
        let log = open()
        for number in 1...6 { try await log.append(.sample("e\(number)", key: number < 3 ? "person" : nil)) }
        let keeper = keeper(log, .init(count: 0))
        try await keeper.place(hold(.init(key: "person")))
        try await keeper.place(hold(.init(key: "person")))
        await #expect { try await keeper.place(hold(.init(key: "x"))) } throws: {
            ($0 as? JunctionError)?.code == .alreadyExists
        }
        let report = try await keeper.prune()
        #expect(report.pruned == 4)
        #expect(report.held == 2)
        #expect(try await log.events(after: 0, limit: 9).map(\.event.id) == ["e1", "e2"])
        #expect(try await keeper.holds().map(\.reason) == ["inquiry"])
        #expect(try await keeper.release("h").selection.key == "person")
        #expect(try await keeper.prune().pruned == 2)
        await #expect(throws: JunctionError.self) { try await keeper.release("h") }
        await log.close()
    }

    /// Prunes all of five events, and has `body` done once, between the choice of what goes and its removal, as another node would.
    /// Returns the ids of what is left.
    private func prune(
        after preparation: (EventLog, ManualClock) async throws -> Void = { _, _ in },
        interruptedBy body: @escaping @Sendable (EventLog, ManualClock) async throws -> Void
    ) async throws -> [String] {
        let medium = InMemoryEventStore.Medium()
        let other = EventLog(store: InMemoryEventStore(medium), time: clock.source)
        for number in 1...5 {
            try await other.append(.sample("e\(number)", correlationID: number == 2 ? "case" : nil))
        }
        try await preparation(other, clock)
        let isFirst = Atomic(true)
        let store = InMemoryEventStore(
            medium,
            beforeCommit: { [clock] in
                guard isFirst.exchange(false, ordering: .relaxed) else { return }
                // The thread of commits waits for it.
                let done = DispatchSemaphore(value: 0)
                let failure = Mutex<(any Error)?>(nil)
                Task {
                    do { try await body(other, clock) } catch { failure.withLock { $0 = error } }
                    done.signal()
                }
                done.wait()
                if let error = failure.withLock({ $0 }) { throw error }
            })
        let log = EventLog(store: store, time: clock.source)
        try await keeper(log, .init(count: 0)).prune()
        let left = try await log.events(after: 0, limit: 9).map(\.event.id)
        await log.close()
        await other.close()
        return left
    }

    @Test func `A hold that another node places stops a run in its midst`() async throws {
        let left = try await prune { log, clock in
            let holder = RetentionKeeper(log: log, time: clock.source, defaults: RetentionPolicy(), coding: Self.coding)
            try await holder.place(
                LegalHold(id: "h", selection: .init(correlationID: "case"), reason: "", placedAt: .epoch, placedBy: ""))
        }
        #expect(left == ["e2"])
    }

    /// Makes a subscription that begins in the past; what it looks through there, nobody begins.
    private static func subscribe(
        _ log: EventLog, _ clock: ManualClock, from sequence: Int64
    ) async throws -> (SubscriptionKeeper, ReplayKeeper) {
        let engine = DeliveryEngine(log: log, time: clock.source, random: { 0 })
        let surroundings = SubscriptionKeeper.Surroundings(
            encode: coding.encode, decode: coding.decode, compilers: [:],
            prepare: { _ in .init(target: ScriptedTarget(), settings: DestinationSettings()) })
        let subscriptions = SubscriptionKeeper(log: log, engine: engine, time: clock.source, surroundings: surroundings)
        let subscription = Subscription(
            id: "s", name: "s", filters: [], target: SubscriptionTarget(kind: "queue", settings: [:]), isOrdered: true,
            concurrency: 1, createdAt: .epoch, createdBy: "k")
        _ = try await subscriptions.create(subscription, from: .sequence(sequence))
        let replays = ReplayKeeper(
            log: log, engine: engine, subscriptions: subscriptions, time: clock.source, surroundings: surroundings)
        return (subscriptions, replays)
    }

    @Test func `A subscription from the past stops a run in its midst`() async throws {
        let left = try await prune { _ = try await Self.subscribe($0, $1, from: 4) }
        #expect(left == ["e4", "e5"])
    }

    @Test func `A replay that begins stops a run in its midst`() async throws {
        let keepers = Mutex<(SubscriptionKeeper, ReplayKeeper)?>(nil)
        let left = try await prune(after: { log, clock in
            let made = try await Self.subscribe(log, clock, from: 6)
            keepers.withLock { $0 = made }
        }) { _, _ in
            let job = ReplayJob(
                id: "r", subscription: "s", selection: .init(query: EventQuery(), filters: []), perSecond: 1,
                createdAt: .epoch, createdBy: "k")
            _ = try await keepers.withLock { $0 }?.1.start(job)
        }
        #expect(left == ["e1", "e2", "e3", "e4", "e5"])
    }

    @Test func `What a backfill or a replay has yet to look at stays`() async throws {
        let log = open()
        for number in 1...9 { try await log.append(.sample("e\(number)")) }
        var subscription = Subscription(
            id: "s", name: "s", filters: [], target: SubscriptionTarget(kind: "queue", settings: [:]), isOrdered: true,
            concurrency: 1, createdAt: .epoch, createdBy: "k")
        subscription.backfill = Subscription.Backfill(after: 7)
        try await log.putDocument(
            kind: SubscriptionKeeper.documentKind, id: "s", content: Self.coding.encode(subscription.value))
        var job = ReplayJob(
            id: "r", subscription: "s", selection: .init(query: EventQuery(), filters: []), perSecond: 1,
            createdAt: .epoch, createdBy: "k")
        var value = job.value.object ?? Object()
        value["after"] = 2
        value["through"] = 4
        job = try ReplayJob(value: .object(value))
        try await log.putDocument(
            kind: ReplayKeeper.documentKind, id: "r", content: Self.coding.encode(job.value))
        let report = try await keeper(log, .init(count: 0)).prune()
        #expect(report.needed == 4)
        #expect(try await log.events(after: 0, limit: 9).map(\.event.id) == ["e3", "e4", "e8", "e9"])
        job.state = .finished
        try await log.putDocument(
            kind: ReplayKeeper.documentKind, id: "r", content: Self.coding.encode(job.value))
        #expect(try await keeper(log, .init(count: 0)).prune().pruned == 2)
        await log.close()
    }

    @Test func `A policy that was set replaces the one of the settings`() async throws {
        let log = open()
        for number in 1...4 { try await log.append(.sample("e\(number)")) }
        let keeper = keeper(log, .init(count: 1))
        try await keeper.set(RetentionPolicy(otherwise: .init(count: 3)))
        #expect(try await keeper.prune().pruned == 1)
        #expect(keeper.lastReport?.pruned == 1)
        #expect(try await keeper.policy().otherwise.count == 3)
        await log.close()
    }
}
