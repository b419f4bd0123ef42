import TestKit
import Values

@testable import Events

/// The store as nodes reach it: a model that obeys the conformance suite, behind a network and on a disk that may fail.
// The simulation has one thread.
final class SimulatedStore: @unchecked Sendable {
    enum CommitFault: CaseIterable, Hashable {
        /// Fails, and nothing is written.
        case before
        /// Is written, and is told as failed.
        case after
        /// The disk is full, for the next few commits.
        case full
    }

    private static let unavailable = JunctionError(.storeUnavailable, "the store cannot be reached")
    /// How long a writer waits for a server that has gone away.
    private static let patience = Duration.seconds(10)
    private static let retry = Duration.milliseconds(500)

    private unowned let world: SimulatedWorld
    let medium = InMemoryEventStore.Medium()
    private let store: InMemoryEventStore
    /// What a crash of the server leaves; the same as `medium` but for the planted bug.
    private var flushed: InMemoryEventStore.Medium?
    private var downUntil = Instant.epoch
    private var slowUntil = Instant.epoch
    private var slowBy = Duration.zero
    private var faults: [Int: [CommitFault]] = [:]

    init(_ world: SimulatedWorld) {
        self.world = world
        store = InMemoryEventStore(medium)
    }

    // MARK: What happens to it

    func goDown(for span: Duration) {
        downUntil = max(downUntil, world.now + span)
        if let flushed { medium.restore(flushed) }
    }

    func slowDown(for span: Duration, by delay: Duration) {
        slowUntil = world.now + span
        slowBy = delay
    }

    func fail(_ fault: CommitFault, for node: Int) {
        faults[node, default: []] += Array(repeating: fault, count: fault == .full ? 5 : 1)
    }

    func recover() {
        downUntil = .epoch
        slowUntil = .epoch
        faults = [:]
    }

    func forgetOldestPending() {
        for destination in Scenario.destinations {
            let request = PendingRequest(destination: destination, selection: .after(0), limit: 1, byteLimit: 1 << 20)
            guard let first = try? store.pending(request).deliveries.first else { continue }
            let end = DeliveryTransition(
                destination: destination, sequence: first.stored.sequence, attempt: 1, at: world.now,
                change: .skipped(reason: "forgotten"))
            _ = try? store.commit([.transition([end])], at: world.now)
            return
        }
    }

    // MARK: What nodes ask

    func isReached(by node: SimulatedNode) -> Bool { world.now >= downUntil && !world.isCutFromStore(node) }

    var isCalm: Bool { world.now >= downUntil && world.now >= slowUntil }

    private func way() -> Duration {
        world.now < slowUntil ? world.span(0, max(1, slowBy.wholeMicroseconds / 1000)) : world.span(0, 3)
    }

    /// Answers once, in the node's life.
    func read<Answer>(
        from node: SimulatedNode, _ body: @escaping () throws -> Answer,
        _ answer: @escaping (Result<Answer, any Error>) -> Void
    ) {
        world.agenda.after(way()) { [self] in
            let isThere = isReached(by: node)
            let found: Result<Answer, any Error> = isThere ? Result(catching: body) : .failure(Self.unavailable)
            world.agenda.after(isThere ? way() : world.span(1, 3000), for: node.life) { [self] in
                // It may have been done although no answer comes.
                answer(isReached(by: node) ? found : .failure(Self.unavailable))
            }
        }
    }

    func renew(_ request: WorkLeaseRequest) -> WorkLeaseAnswer {
        var request = request
        if world.bug == .endsLeasesEarly { request.duration = .milliseconds(600) }
        let answer = store.renewLeases(request, at: world.now)
        for (work, lease) in answer.leases { world.ledger.granted(work, token: lease.token) }
        return answer
    }

    func commit(
        from node: SimulatedNode, _ operations: [StoreOperation],
        _ answer: @escaping (Result<[StoreResult], JunctionError>) -> Void
    ) {
        attempt(Commit(node: node, operations: operations, until: world.now + Self.patience, answer: answer))
    }

