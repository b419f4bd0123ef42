import API
import APIContract
import Contract
import Events
import Flows
import Formats
import Mapping
import Resilience
import Values

/// Integration points, as the API shows them. Those of the workspace's files and those created here are alike.
struct IntegrationsAdapter: IntegrationsService {
    let parts: ServerParts
    let installer: PointInstaller

    static let kind = "point"

    func create(_ new: NewIntegration, by caller: Caller) async throws -> Integration {
        let content = try JSONFormat().encode(.object(PointDocument.document(of: new)))
        guard parts.points[new.id] == nil else {
            try await parts.checkSameMade("integration", new.id, kind: Self.kind, content: content)
            return try await integration(new.id)
        }
        let point = try Self.point(content, id: new.id, resolver: parts.resolver)
        // Compiled before it is kept, so that what cannot run is refused and not stored.
        _ = try parts.compiler.compile(point)
        try await parts.log.putDocument(kind: Self.kind, id: new.id, content: content, expectedVersion: 0)
        try await parts.definitions.record(point, text: String(decoding: content, as: UTF8.self))
        try installer.install(point)
        try await installer.start(new.id)
        try await parts.audit.note("integration.created", by: caller, ["integration": new.id])
        return try await integration(new.id)
    }

    /// Reads what was created, by the same reader as files.
    static func point(_ content: [UInt8], id: String, resolver: SettingsResolver) throws -> IntegrationPoint {
        let read = IntegrationPoint.read(content, source: id, resolver: resolver)
        guard let point = read.point else {
            throw read.problems.first?.error ?? JunctionError(.badRequest, "the integration cannot be read")
        }
        return point
    }

    func integrations(_ page: PageRequest) async throws -> Page<Integration> {
        let statuses = try await parts.delivery.statuses()
        return await page.page(of: parts.points.all, by: \.point.id) { shown($0, statuses) }
    }

    func integration(_ id: String) async throws -> Integration {
        shown(try entry(id), try await parts.delivery.statuses())
    }

    func sync(_ id: String, _ configuration: SyncConfiguration, by caller: Caller) async throws
        -> APIContract.SyncResult
    {
        let entry = try entry(id)
        guard let source = entry.source, let flow = parts.flows.flow(id) else {
            throw entry.problem
                ?? JunctionError(
                    .badRequest, "the integration '\(id)' has no schedule to run",
                    remedy: "Send messages to it instead: POST /api/integration/integrations/\(id)/messages.")
        }
        let run = "\(id)@\(caller.request ?? parts.time.now().description)"
        let selection = try Self.selection(configuration)
        let chosen = selection.isEverything ? source : try source.narrowed(to: selection)
        let result =
            configuration.dryRun == true
            ? await parts.syncs.preview(flow, from: chosen, id: run, parts.mappingContext())
            : await parts.syncs.run(flow, from: chosen, id: run)
        guard let result else {
            throw JunctionError(
                .versionConflict, "a sync of '\(id)' is under way", remedy: "Wait for it; see its logs.")
        }
        return Self.shown(result, of: id)
    }

    private static func selection(_ configuration: SyncConfiguration) throws -> SyncSelection {
        if let since = configuration.since, let until = configuration.until, since >= until {
            throw JunctionError(.badRequest, "'since' is not before 'until'")
        }
        var selection = SyncSelection(since: configuration.since, until: configuration.until)
        for member in configuration.parameters ?? Object() {
            guard let text = member.value.scalarText else {
                throw JunctionError(.badRequest, "the parameter '\(member.key)' is neither a text nor a number")
            }
            selection.parameters[member.key] = text
        }
        return selection
    }

    func logs(of id: String, _ filter: LogFilter, _ page: PageRequest) async throws -> Page<LogEntry> {
        _ = try entry(id)
        var query = EventQuery()
        query.stream = id
        query.from = filter.since
        query.until = filter.until
        query.limit = page.limit
        query.cursor = page.position
        let found = try await parts.log.history(query)
        var items: [LogEntry] = []
        for record in found.records {
            guard let lineage = try await parts.log.lineage(id: record.stored.event.id) else { continue }
            let entry = LogEntry(lineage, of: id)
            let isLoud = filter.levelLeast.map { entry.level.rank >= $0.rank } ?? true
            if isLoud, filter.messageID.map({ entry.messageId == $0 }) ?? true { items.append(entry) }
        }
        return Page(items: items, nextCursor: found.next)
    }

