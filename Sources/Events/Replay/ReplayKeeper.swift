import Synchronization
package import Values

/// Runs replays: each hands the events of the past that it selects to a destination of its own, at its rate, and that
/// destination gives them to the subscription's target, which can tell by the destination that it is a replay. Of nodes that
/// share the store, the one that serves the destination looks for them.
package final class ReplayKeeper: Sendable {
    /// What a replay would send.
    package struct Preview: Sendable {
        /// Events selected, as far as looked.
        package var count: Int
        /// Whether all of the past has been looked through.
        package var isExact: Bool
        /// The oldest of them.
        package var first: [EventRecord]
        /// Where what comes after those begins.
        package var next: String?
    }

    package static let documentKind = "replay"
    /// Replays kept, those that are over included; beyond it the oldest that is over is forgotten.
    package static let most = 200
    /// Events looked at for a preview, and how many of them at once.
    static let previewMost = 20_000
    private static let previewStep = 500
    private static let step = 64
    private static let changeTries = 10
    /// How often is looked whether there is something to do for one that is paused, or that another node serves.
    private static let look = Duration.milliseconds(500)

    private struct Kept: Sendable {
        var job: ReplayJob
        var version: Int64
    }

    private let log: EventLog
    private let engine: DeliveryEngine
    private let subscriptions: SubscriptionKeeper
    private let time: TimeSource
    private let surroundings: SubscriptionKeeper.Surroundings
    private let kept = Mutex<[String: Kept]>([:])
    private let runs: AsyncStream<String>
    private let startRun: AsyncStream<String>.Continuation

    package init(
        log: EventLog, engine: DeliveryEngine, subscriptions: SubscriptionKeeper, time: TimeSource,
        surroundings: SubscriptionKeeper.Surroundings
    ) {
        self.log = log
        self.engine = engine
        self.subscriptions = subscriptions
        self.time = time
        self.surroundings = surroundings
        // Bounded by the number of replays.
        (runs, startRun) = AsyncStream.makeStream(of: String.self)
    }

    /// Takes up what was kept; those that were running go on.
    package func load() async throws {
        for document in try await log.allDocuments(kind: Self.documentKind) { try? await take(document.id, document) }
    }

    /// Takes a replay as it is kept now, by whichever node; nil when it is gone. What is known already does nothing. Throws
    /// what is wrong with it.
    package func take(_ id: String, _ document: Document?) async throws {
        guard let document else {
            guard let gone = kept.withLock({ $0.removeValue(forKey: id) }) else { return }
            return await engine.remove(gone.job.destination)
        }
        let job = try ReplayJob(value: surroundings.decode(document.content))
        let (before, isNews) = kept.withLock { kept -> (ReplayJob?, Bool) in
            let known = kept[id]
            guard known.map({ $0.version < document.version }) ?? true else { return (nil, false) }
            kept[id] = Kept(job: job, version: document.version)
            return (known?.job, true)
        }
        guard isNews else { return }
        if job.isOver {
            if before?.isOver == false { await engine.remove(job.destination) }
        } else if let before {
            if before.state != job.state {
                try job.state == .paused ? engine.pause(job.destination) : engine.resume(job.destination)
            }
        } else {
            try begin(job)
        }
    }

    private func begin(_ job: ReplayJob) throws {
        let settings = (try? subscriptions.settings(of: job.subscription)) ?? DestinationSettings()
        let target = ReplayTarget(subscription: job.subscription, subscriptions: subscriptions)
        try engine.add(job.destination, settings: settings, target: target, isPaused: job.state == .paused)
        startRun.yield(job.id)
    }

    // MARK: Reading

    /// By id.
    package var all: [ReplayJob] { kept.withLock { $0.values.map(\.job) }.sorted { $0.id < $1.id } }

    /// Throws `notFound`.
    package func job(_ id: String) throws -> ReplayJob { try keeping(id).job }

    /// How many of its events have not been had, and how many were given up. Throws `notFound`.
    package func backlog(of id: String) async throws -> Backlog {
        let destination = try job(id).destination
        return try await log.read { try $0.backlog(destination: destination) }
    }

    private func keeping(_ id: String) throws -> Kept {
        guard let kept = kept.withLock({ $0[id] }) else {
            throw JunctionError(.notFound, "there is no replay '\(id)'")
        }
        return kept
    }

    /// What a replay of this would send, from a page on; nothing is sent. Throws `filterInvalid` and `cursorInvalid`.
    package func preview(
        _ selection: ReplayJob.Selection, limit: Int, cursor: String? = nil
    ) async throws -> Preview {
        let filter = try SubscriptionFilter(selection.filters, compilers: surroundings.compilers)
        var preview = Preview(count: 0, isExact: false, first: [])
        var query = selection.query
        query.order = .oldestFirst
        query.cursor = cursor
        var looked = 0
        repeat {
            let isShowing = preview.first.count < limit
            // No more than are shown yet, so that the next page begins behind them.
            query.limit = isShowing ? limit - preview.first.count : Self.previewStep
            let page = try await log.history(query)
            looked += page.records.count
            let wanted = page.records.filter { filter.passes($0.stored.event) }
            preview.count += wanted.count
            if isShowing {
                preview.first += wanted
                preview.next = page.next
            }
            query.cursor = page.next
        } while query.cursor != nil && looked < Self.previewMost
        preview.isExact = query.cursor == nil
        return preview
    }

    // MARK: Changing

    /// On disk when it returns. One of that id is returned as it is. Throws `filterInvalid`, `notFound` for the subscription,
    /// and `runUnderWay` when one into it goes on already.
    package func start(_ job: ReplayJob) async throws -> ReplayJob {
        _ = try SubscriptionFilter(job.selection.filters, compilers: surroundings.compilers)
        _ = try subscriptions.subscription(job.subscription)
        if let known = try? self.job(job.id) { return known }
        guard !all.contains(where: { $0.subscription == job.subscription && !$0.isOver }) else {
            throw JunctionError(
                .runUnderWay, "a replay into '\(job.subscription)' is under way",
                remedy: "Wait for its end, or cancel it.")
        }
        try await forgetOldest()
        var job = job
        job.through = try await log.newestSequence()
        do {
            let content = try surroundings.encode(job.value)
            try await log.commit(
                [],
                documents: [.put(kind: Self.documentKind, id: job.id, content: content, expectedVersion: 0), .spared])
            // Not read back: once it is on disk nothing may keep it from being run.
            let made = Document(
                kind: Self.documentKind, id: job.id, version: 1, updatedAt: time.now(), content: content)
            try await take(job.id, made)
        } catch let error as JunctionError where error.code == .versionConflict {
            // Another node was asked the same.
            try await take(job.id, log.document(kind: Self.documentKind, id: job.id))
        }
        return try self.job(job.id)
    }

    private func forgetOldest() async throws {
        let jobs = all
        guard jobs.count >= Self.most else { return }
        guard let oldest = jobs.filter(\.isOver).min(by: { $0.createdAt < $1.createdAt }) else {
            throw JunctionError(.eventOverLimit, "\(Self.most) replays are under way")
        }
        try await log.removeDocument(kind: Self.documentKind, id: oldest.id)
        kept.withLock { $0[oldest.id] = nil }
    }

    /// Throws `notFound`, and `versionConflict` when it is over.
    package func pause(_ id: String) async throws -> ReplayJob {
        try await change(id) { $0.state = .paused }
    }

    package func resume(_ id: String) async throws -> ReplayJob {
        try await change(id) { $0.state = .running }
    }

    /// What was not sent is given up.
    package func cancel(_ id: String) async throws -> ReplayJob {
        let now = time.now()
        let job = try await change(id) {
            $0.state = .cancelled
            $0.finishedAt = now
        }
        try await engine.drop(job.destination)
        return job
    }

    /// Changes what is kept, on disk first; refuses when it is over already. When somebody else was quicker, once more on what
    /// they made of it.
    private func change(_ id: String, _ body: (inout ReplayJob) -> Void) async throws -> ReplayJob {
        for _ in 0..<Self.changeTries {
            let before = try keeping(id)
            guard !before.job.isOver else {
                throw JunctionError(.versionConflict, "the replay '\(id)' is over")
            }
            var changed = before.job
            body(&changed)
            do {
                let document = try await log.putDocument(
                    kind: Self.documentKind, id: id, content: surroundings.encode(changed.value),
                    expectedVersion: before.version)
                try await take(id, document)
                return changed
            } catch let error as JunctionError where error.code == .versionConflict {
                try await take(id, log.document(kind: Self.documentKind, id: id))
            }
        }
        throw JunctionError(.versionConflict, "the replay '\(id)' is being changed by others")
    }

    // MARK: Running

    /// Runs replays until the task is cancelled; a restart goes on where they were.
    package func run() async {
        await withDiscardingTaskGroup { group in
            for await id in runs { group.addTask { await self.run(id) } }
        }
    }

    private func run(_ id: String) async {
        while !Task.isCancelled {
            do {
                guard let pause = try await advance(id) else { return }
                try? await time.sleep(pause)
            } catch let error as JunctionError where error.code == .notFound { return } catch {
                // The store, or somebody who changed it meanwhile: asked again.
                try? await time.sleep(.seconds(1))
            }
        }
    }

    /// One step; how long to wait for the next, nil when it is over.
    private func advance(_ id: String) async throws -> Duration? {
        let job = try job(id)
        if job.isOver {
            // A page of it may have been handed over while it was cancelled.
            if job.state == .cancelled { try await engine.drop(job.destination) }
            return nil
        }
        guard job.state == .running, engine.serves(job.destination) else { return Self.look }
        // Asked of the store: a node may know less of subscriptions than there is.
        guard try await log.document(kind: SubscriptionKeeper.documentKind, id: job.subscription) != nil else {
            _ = try await cancel(job.id)
            return nil
        }
        guard job.after < job.through else { return try await finish(job) }
        let size = max(1, min(Self.step, job.perSecond))
        var query = job.selection.query
        query.order = .oldestFirst
        query.limit = size
        query.cursor = job.cursor
        let page = try await log.history(query)
        let filter = try SubscriptionFilter(job.selection.filters, compilers: surroundings.compilers)
        let wanted = page.records.map(\.stored)
            .filter { $0.sequence <= job.through && filter.passes($0.event) }.map(\.sequence)
        // What has been handed over twice, by a crash in between, is there once.
        if !wanted.isEmpty { _ = try await engine.deliver(wanted, to: job.destination) }
        let last = page.next == nil ? job.through : page.records.last?.stored.sequence ?? job.through
        _ = try await change(id) {
            $0.after = min(last, $0.through)
            $0.cursor = page.next
            $0.selected += wanted.count
        }
        return .microseconds(Int64(wanted.count) * 1_000_000 / Int64(max(1, job.perSecond)))
    }

    /// Over when everything handed over has been delivered or given up.
    private func finish(_ job: ReplayJob) async throws -> Duration? {
        let backlog = try await log.read { try $0.backlog(destination: job.destination) }
        guard backlog.count == 0 else { return Self.look }
        let now = time.now()
        _ = try await change(job.id) {
            $0.state = .finished
            $0.finishedAt = now
        }
        return nil
    }
}

/// Gives what is replayed to the subscription's target as it is now.
struct ReplayTarget: DeliveryTarget {
    let subscription: String
    let subscriptions: SubscriptionKeeper

    var isWaitedUpon: Bool { (try? subscriptions.target(of: subscription).isWaitedUpon) ?? true }

    func deliver(_ attempt: DeliveryAttempt) async -> DeliveryOutcome {
        guard let target = try? subscriptions.target(of: subscription) else {
            return .rejected(reason: "the subscription is no more")
        }
        return await target.deliver(attempt)
    }
}