    private struct Commit {
        var node: SimulatedNode
        var operations: [StoreOperation]
        var until: Instant
        var answer: (Result<[StoreResult], JunctionError>) -> Void
    }

    private func attempt(_ commit: Commit) {
        // What is on its way to a server arrives whatever becomes of the sender; a file is written by the node itself.
        world.agenda.after(way(), for: world.isShared ? nil : commit.node.life) { [self] in
            guard isReached(by: commit.node) else {
                guard world.isShared, world.now < commit.until else { return reply(commit, .failure(Self.unavailable)) }
                return world.agenda.after(Self.retry, for: commit.node.life) { self.attempt(commit) }
            }
            if commit.node.life.isOver, world.random.chance(0.5) { return }
            let fault = nextFault(commit.node)
            switch fault {
            case .before: return reply(commit, .failure(Self.unavailable))
            case .full: return reply(commit, .failure(JunctionError(.storeFull, "the disk is full")))
            case .after, nil: break
            }
            let results = apply(commit)
            if fault == .after, world.isShared { return doubt(commit) }
            // With a file, only the end of the process keeps the answer from coming.
            if fault == .after { return world.crash(commit.node.index, for: .seconds(1)) }
            resolve(commit, results)
        }
    }

    private func nextFault(_ node: SimulatedNode) -> CommitFault? {
        guard let first = faults[node.index]?.first else { return nil }
        faults[node.index]?.removeFirst()
        return first
    }

    /// The commit is done; its answer comes when the store is reached again, if that is soon enough.
    private func resolve(_ commit: Commit, _ results: [StoreResult]) {
        world.agenda.after(way()) { [self] in
            if isReached(by: commit.node) || !world.isShared { return reply(commit, .success(results)) }
            guard world.now < commit.until else { return doubt(commit) }
            world.agenda.after(Self.retry) { self.resolve(commit, results) }
        }
    }

    private func doubt(_ commit: Commit) {
        commit.node.isInDoubt = true
        world.agenda.after(.zero, for: commit.node.life) { commit.node.hear(.missed) }
        reply(commit, .failure(Self.unavailable))
    }

    private func reply(_ commit: Commit, _ result: Result<[StoreResult], JunctionError>) {
        world.agenda.after(.zero, for: commit.node.life) { commit.answer(result) }
    }

    private func apply(_ commit: Commit) -> [StoreResult] {
        if world.bug == .acknowledgesBeforeDurable, flushed == nil {
            flushed = medium.copy()
            world.agenda.after(.milliseconds(800)) { self.flushed = nil }
        }
        var operations = commit.operations
        if let bug = world.bug {
            operations = operations.map { $0.with(bug, ids: Set(world.ledger.known.values.map(\.event.id))) }
        }
        if world.bug == .losesEndOfBatch, operations.count > 1 { operations.removeLast() }
        var results = (try? store.commit(operations, at: world.now)) ?? []
        while results.count < commit.operations.count { results.append(.transitioned) }
        for (operation, result) in zip(commit.operations, results) { observe(commit.node, operation, result) }
        world.tell(of: zip(commit.operations, results), from: commit.node)
        return results
    }

    private func observe(_ node: SimulatedNode, _ operation: StoreOperation, _ result: StoreResult) {
        switch (operation, result) {
        case (.append(let appends, _), .appended(let places)): world.ledger.appended(appends, places)
        case (.prune(let asked, _), .pruned(var gone)):
            if world.bug == .prunesTooMany {
                gone += asked.map { $0 + 1 }
                medium.lose(gone)
            }
            if !gone.isEmpty { world.note("\(node.name) prunes \(gone)") }
            // What has been given up on takes what is left of the log when it is resumed.
            let isGivenUp = world.subscription?.isDetached == true
            world.ledger.pruned(gone, givenUp: isGivenUp ? [SimulatedWorld.subscription] : [])
        case (.transition(let transitions), .transitioned):
            for transition in transitions {
                world.note(
                    "\(node.name) records \(transition.sequence) for \(transition.destination): \(transition.change)")
                world.ledger.recorded(transition)
            }
        case (.together(let operations), .together(let results)):
            for (operation, result) in zip(operations, results) { observe(node, operation, result) }
        default: break
        }
    }

