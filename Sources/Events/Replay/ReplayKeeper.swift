import Synchronization
package import Values

/// Runs replays: each hands the events of the past that it selects to a destination of its own, at its rate, and that
/// destination gives them to the subscription's target, which can tell by the destination that it is a replay.
package final class ReplayKeeper: Sendable {
    /// What a replay would send.
    package struct Preview: Sendable {
        /// Events selected, as far as looked.
        package var count: Int
        /// Whether all of the past has been looked through.
        package var isExact: Bool
        /// The oldest of them.
        package var first: [EventRecord]
    }

    package static let documentKind = "replay"
    /// Replays kept, those that are over included; beyond it the oldest that is over is forgotten.
    package static let most = 200
    /// Events looked at for a preview, and shown of it.
    static let previewMost = 20_000
    static let previewShown = 20
    private static let step = 64

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
        try await log.forEachDocument(kind: Self.documentKind) { document in
            guard let value = try? surroundings.decode(document.content), let job = try? ReplayJob(value: value)
            else { return }
            kept.withLock { $0[job.id] = Kept(job: job, version: document.version) }
            if !job.isOver { try begin(job) }
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

    /// What a replay of this would send; nothing is sent. Throws `filterInvalid`.
    package func preview(_ selection: ReplayJob.Selection) async throws -> Preview {
        let filter = try SubscriptionFilter(selection.filters, compilers: surroundings.compilers)
        var preview = Preview(count: 0, isExact: false, first: [])
        var query = selection.query
        query.order = .oldestFirst
        query.limit = 500
        query.cursor = nil
        var looked = 0
        while looked < Self.previewMost {
            let page = try await log.history(query)
            looked += page.records.count
            let wanted = page.records.filter { filter.passes($0.stored.event) }
            preview.count += wanted.count
            preview.first += wanted.prefix(Self.previewShown - preview.first.count)
            query.cursor = page.next
            if page.next == nil {
                preview.isExact = true
                break
            }
        }
        return preview
    }

    // MARK: Changing

    /// On disk when it returns. Throws `filterInvalid`, `notFound` for the subscription, and `subscriptionInvalid` when it
    /// cannot be replayed into now.
    package func start(_ job: ReplayJob) async throws -> ReplayJob {
        _ = try SubscriptionFilter(job.selection.filters, compilers: surroundings.compilers)
        _ = try subscriptions.subscription(job.subscription)
        guard !all.contains(where: { $0.subscription == job.subscription && !$0.isOver }) else {
            throw JunctionError(
                .subscriptionInvalid, "a replay into '\(job.subscription)' is under way",
                remedy: "Wait for its end, or cancel it.")
        }
        try await forgetOldest()
        var job = job
        job.through = try await log.newestSequence()
        let document = try await log.putDocument(
            kind: Self.documentKind, id: job.id, content: surroundings.encode(job.value), expectedVersion: 0)
        kept.withLock { $0[job.id] = Kept(job: job, version: document.version) }
        try begin(job)
        return job
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
        let job = try await change(id) { $0.state = .paused }
        try engine.pause(job.destination)
        return job
    }

    package func resume(_ id: String) async throws -> ReplayJob {
        let job = try await change(id) { $0.state = .running }
        try engine.resume(job.destination)
        return job
    }

    /// What was not sent is given up.
    package func cancel(_ id: String) async throws -> ReplayJob {
        let now = time.now()
        let job = try await change(id) {
            $0.state = .cancelled
            $0.finishedAt = now
        }
        await engine.remove(job.destination)
        try await engine.drop(job.destination)
        return job
    }

    /// Changes what is kept, on disk first; refuses when it is over already.
    private func change(_ id: String, _ body: (inout ReplayJob) -> Void) async throws -> ReplayJob {
        for _ in 0..<10 {
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
                kept.withLock { $0[id] = Kept(job: changed, version: document.version) }
                return changed
            } catch let error as JunctionError where error.code == .versionConflict { continue }
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
        if job.isOver { return nil }
        guard job.state == .running else { return .milliseconds(500) }
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
        guard backlog.count == 0 else { return .milliseconds(500) }
        let now = time.now()
        _ = try await change(job.id) {
            $0.state = .finished
            $0.finishedAt = now
        }
        await engine.remove(job.destination)
        return nil
    }
}

/// Gives what is replayed to the subscription's target as it is now.
struct ReplayTarget: DeliveryTarget {
    let subscription: String
    let subscriptions: SubscriptionKeeper

    func deliver(_ attempt: DeliveryAttempt) async -> DeliveryOutcome {
        guard let target = try? subscriptions.target(of: subscription) else {
            return .rejected(reason: "the subscription is no more")
        }
        return await target.deliver(attempt)
    }
}
