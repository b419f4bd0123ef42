import Synchronization
package import Values

/// Makes, keeps and ends subscriptions: each is a document in the store, a filter in the router, and a destination of the
/// delivery engine.
///
/// One that starts in the past is looked up to the present first (`backfill`), and only then delivered to, so that events
/// of a key stay in order; what is appended meanwhile waits.
package final class SubscriptionKeeper: Sendable {
    /// What is made of a subscription's target.
    package struct Prepared: Sendable {
        package var target: any DeliveryTarget
        package var settings: DestinationSettings
        /// Lets go of what the target holds, once nothing is given to it any more.
        package var close: @Sendable () async -> Void

        package init(
            target: any DeliveryTarget, settings: DestinationSettings, close: @escaping @Sendable () async -> Void = {}
        ) {
            self.target = target
            self.settings = settings
            self.close = close
        }
    }

    /// How a subscription is kept as bytes, and how its parts are made: what this layer does not know.
    package struct Surroundings: Sendable {
        package var encode: @Sendable (Value) throws -> [UInt8]
        package var decode: @Sendable ([UInt8]) throws -> Value
        package var compilers: [String: SubscriptionFilter.Compiler]
        /// Throws what is wrong with the target's settings.
        package var prepare: @Sendable (Subscription) throws -> Prepared

        package init(
            encode: @escaping @Sendable (Value) throws -> [UInt8],
            decode: @escaping @Sendable ([UInt8]) throws -> Value,
            compilers: [String: SubscriptionFilter.Compiler],
            prepare: @escaping @Sendable (Subscription) throws -> Prepared
        ) {
            self.encode = encode
            self.decode = decode
            self.compilers = compilers
            self.prepare = prepare
        }
    }

    struct Kept: Sendable {
        var subscription: Subscription
        var version: Int64
        var prepared: Prepared
    }

    package static let documentKind = "subscription"
    /// More are refused: every event is held against every filter.
    package static let most = 500
    /// Events looked at together in a backfill.
    private static let backfillStep = 64
    private static let backfillBytes = 4 << 20
    private static let changeTries = 10

    let log: EventLog
    let engine: DeliveryEngine
    let time: TimeSource
    let surroundings: Surroundings
    let router: SubscriptionRouter
    let kept = Mutex<[String: Kept]>([:])
    private let backfills: AsyncStream<String>
    let startBackfill: AsyncStream<String>.Continuation

    /// Has every event appended from now on routed to the subscriptions.
    package init(log: EventLog, engine: DeliveryEngine, time: TimeSource, surroundings: Surroundings) {
        self.log = log
        self.engine = engine
        self.time = time
        self.surroundings = surroundings
        router = SubscriptionRouter(log: log, engine: engine, surroundings: surroundings)
        // Bounded by the number of subscriptions.
        (backfills, startBackfill) = AsyncStream.makeStream(of: String.self)
        log.route(by: router)
    }

    /// Takes up what was kept, and ends what is left of subscriptions that are gone. Returns those that cannot be used,
    /// with the reason; they stay in the store.
    package func load() async throws -> [(id: String, problem: JunctionError)] {
        var problems: [(id: String, problem: JunctionError)] = []
        try await router.refresh()
        try await log.forEachDocument(kind: Self.documentKind) { document in
            do { try install(document) } catch let error as JunctionError { problems.append((document.id, error)) }
        }
        let known = Set(all.map(\.destination)).union(problems.map { Subscription.destinationPrefix + $0.id })
        for destination in try await log.read({ try $0.destinations() })
        where destination.hasPrefix(Subscription.destinationPrefix) && !known.contains(destination) {
            // Another node may have made it since they were read.
            let id = String(destination.dropFirst(Subscription.destinationPrefix.count))
            guard try await log.document(kind: Self.documentKind, id: id) == nil else { continue }
            try await engine.drop(destination)
        }
        return problems
    }

    func install(_ document: Document) throws {
        let subscription = try Subscription(value: surroundings.decode(document.content))
        _ = try SubscriptionFilter(subscription.filters, compilers: surroundings.compilers)
        try install(subscription, surroundings.prepare(subscription), version: document.version)
    }

    private func install(_ subscription: Subscription, _ prepared: Prepared, version: Int64) throws {
        let isNew = kept.withLock { kept in
            guard kept[subscription.id] == nil else { return false }
            kept[subscription.id] = Kept(subscription: subscription, version: version, prepared: prepared)
            return true
        }
        // Heard of from another node in the same moment.
        guard isNew else { return }
        guard !subscription.isDetached else { return }
        if subscription.backfill == nil {
            try connect(subscription, prepared)
        } else {
            startBackfill.yield(subscription.id)
        }
    }

    /// Has it delivered to again, after its work was taken from the engine.
    func connect(_ id: String) throws {
        let kept = try keeping(id)
        try connect(kept.subscription, kept.prepared)
    }

    func connect(_ subscription: Subscription, _ prepared: Prepared) throws {
        try engine.add(
            subscription.destination, settings: prepared.settings, target: prepared.target,
            isPaused: subscription.pause != nil)
    }

    /// Has what passes the filter delivered to a destination that is no subscription; nil ends it.
    package func listen(_ filter: SubscriptionFilter?, for destination: String) {
        router.listen(filter, for: destination)
    }

    // MARK: Reading

    /// By id.
    package var all: [Subscription] {
        kept.withLock { $0.values.map(\.subscription) }.sorted { $0.id < $1.id }
    }

    /// Throws `notFound`.
    package func subscription(_ id: String) throws -> Subscription { try keeping(id).subscription }

    /// What its events are given to. Throws `notFound`.
    package func target(of id: String) throws -> any DeliveryTarget { try keeping(id).prepared.target }

    /// How its deliveries are treated. Throws `notFound`.
    func settings(of id: String) throws -> DestinationSettings { try keeping(id).prepared.settings }

    private func keeping(_ id: String) throws -> Kept {
        guard let kept = kept.withLock({ $0[id] }) else {
            throw JunctionError(.notFound, "there is no subscription '\(id)'")
        }
        return kept
    }

    /// How it fares; nil while it is catching up. Throws `notFound`.
    package func status(of id: String) async throws -> DestinationStatus? {
        let subscription = try subscription(id)
        guard subscription.backfill == nil else { return nil }
        return try await engine.status(of: subscription.destination)
    }

    /// How much waits for it. Throws `notFound`.
    package func backlog(of id: String) async throws -> Backlog {
        let destination = try subscription(id).destination
        return try await log.read { try $0.backlog(destination: destination) }
    }

    // MARK: Changing

    /// On disk when it returns. Throws `filterInvalid`, what is wrong with the target, `alreadyExists` or `eventOverLimit`.
    package func create(_ subscription: Subscription, from start: Subscription.Start) async throws -> Subscription {
        guard kept.withLock({ $0.count }) < Self.most else {
            throw JunctionError(.eventOverLimit, "there are \(Self.most) subscriptions already")
        }
        _ = try SubscriptionFilter(subscription.filters, compilers: surroundings.compilers)
        var subscription = subscription
        subscription.backfill = try await backfill(from: start)
        let prepared = try surroundings.prepare(subscription)
        do {
            let spared: [DocumentChange] = subscription.backfill == nil ? [] : [.spared]
            try await log.commit([], documents: [put(subscription, over: 0), .rerouted] + spared)
            // Should it fail, the store refuses the next event, and it is done then; so it is below.
            try? await router.refresh()
            try install(subscription, prepared, version: 1)
        } catch {
            await prepared.close()
            guard (error as? JunctionError)?.code == .versionConflict else { throw error }
            return try await taken(subscription)
        }
        return subscription
    }

    /// What stands under the id of one that was to be made: the same one, when the same request made it before. Throws
    /// `alreadyExists` when it is another.
    private func taken(_ subscription: Subscription) async throws -> Subscription {
        try? await take(subscription.id, log.document(kind: Self.documentKind, id: subscription.id))
        guard let request = subscription.request, let made = try? self.subscription(subscription.id),
            made.request == request
        else {
            throw JunctionError(.alreadyExists, "there is a subscription '\(subscription.id)' already")
        }
        return made
    }

    private func put(_ subscription: Subscription, over version: Int64) throws -> DocumentChange {
        .put(
            kind: Self.documentKind, id: subscription.id, content: try surroundings.encode(subscription.value),
            expectedVersion: version)
    }

    private func backfill(from start: Subscription.Start) async throws -> Subscription.Backfill? {
        switch start {
        case .now: return nil
        case .beginning: return Subscription.Backfill(after: 0)
        case .sequence(let sequence): return Subscription.Backfill(after: max(1, sequence) - 1)
        case .time(let time):
            var query = EventQuery()
            query.from = time
            query.order = .oldestFirst
            query.limit = 1
            let first = try await log.history(query).records.first
            return first.map { Subscription.Backfill(after: $0.stored.sequence - 1) }
        }
    }

    /// Sends nothing more until `resume`; events that it wants wait. Throws `notFound`.
    package func pause(_ id: String, because reason: String) async throws -> Subscription {
        let changed = try await change(id) { $0.pause = reason }
        if changed.backfill == nil { try steer(changed) }
        return changed
    }

    /// Sends again, and at once: what failed is not left to wait. Throws `notFound`.
    package func resume(_ id: String) async throws -> Subscription {
        let wasDetached = try subscription(id).isDetached
        let now = time.now()
        let changed = try await change(id) {
            $0.pause = nil
            $0.resumedAt = now
            $0.isDetached = false
        }
        if wasDetached {
            startBackfill.yield(id)
        } else if changed.backfill == nil {
            try steer(changed)
        }
        return changed
    }

    /// It has come to the present, as whoever looked through the past notices, and whoever changes it in that moment.
    func arrive(_ id: String) throws {
        do { try connect(id) } catch let error as JunctionError where error.code == .alreadyExists {}
        // It may have been paused or resumed in between, when there was nothing yet to pause.
        try steer(subscription(id))
    }

    /// Has the engine send or not, as it is kept. One that is not connected yet will be by what is kept then.
    func steer(_ subscription: Subscription) throws {
        do {
            try subscription.pause == nil
                ? engine.resume(subscription.destination) : engine.pause(subscription.destination)
        } catch let error as JunctionError where error.code == .notFound {}
    }

    /// Gives the target other settings; deliveries under way end with the old ones. Throws what is wrong with them.
    package func retarget(_ id: String, _ body: @Sendable (inout Object) -> Void) async throws -> Subscription {
        let changed = try await change(id) { body(&$0.target.settings) }
        let prepared = try surroundings.prepare(changed)
        let old = kept.withLock { kept in
            defer { kept[id]?.prepared = prepared }
            return kept[id]?.prepared
        }
        if changed.backfill == nil {
            await engine.remove(changed.destination)
            try connect(changed, prepared)
        }
        await old?.close()
        return changed
    }

    /// Whether test events are sent to it now and then. Throws `notFound`.
    package func setTested(_ id: String, _ isTested: Bool) async throws -> Subscription {
        try await change(id) { $0.isTested = isTested }
    }

    /// What waits for it is given up. Throws `notFound`.
    package func remove(_ id: String) async throws {
        let ending = try keeping(id)
        let destination = ending.subscription.destination
        try await log.commit([], documents: [.remove(kind: Self.documentKind, id: id), .rerouted])
        try? await router.refresh()
        kept.withLock { $0[id] = nil }
        await engine.remove(destination)
        await ending.prepared.close()
        try await engine.drop(destination)
    }

    /// Has consumers of queues wait no more, since the server stops.
    package func endWaits() {
        for target in kept.withLock({ $0.values.map(\.prepared.target) }) { (target as? PullQueue)?.endWaits() }
    }

    /// Lets go of every target; called once, after the engine has ended.
    package func close() async {
        for prepared in kept.withLock({ $0.values.map(\.prepared) }) { await prepared.close() }
    }

    /// Changes what is kept, on disk first. When somebody else was quicker, once more on what they made of it.
    func change(_ id: String, _ body: (inout Subscription) -> Void) async throws -> Subscription {
        for _ in 0..<Self.changeTries {
            let before = try keeping(id)
            var changed = before.subscription
            body(&changed)
            let isRerouted = changed.isDetached != before.subscription.isDetached
            do {
                try await log.commit(
                    [], documents: [put(changed, over: before.version)] + (isRerouted ? [.rerouted, .spared] : []))
            } catch let error as JunctionError where error.code == .versionConflict {
                try await take(id, log.document(kind: Self.documentKind, id: id))
                continue
            }
            if isRerouted { try? await router.refresh() }
            kept.withLock { kept in
                guard let known = kept[id]?.version, known <= before.version else { return }
                kept[id]?.subscription = changed
                kept[id]?.version = before.version + 1
            }
            return changed
        }
        throw JunctionError(.versionConflict, "the subscription '\(id)' is being changed by others")
    }

    // MARK: Catching up

    /// Looks through the past for those that start there, until the task is cancelled.
    package func run() async {
        await withDiscardingTaskGroup { group in
            for await id in backfills { group.addTask { await self.catchUp(id) } }
        }
    }

    /// A store that fails is asked again; a restart goes on where this was.
    private func catchUp(_ id: String) async {
        let duty = engine.duty("catchUp/\(id)")
        defer { engine.end(duty) }
        while !Task.isCancelled {
            do {
                // Another node that shares the store may be at it, and what it has reached is heard of.
                guard duty.begin() else {
                    guard try subscription(id).backfill != nil else { return }
                    try await time.sleep(.milliseconds(500))
                    continue
                }
                defer { duty.end() }
                guard try await lookThrough(id) else { continue }
                return
            } catch let error as JunctionError where error.code == .notFound { return } catch {
                try? await time.sleep(.seconds(1))
            }
        }
    }

    /// One step; true when the present is reached.
    private func lookThrough(_ id: String) async throws -> Bool {
        let current = try subscription(id)
        guard let backfill = current.backfill else { return true }
        let filter = try SubscriptionFilter(current.filters, compilers: surroundings.compilers)
        let events = try await log.events(
            after: backfill.after, limit: Self.backfillStep, byteLimit: Self.backfillBytes)
        let wanted = events.filter { $0.event.type != PathProver.eventType && filter.passes($0.event) }.map(\.sequence)
        if !wanted.isEmpty { _ = try await engine.deliver(wanted, to: current.destination) }
        // What came after the subscription was made was routed to it, so an empty page is the present.
        let changed = try await change(id) { subscription in
            subscription.backfill = events.last.map { Subscription.Backfill(after: $0.sequence) }
        }
        guard changed.backfill == nil else { return false }
        try arrive(id)
        return true
    }
}