    // MARK: Looking inside

    /// What waits, by destination.
    var waiting: [String: Int] {
        var waiting: [String: Int] = [:]
        for name in (try? store.destinations()) ?? [] {
            let count = (try? store.backlog(destination: name).count) ?? 0
            if count > 0 { waiting[name] = count }
        }
        return waiting
    }

    func waiting(for destination: String) -> Int { (try? store.backlog(destination: destination).count) ?? 0 }

    func documents(_ kind: String) -> [Value] {
        ((try? store.documents(kind: kind, after: nil, limit: 1000)) ?? [])
            .compactMap { try? SimulatedNode.coding.decode($0.content) }
    }

    func put(_ kind: String, _ id: String, _ value: Value) {
        guard let content = try? SimulatedNode.coding.encode(value) else { return }
        _ = try? store.commit(
            [.putDocument(kind: kind, id: id, content: content, expectedVersion: nil)], at: world.now)
    }

    var events: [StoredEvent] { (try? store.events(after: 0, limit: 100_000)) ?? [] }

    var view: InMemoryStoreView {
        var query = DeadLetterQuery()
        query.limit = 1000
        let letters = (try? store.deadLetters(query).letters) ?? []
        return InMemoryStoreView(
            events: events,
            dead: Set(letters.map { DeliveryReference(destination: $0.destination, sequence: $0.stored.sequence) }))
    }
}

extension StoreOperation {
    /// As a store with that bug takes it.
    /// - Parameter ids: of what is in the log.
    fileprivate func with(_ bug: PlantedBug, ids: Set<String>) -> StoreOperation {
        switch (bug, self) {
        case (.ignoresFence, .transition(var transitions)):
            for place in transitions.indices { transitions[place].fence = nil }
            return .transition(transitions)
        case (_, .together(let operations)): return .together(operations.map { $0.with(bug, ids: ids) })
        case (.ignoresExpectedVersions, .append(var appends, let version)):
            for place in appends.indices { appends[place].expectedVersion = nil }
            return .append(appends, routedAt: version)
        case (.forgetsIDs, .append(var appends, let version)):
            for place in appends.indices where ids.contains(appends[place].event.id) {
                appends[place].event.id += " again"
            }
            return .append(appends, routedAt: version)
        case (.savesOldSnapshots, .putDocument("snapshot", let id, let content, let version)):
            return .putDocument(kind: "snapshot", id: id, content: Self.older(content), expectedVersion: version)
        case (.prunesUnguarded, .prune(let sequences, _)): return .prune(sequences: sequences, while: nil)
        case (.losesHolds, .putDocument("retention", let id, _, let version)):
            return .putDocument(kind: "retention", id: id, content: Array("[]".utf8), expectedVersion: version)
        case (.addsTooFew, .addDeliveries(let destination, let sequences)):
            return .addDeliveries(destination: destination, sequences: Array(sequences.dropLast()))
        case (.addsTooMany, .addDeliveries(let destination, let sequences)):
            return .addDeliveries(destination: destination, sequences: sequences + sequences.map { $0 + 1 })
        default: return self
        }
    }

    /// A snapshot as it was one event before.
    private static func older(_ content: [UInt8]) -> [UInt8] {
        guard var value = try? SimulatedNode.coding.decode(content).object, let version = value["version"]?.integer
        else { return content }
        value["version"] = .integer(version - 1)
        value["state"] = .integer(version - 1)
        return (try? SimulatedNode.coding.encode(.object(value))) ?? content
    }
}
