import API
import APIContract
import Events
import Formats
import Values

/// Retention and legal holds, as the API shows them.
struct RetentionAdapter: RetentionService {
    let keeper: RetentionKeeper
    let audit: AuditTrail
    let time: TimeSource

    func retention() async throws -> RetentionStatus {
        let policy = try await keeper.policy()
        return RetentionStatus(
            rules: policy.rules.map { RetentionRule($0) }, otherwise: RetentionLimits(policy.otherwise),
            lastRun: keeper.lastReport.map { RetentionRun($0) })
    }

    func set(_ settings: RetentionSettings, by caller: Caller) async throws -> RetentionStatus {
        let policy = RetentionPolicy(settings)
        try await keeper.set(policy)
        try await audit.note("retention.changed", by: caller, [:], payload: policy.value)
        return try await retention()
    }

    func prune(by caller: Caller) async throws -> RetentionRun {
        let report = try await keeper.prune()
        try await audit.note("retention.pruned", by: caller, ["events": String(report.pruned)])
        return RetentionRun(report)
    }

    func holds(_ page: PageRequest) async throws -> Page<Hold> {
        await page.page(of: try await keeper.holds(), by: \.id) { Hold($0) }
    }

    func hold(_ id: String) async throws -> Hold {
        guard let hold = try await keeper.holds().first(where: { $0.id == id }) else {
            throw JunctionError(.notFound, "there is no hold '\(id)'")
        }
        return Hold(hold)
    }

    func place(_ wanted: NewHold, by caller: Caller) async throws -> Hold {
        let selection = LegalHold.Selection(
            stream: wanted.stream.map { StreamPattern($0) }, correlationID: wanted.correlationId,
            reference: wanted.reference, key: wanted.key)
        guard !selection.isEmpty else {
            throw JunctionError(
                .fieldInvalid, "A hold needs a stream, a correlationId, a reference or a key.",
                remedy: "Name what is to be kept; the stream * is all there is.")
        }
        let hold = LegalHold(
            id: caller.madeIdentifier, selection: selection, reason: wanted.reason, placedAt: time.now(),
            placedBy: caller.keyID)
        try await keeper.place(hold)
        try await audit.note("hold.placed", by: caller, ["hold": hold.id], payload: hold.value)
        return Hold(hold)
    }

    func release(hold id: String, because reason: String, by caller: Caller) async throws -> Hold {
        let released = try await keeper.release(id)
        try await audit.note(
            "hold.released", by: caller, ["hold": id, "reason": reason], payload: released.value)
        return Hold(released)
    }
}

extension RetentionLimits {
    init(_ limits: RetentionPolicy.Limits) {
        self.init(
            days: limits.age.map { Int($0.components.seconds / 86_400) },
            megabytes: limits.bytes.map { Int($0 >> 20) }, events: limits.count.map { Int($0) })
    }
}

extension RetentionPolicy.Limits {
    /// Days of 24 hours, and megabytes of 1,048,576 bytes.
    init(days: Int?, megabytes: Int?, events: Int?) {
        self.init(
            age: days.map { .seconds($0 * 86_400) }, bytes: megabytes.map { Int64($0) << 20 },
            count: events.map { Int64($0) })
    }
}

extension RetentionRule {
    fileprivate init(_ rule: RetentionPolicy.Rule) {
        let limits = RetentionLimits(rule.limits)
        self.init(
            stream: rule.stream.description, days: limits.days, megabytes: limits.megabytes, events: limits.events)
    }
}

extension RetentionPolicy {
    fileprivate init(_ settings: RetentionSettings) {
        let rules = settings.rules.map {
            Rule(
                stream: StreamPattern($0.stream),
                limits: Limits(days: $0.days, megabytes: $0.megabytes, events: $0.events))
        }
        let otherwise = settings.otherwise
        self.init(
            rules: rules,
            otherwise: Limits(days: otherwise?.days, megabytes: otherwise?.megabytes, events: otherwise?.events))
    }
}

extension RetentionRun {
    fileprivate init(_ report: RetentionKeeper.Report) {
        self.init(
            startedAt: report.startedAt, finishedAt: report.finishedAt, streams: report.streams,
            pruned: report.pruned, bytes: Int(report.bytes), held: report.held, needed: report.needed)
    }
}

extension Hold {
    fileprivate init(_ hold: LegalHold) {
        self.init(
            id: hold.id, reason: hold.reason, stream: hold.selection.stream?.description,
            correlationId: hold.selection.correlationID, reference: hold.selection.reference, key: hold.selection.key,
            placedAt: hold.placedAt, placedBy: hold.placedBy)
    }
}
