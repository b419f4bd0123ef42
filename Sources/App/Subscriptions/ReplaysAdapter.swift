import API
import APIContract
import Events
import Values

/// Replays, as the API shows them.
struct ReplaysAdapter: ReplaysService {
    let keeper: ReplayKeeper
    let audit: AuditTrail
    let time: TimeSource
    let differences: ReplayDifferences

    func preview(_ replay: ReplayPreviewRequest) async throws -> ReplayPreview {
        let found = try await FilterPlace.locating(in: "/select/filters") {
            try await keeper.preview(
                Self.selection(replay.select), limit: replay.limit ?? ReplayPreviewRequest.limitDefault,
                cursor: replay.cursor)
        }
        return ReplayPreview(
            count: found.count, isExact: found.isExact, first: found.first.map { IntegrationEvent($0) },
            differences: try await differences.between(found.first, in: replay.subscriptionId), nextCursor: found.next)
    }

    func start(_ replay: NewReplay, by caller: Caller) async throws -> Replay {
        let wanted = ReplayJob(
            id: caller.madeIdentifier, subscription: replay.subscriptionId, selection: Self.selection(replay.select),
            perSecond: replay.perSecond ?? 50, createdAt: time.now(), createdBy: caller.keyID)
        let job = try await FilterPlace.locating(in: "/select/filters") { try await keeper.start(wanted) }
        try await note("started", job, caller)
        return try await shown(job)
    }

    func replays(_ page: PageRequest) async throws -> Page<Replay> {
        try await page.page(of: keeper.all, by: \.id) { try await shown($0) }
    }

    func replay(_ id: String) async throws -> Replay { try await shown(keeper.job(id)) }

    func pause(replay id: String, by caller: Caller) async throws -> Replay {
        try await changed(keeper.pause(id), "paused", caller)
    }

    func resume(replay id: String, by caller: Caller) async throws -> Replay {
        try await changed(keeper.resume(id), "resumed", caller)
    }

    func cancel(replay id: String, by caller: Caller) async throws -> Replay {
        try await changed(keeper.cancel(id), "cancelled", caller)
    }

    private func changed(_ job: ReplayJob, _ what: String, _ caller: Caller) async throws -> Replay {
        try await note(what, job, caller)
        return try await shown(job)
    }

    private func note(_ what: String, _ job: ReplayJob, _ caller: Caller) async throws {
        try await audit.note("replay.\(what)", by: caller, ["replay": job.id, "subscription": job.subscription])
    }

    private func shown(_ job: ReplayJob) async throws -> Replay {
        let backlog = try await keeper.backlog(of: job.id)
        let progress = job.through == 0 ? 1 : Double(job.after) / Double(job.through)
        return Replay(
            id: job.id, subscriptionId: job.subscription, select: Self.shown(job.selection), perSecond: job.perSecond,
            status: ReplayStatus(rawValue: job.state.rawValue) ?? .running, selected: job.selected,
            waiting: backlog.count, failed: backlog.deadLetters, progress: progress, createdAt: job.createdAt,
            createdBy: job.createdBy, finishedAt: job.finishedAt)
    }

    private static func selection(_ select: ReplaySelection) -> ReplayJob.Selection {
        var query = EventQuery()
        query.type = select.type
        query.source = select.source
        query.stream = select.stream
        query.correlationID = select.correlationId
        query.from = select.since
        query.until = select.until
        query.status = select.status.map { Events.EventStatus($0) }
        return ReplayJob.Selection(query: query, filters: .array((select.filters ?? []).map { .object($0) }))
    }

    private static func shown(_ selection: ReplayJob.Selection) -> ReplaySelection {
        let query = selection.query
        let filters = selection.filters.array?.compactMap(\.object) ?? []
        return ReplaySelection(
            type: query.type, source: query.source, stream: query.stream, correlationId: query.correlationID,
            status: query.status.map { APIContract.EventStatus($0) }, since: query.from, until: query.until,
            filters: filters.isEmpty ? nil : filters)
    }
}

extension Events.EventStatus {
    /// Where the API's one word means several of the log's, the one that people look for.
    init(_ status: APIContract.EventStatus) {
        self =
            switch status {
            case .published: .waiting
            case .delivered: .delivered
            case .failed: .deadLettered
            }
    }
}