    func accept(_ message: InboundMessage) async throws -> MessageReceipt {
        let entry = try entry(message.integrationID)
        if let problem = entry.problem { throw problem }
        let arrival = Arrival(
            channel: "http", peer: message.caller.address,
            stableID: message.idempotencyKey.map { "\(message.integrationID)/\(message.caller.keyID)/\($0)" })
        do {
            let receipt = try await parts.flows.receive(message.bytes, for: message.integrationID, arrival)
            return MessageReceipt(
                id: receipt.id, integrationId: message.integrationID, status: .accepted,
                receivedAt: receipt.receivedAt, reference: receipt.reference, duplicate: receipt.isDuplicate)
        } catch let refused as MessageRefused {
            var error = refused.error
            error.place = error.place ?? refused.findings.first { $0.severity == .error }?.place
            throw error
        }
    }

    private func entry(_ id: String) throws -> PointDirectory.Entry {
        guard let entry = parts.points[id] else {
            throw JunctionError(.notFound, "there is no integration '\(id)'")
        }
        return entry
    }

    private func shown(
        _ entry: PointDirectory.Entry, _ statuses: [Events.DestinationStatus]
    ) -> Integration {
        let point = entry.point
        let own = statuses.filter { $0.destination.hasPrefix(point.id + ":") }
        let maps = point.steps.compactMap { step -> DataMapping? in
            guard case .map(let id) = step.action else { return nil }
            return DataMapping(id: id)
        }
        var schedule = SyncSchedule(trigger: TriggerKind(point.trigger))
        if let cron = entry.cron, let zone = entry.zone {
            schedule.cron = cron.description
            schedule.timeZone = zone.name
            schedule.nextRun = cron.next(after: parts.time.now(), in: zone)
        }
        let isFailing = entry.sourceTrouble != nil || own.contains { $0.breaker == .open }
        return Integration(
            id: point.id, externalSystemId: point.deliveries.first?.system ?? "", name: point.title,
            description: point.summary, mappings: maps, syncSchedule: schedule,
            status: entry.problem != nil ? .invalid : isFailing ? .failing : .active,
            lastSync: parts.syncs.last(point.id)?.finishedAt, errorCount: own.reduce(0) { $0 + $1.deadLetters },
            successCount: own.reduce(0) { $0 + $1.delivered }, configuration: PointDocument.configuration(of: entry),
            version: point.version.description)
    }

    private static func shown(_ result: Flows.SyncResult, of id: String) -> APIContract.SyncResult {
        APIContract.SyncResult(
            id: result.id, integrationId: id,
            status: result.failure != nil
                ? .failed : result.refused > 0 || (result.preview?.unmapped ?? 0) > 0 ? .partial : .succeeded,
            startedAt: result.startedAt, finishedAt: result.finishedAt,
            received: result.accepted + result.refused + result.duplicates, accepted: result.accepted,
            failed: result.refused, messageIds: result.messageIDs.isEmpty ? nil : result.messageIDs,
            preview: result.preview.map { APIContract.SyncPreview($0) },
            problem: result.failure.map {
                APIContract.Problem(
                    type: "urn:junction:problem:J\(ErrorCode.peerUnavailable.number)", title: "The sync ended early.",
                    status: 502, detail: $0)
            })
    }
}

extension APIContract.SyncPreview {
    init(_ preview: Flows.SyncPreview) {
        self.init(
            mapped: preview.mapped, heldBack: preview.heldBack, unmapped: preview.unmapped,
            findings: preview.findings.map { finding in
                APIContract.SyncFinding(
                    document: finding.document, message: finding.message, destination: finding.destination,
                    text: finding.text, position: finding.place.map(\.description))
            }, findingsLeftOut: preview.findingsLeftOut)
    }
}
