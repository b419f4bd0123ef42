import Formats
import Logging
import Synchronization
import TestKit
import Values

@testable import Events

/// One process: the product's log, delivery engine and keepers, on simulated threads and with a simulated clock.
// The simulation has one thread.
final class SimulatedNode: @unchecked Sendable {
    let index: Int
    /// Unique for every process.
    let name: String
    let life: Life
    unowned let world: SimulatedWorld
    /// A commit that was told as failed may have happened.
    var isInDoubt = false
    /// Of the commit that the log is being told of.
    var answer: Result<[StoreResult], JunctionError>?

    private var shared: SharedMemoryStore?
    private(set) var log: EventLog!
    private(set) var engine: DeliveryEngine!
    private(set) var queue: PullQueue!
    private(set) var subscriptions: SubscriptionKeeper!
    private(set) var replays: ReplayKeeper!
    private(set) var retention: RetentionKeeper!
    private(set) var snapshots: SnapshotKeeper!
    /// It serves its API.
    private var isReady = false
    private var running: Task<Void, Never>?

    static let coding = DocumentCoding(
        encode: { try JSONFormat().encode($0) }, decode: { try JSONFormat().decode($0) })
    private static let silent = Logger(label: "simulation") { _ in SwiftLogNoOpLogHandler() }

    init(index: Int, name: String, world: SimulatedWorld) {
        self.index = index
        self.name = name
        self.world = world
        life = Life(world.agenda)
        let medium = world.store.medium
        let answers: @Sendable ([StoreOperation]) throws -> [StoreResult] = { [weak self] _ in
            guard let answer = self?.answer else { throw JunctionError(.internalFault, "no answer was prepared") }
            return try answer.get()
        }
        var store = InMemoryEventStore(medium, insteadOfCommit: answers)
        if world.isShared {
            let shared = SharedMemoryStore(
                medium, leases: { [store = world.store!] in store.renew($0) }, insteadOfCommit: answers)
            self.shared = shared
            store = shared
        }
        let reads = SimulatedReads(self)
        log = EventLog(
            store: store, time: life.time,
            threads: LogThreads(commits: { [self] in SimulatedCommits(self, $0) }, reads: reads, leases: reads))
        makeParts()
        life.atEnd { [self] in
            running?.cancel()
            // The log knows the router, which knows the log.
            log.route(by: NoRouting())
        }
    }

    private func makeParts() {
        let time = world.bug == .runsClockSlowly ? slowTime : life.time
        engine = DeliveryEngine(
            log: log, time: time, random: SeededRandom.unitSource(seed: world.random.next()), logger: Self.silent,
            sharing: world.isShared ? DeliveryEngine.Sharing(node: name) : nil)
        queue = PullQueue(destination: "queue", engine: engine, time: life.time)
        let settings = world.scenario.settings
        let surroundings = SubscriptionKeeper.Surroundings(
            encode: Self.coding.encode, decode: Self.coding.decode, compilers: [:],
            prepare: { [weak self] subscription in
                guard let self else { throw JunctionError(.internalFault, "the process is over") }
                return SubscriptionKeeper.Prepared(target: SimulatedTarget(self, "events"), settings: settings)
            })
        subscriptions = SubscriptionKeeper(log: log, engine: engine, time: life.time, surroundings: surroundings)
        replays = ReplayKeeper(
            log: log, engine: engine, subscriptions: subscriptions, time: life.time, surroundings: surroundings)
        retention = RetentionKeeper(
            log: log, time: life.time,
            defaults: RetentionPolicy(otherwise: .init(count: world.scenario.retained)), coding: Self.coding)
        snapshots = SnapshotKeeper(log: log, coding: Self.coding)
    }

    private var slowTime: TimeSource {
        let begun = life.time.now()
        return TimeSource(
            now: { [life] in begun + (life.time.now() - begun) / 4 }, sleep: { [life] in try await life.time.sleep($0) }
        )
    }

    var now: Instant { world.now }
    var isWell: Bool { !life.isOver && !life.isFrozen(at: now) }

    /// Does what its API is asked for; nothing while it does not serve.
    func run(_ body: @escaping @Sendable () async -> Void) {
        world.agenda.after(world.span(0, 3), for: life) { [self] in
            if isReady { Task { await body() } }
        }
    }

    func start() {
        world.note("\(name) starts")
        world.agenda.inLife(life) {
            running = Task {
                do { try await begin() } catch {
                    if life.isOver { return }
                    world.note("\(name) cannot start: \(error)")
                    return world.crash(index, for: .seconds(1))
                }
                await serve()
            }
        }
    }

    private func begin() async throws {
        let settings = world.scenario.settings
        for name in ["hook", "slow"] { try engine.add(name, settings: settings, target: SimulatedTarget(self, name)) }
        var ofQueue = DestinationSettings.pullQueue(attempts: 50, isOrdered: true, leases: settings.concurrency)
        ofQueue.windowCountPerKey = settings.windowCountPerKey
        try engine.add("queue", settings: ofQueue, target: queue)
        let problems = try await subscriptions.load()
        if let problem = problems.first { throw problem.problem }
        try await replays.load()
        isReady = true
    }

    private func serve() async {
        let follower = DocumentFollower(
            log: log, delivery: engine, time: life.time, logger: Self.silent,
            kinds: [
                .init(name: SubscriptionKeeper.documentKind) { [weak self] in try await self?.subscriptions.take($0, $1)
                },
                .init(name: ReplayKeeper.documentKind) { [weak self] in try await self?.replays.take($0, $1) },
            ])
        if world.isShared { follower.heard(.missed) }
        await withDiscardingTaskGroup { group in
            group.addTask { await self.engine.run() }
            group.addTask { await self.subscriptions.run() }
            group.addTask { await self.replays.run() }
            group.addTask { await follower.run() }
            if world.bug == .ignoresBounds { return }
            group.addTask { await BacklogGuard(subscriptions: self.subscriptions, time: self.life.time).run() }
        }
    }

    func hear(_ news: PendingNews) { shared?.tell(news) }

    func follows(documents kind: String) -> Bool { shared?.isAnnounced(kind) ?? false }

    func holds(_ work: String) -> Bool {
        isWell && (engine.keeper.withLock { $0 }?.holds(work) ?? !world.isShared)
    }
}

private struct NoRouting: EventRouting {
    var version: Int64? { nil }
    var generation: Int { 0 }
    func refresh(after version: Int64?) async throws {}
    func destinations(for event: Event) -> [String] { [] }
    func missed(_ events: [Append], _ places: [Appended]) async {}
}

/// What a node's deliveries are given to: a receiver, over the network.
struct SimulatedTarget: DeliveryTarget {
    private unowned let node: SimulatedNode
    private let receiver: String

    init(_ node: SimulatedNode, _ receiver: String) {
        self.node = node
        self.receiver = receiver
    }

    func deliver(_ attempt: DeliveryAttempt) async -> DeliveryOutcome {
        let world = node.world
        if let fence = attempt.fence { world.ledger.acts(node.name, on: attempt.destination, token: fence) }
        world.note("\(node.name) sends \(attempt.stored.sequence) to \(attempt.destination), attempt \(attempt.number)")
        let outcome: DeliveryOutcome? = try? await node.life.wait { done in
            // It may be frozen here, after the look at its lease.
            world.agenda.after(world.span(0, 1), for: node.life) {
                world.receivers[receiver]?.receive(attempt, from: node) { done(.success($0)) }
            }
        }
        return outcome ?? .retry(reason: "the server is stopping")
    }
}
