package import Logging
import Metrics
import Synchronization
package import Values

/// Keeps the retention policy and the legal holds, and prunes by them: stream by stream, some events at a time, so that
/// senders do not notice.
///
/// Nothing goes that a destination waits for, that is a dead letter, that a running backfill or replay has yet to look at, or
/// that is held. Whatever makes more to be spared (`DocumentChange.spared`) changes one document with it, and a step of pruning
/// removes nothing once that document has changed: when `place` returns, nothing that the hold covers is pruned, whichever node
/// does it.
package final class RetentionKeeper: Sendable {
    /// What a run did.
    package struct Report: Sendable, Hashable {
        package var startedAt: Instant
        package var finishedAt: Instant
        package var streams = 0
        package var pruned = 0
        /// Of the payloads pruned.
        package var bytes: Int64 = 0
        /// Beyond the limits, and under a hold.
        package var held = 0
        /// Beyond the limits, and still needed by a destination, a backfill or a replay.
        package var needed = 0
    }

    static let kind = "retention"
    private static let policyID = "policy"
    private static let holdsID = "holds"
    static let sparedID = "spared"
    /// Events looked at, and at most removed, in one step.
    static let step = 500
    /// Streams listed together.
    private static let streamsStep = 200
    /// Payloads weighed in one read.
    private static let weighStep = 10_000
    /// Streams whose weight is remembered between runs; others are weighed anew.
    private static let weightsMost = 10_000
    private static let changeTries = 10

    private struct State: Sendable {
        var isRunning = false
        var last: Report?
        var weights: [ExactText: StreamWeight] = [:]
    }

    private let log: EventLog
    private let time: TimeSource
    private let defaults: RetentionPolicy
    private let coding: DocumentCoding
    private let state = Mutex(State())
    private let prunedEvents = Counter(label: "junction_events_pruned_total")

    /// `defaults` hold until a policy is set.
    package init(log: EventLog, time: TimeSource, defaults: RetentionPolicy, coding: DocumentCoding) {
        self.log = log
        self.time = time
        self.defaults = defaults
        self.coding = coding
    }

    // MARK: Policy

    package func policy() async throws -> RetentionPolicy {
        guard let document = try await log.document(kind: Self.kind, id: Self.policyID) else { return defaults }
        return RetentionPolicy(value: try coding.decode(document.content))
    }

    /// On disk when it returns. Throws `eventOverLimit`.
    package func set(_ policy: RetentionPolicy) async throws {
        guard policy.rules.count <= RetentionPolicy.rulesMost else {
            throw JunctionError(.eventOverLimit, "at most \(RetentionPolicy.rulesMost) rules")
        }
        try await log.putDocument(kind: Self.kind, id: Self.policyID, content: coding.encode(policy.value))
    }

    package var lastReport: Report? { state.withLock { $0.last } }

    // MARK: Holds

    /// In the order in which they were placed.
    package func holds() async throws -> [LegalHold] { try await keptHolds().holds }

    /// Where what is to be spared stands; read before all that says what that is.
    private func spared() async throws -> DocumentVersion {
        let document = try await log.document(kind: Self.kind, id: Self.sparedID)
        return DocumentVersion(kind: Self.kind, id: Self.sparedID, version: document?.version ?? 0)
    }

    /// From its return on nothing that it covers is pruned. The same hold placed again changes nothing.
    /// Throws `alreadyExists` and `eventOverLimit`.
    package func place(_ hold: LegalHold) async throws {
        try await changeHolds { holds in
            if let known = holds.first(where: { $0.id == hold.id }) {
                guard known.selection == hold.selection, known.reason == hold.reason else {
                    throw JunctionError(.alreadyExists, "there is a hold '\(hold.id)' already")
                }
                return
            }
            guard holds.count < LegalHold.most else {
                throw JunctionError(.eventOverLimit, "there are \(LegalHold.most) holds already")
            }
            holds.append(hold)
        }
    }

    /// Throws `notFound`.
    package func release(_ id: String) async throws -> LegalHold {
        var released: LegalHold?
        try await changeHolds { holds in
            guard let index = holds.firstIndex(where: { $0.id == id }) else {
                throw JunctionError(.notFound, "there is no hold '\(id)'")
            }
            released = holds.remove(at: index)
        }
        guard let released else { throw EventLog.mismatch }
        return released
    }

    private func keptHolds() async throws -> (holds: [LegalHold], version: DocumentVersion) {
        let document = try await log.document(kind: Self.kind, id: Self.holdsID)
        let value = try document.map { try coding.decode($0.content) } ?? []
        let version = DocumentVersion(kind: Self.kind, id: Self.holdsID, version: document?.version ?? 0)
        return (try (value.array ?? []).map { try LegalHold(value: $0) }, version)
    }

    private func changeHolds(_ change: (inout [LegalHold]) throws -> Void) async throws {
        for _ in 0..<Self.changeTries {
            var (holds, version) = try await keptHolds()
            try change(&holds)
            do {
                let content = try coding.encode(.array(holds.map(\.value)))
                try await log.commit(
                    [],
                    documents: [
                        .put(kind: version.kind, id: version.id, content: content, expectedVersion: version.version),
                        .spared,
                    ])
                return
            } catch let error as JunctionError where error.code == .versionConflict { continue }
        }
        throw JunctionError(.versionConflict, "the holds are being changed by others")
    }
}

// MARK: - Pruning

