import TestKit
import Values

@testable import Events

/// Somebody at a node's API: pauses, resumes, replays, prunes, holds, saves snapshots. What fails is left at that.
// The simulation has one thread.
struct SimulatedOperator: @unchecked Sendable {
    unowned let world: SimulatedWorld
    let node: SimulatedNode

    /// Done as long as the node lives; what it answered is known only then.
    private func act(_ body: @escaping @Sendable () async throws -> Void) { node.run { try? await body() } }

    func retryDeadLetters(of destination: String) {
        act { _ = try await node.engine.retryDeadLetters(DeadLetterQuery(destination: destination)) }
    }

    // MARK: The subscription

    func pauseSubscription() {
        act {
            _ = try await node.subscriptions.pause(SimulatedWorld.subscriptionID, because: "by hand")
            if !node.life.isOver { world.ledger.paused(SimulatedWorld.subscription) }
        }
    }

    func resumeSubscription() {
        world.ledger.resumed(SimulatedWorld.subscription)
        act { _ = try await node.subscriptions.resume(SimulatedWorld.subscriptionID) }
    }

    // MARK: Replays

    func replay(_ id: String, type: String?, source: String?, perSecond: Int) {
        var query = EventQuery()
        query.type = type
        let filters: Value = if let source { [["exact": ["source": .string(source)]]] } else { [] }
        let asked = ReplayJob(
            id: id, subscription: SimulatedWorld.subscriptionID, selection: .init(query: query, filters: filters),
            perSecond: world.bug == .replaysTooFast ? perSecond * 10 : perSecond, createdAt: world.now, createdBy: "key"
        )
        let replay = SimulatedReplay(id: id, type: type, source: source, perSecond: perSecond, begun: world.now)
        act {
            let before = world.ledger.selected(by: replay)
            let preview = try await node.replays.preview(asked.selection, limit: 20)
            world.ledger.previewed(replay, preview.count, before: before)
            world.ledger.begins(replay)
            let job = try await node.replays.start(asked)
            if node.life.isOver { return }
            world.note("\(node.name) replays as \(job.destination) through \(job.through)")
            world.ledger.began(replay, through: job.through)
        }
    }

    private var replay: ReplayJob? { node.replays.all.first { !$0.isOver } }

    func pauseReplay() {
        act {
            guard let job = replay else { return }
            _ = try await node.replays.pause(job.id)
            if !node.life.isOver { world.ledger.paused(job.destination) }
        }
    }

    func resumeReplay() {
        act {
            guard let job = replay, job.state == .paused else { return }
            world.ledger.resumed(job.destination)
            _ = try await node.replays.resume(job.id)
        }
    }

    // MARK: Retention

    func prune() { act { try await node.retention.prune() } }

    func hold(_ id: String, key: String) {
        let hold = LegalHold(
            id: id, selection: .init(key: key), reason: "inquiry", placedAt: world.now, placedBy: "key")
        act {
            try await node.retention.place(hold)
            if !node.life.isOver { world.ledger.holds(hold) }
        }
    }

    func release(_ id: String) {
        world.ledger.releases(id)
        act { _ = try await node.retention.release(id) }
    }

    // MARK: Snapshots

    /// What the events of a stream come to is how many there are, and so the same as its version.
    func snapshot(of stream: String) {
        act {
            let least = world.ledger.snapshots[stream] ?? 0
            let known = try await node.snapshots.snapshot(of: stream)
            world.ledger.read(known, of: stream, atLeast: least)
            let from = known?.version ?? 0
            let events = try await node.log.events(stream: stream, after: from, limit: 1000)
            // What was pruned in between cannot be counted any more.
            guard let last = events.last, last.streamSequence - from == Int64(events.count) else { return }
            let state = (known?.state.integer ?? 0) + Int64(events.count)
            let snapshot = StreamSnapshot(
                version: last.streamSequence, state: .integer(state), savedAt: world.now, savedBy: "key")
            try await node.snapshots.save(snapshot, of: stream)
            if !node.life.isOver { world.ledger.saved(snapshot, of: stream) }
        }
    }
}

/// What a replay was asked for.
struct SimulatedReplay {
    var id: String
    var type: String?
    var source: String?
    var perSecond: Int
    var begun: Instant

    var destination: String { ReplayJob.destination(of: id) }

    func means(_ event: Event) -> Bool {
        (type ?? event.type) == event.type && (source ?? event.source) == event.source
    }
}