extension RetentionKeeper {
    /// Prunes now and then until the task is cancelled.
    package func run(every interval: Duration, logger: Logger) async {
        while !Task.isCancelled {
            try? await time.sleep(interval)
            guard !Task.isCancelled else { return }
            do {
                let report = try await prune()
                guard report.pruned > 0 else { continue }
                logger.info("events pruned", metadata: ["events": "\(report.pruned)", "bytes": "\(report.bytes)"])
            } catch { logger.error("pruning failed; it is tried again", metadata: ["why": "\(error)"]) }
        }
    }

    /// Looks through all streams once, and returns when what is beyond their limits is gone. Throws `runUnderWay` while
    /// another run of this node goes on.
    @discardableResult
    package func prune() async throws -> Report {
        let isFirst = state.withLock { state in
            defer { state.isRunning = true }
            return !state.isRunning
        }
        guard isFirst else { throw JunctionError(.runUnderWay, "pruning is under way already") }
        defer { state.withLock { $0.isRunning = false } }
        var report = Report(startedAt: time.now(), finishedAt: time.now())
        let policy = try await policy()
        var after: String?
        while !Task.isCancelled, !policy.isUnlimited {
            let page = try await log.streams(after: after, limit: Self.streamsStep)
            for stream in page {
                report.streams += 1
                try await prune(stream, policy.limits(of: stream.name), &report)
            }
            guard page.count == Self.streamsStep else { break }
            after = page.last?.name
        }
        report.finishedAt = time.now()
        let done = report
        state.withLock { $0.last = done }
        return done
    }

    private func prune(
        _ stream: StreamSummary, _ limits: RetentionPolicy.Limits, _ report: inout Report
    ) async throws {
        let now = time.now()
        guard StreamPruning.isDue(stream, limits, at: now) else { return }
        var bytes: Int64 = 0
        if let most = limits.bytes { bytes = try await weight(of: stream, beyond: most) }
        var pruning = StreamPruning(stream, limits, bytes: bytes, at: now)
        var after = stream.first - 1
        while !Task.isCancelled {
            let page = try await log.retained(stream: stream.name, after: after, limit: Self.step)
            let isLast = try await prune(page, of: stream.name, &pruning, &report)
            guard !isLast, let last = page.last else { break }
            after = last.streamSequence
        }
        report.held += pruning.kept.held
        report.needed += pruning.kept.needed
    }

    /// One step. Returns whether nothing more of the stream is beyond its limits.
    private func prune(
        _ page: [RetainedEvent], of stream: String, _ pruning: inout StreamPruning, _ report: inout Report
    ) async throws -> Bool {
        for _ in 0..<Self.changeTries {
            let version = try await spared()
            let holds = try await holds()
            var attempt = pruning
            let (doomed, isLast) = attempt.choose(page, holds: holds, needed: try await needed())
            let gone = doomed.isEmpty ? [] : try await log.prune(doomed.map(\.sequence), while: version)
            if gone.isEmpty, !doomed.isEmpty, try await spared() != version { continue }
            let goneSet = Set(gone)
            let bytes = doomed.reduce(0) { goneSet.contains($1.sequence) ? $0 + $1.bytes : $0 }
            // Another node, or a delivery, was quicker: the weight is not what it was thought to be.
            let name = ExactText(stream)
            let isAsPlanned = gone.count == doomed.count
            state.withLock { state in
                if isAsPlanned { state.weights[name]?.bytes -= bytes } else { state.weights[name] = nil }
            }
            pruning = attempt
            report.pruned += gone.count
            report.bytes += bytes
            prunedEvents.increment(by: gone.count)
            return isLast
        }
        throw JunctionError(.versionConflict, "what is to be spared is being changed by others")
    }

    /// Of all payloads kept of a stream. What was weighed before is not weighed again, unless it seems to be beyond the limit where
    /// another node may have pruned some of it.
    private func weight(of stream: StreamSummary, beyond limit: Int64) async throws -> Int64 {
        let known = try await weight(of: stream)
        guard known > limit, log.shared != nil else { return known }
        state.withLock { $0.weights[ExactText(stream.name)] = nil }
        return try await weight(of: stream)
    }

    private func weight(of stream: StreamSummary) async throws -> Int64 {
        var weight =
            state.withLock { $0.weights[ExactText(stream.name)] } ?? StreamWeight(through: stream.first - 1, bytes: 0)
        while weight.through < stream.version {
            let more = try await log.weight(
                ofStream: stream.name, after: weight.through, limit: Self.weighStep)
            guard more.through > weight.through else { break }
            weight = StreamWeight(through: more.through, bytes: weight.bytes + more.bytes)
        }
        let weighed = weight
        state.withLock { state in
            if state.weights.count >= Self.weightsMost { state.weights = [:] }
            state.weights[ExactText(stream.name)] = weighed
        }
        return weighed.bytes
    }

    /// Sequences that backfills and replays have yet to look at, on whichever node they run.
    private func needed() async throws -> [ClosedRange<Int64>] {
        var needed: [ClosedRange<Int64>] = []
        try await log.forEachDocument(kind: SubscriptionKeeper.documentKind) { document in
            let subscription = try Subscription(value: try coding.decode(document.content))
            // One that was given up on takes what is left: it must not fill the disk.
            guard !subscription.isDetached else { return }
            if let backfill = subscription.backfill { needed.append(backfill.after + 1...Int64.max) }
        }
        try await log.forEachDocument(kind: ReplayKeeper.documentKind) { document in
            let job = try ReplayJob(value: try coding.decode(document.content))
            if !job.isOver, job.after < job.through { needed.append(job.after + 1...job.through) }
        }
        return needed
    }
}
