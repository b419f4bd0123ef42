import API
import APIContract
import Events
import Flows
import Values

/// What happened to messages, as the API shows it.
struct LineageAdapter: LineageService {
    let log: EventLog

    func lineage(of messageID: String) async throws -> MessageLineage {
        guard let lineage = try await log.lineage(id: messageID) else {
            throw JunctionError(.notFound, "there is no message '\(messageID)'")
        }
        return Self.shown(lineage)
    }

    func messages(
        reference: String?, integration: String?, status: MessageStatus?, _ page: PageRequest
    ) async throws -> Page<MessageLineage> {
        var query = EventQuery()
        query.reference = reference
        query.stream = integration
        query.status = status.flatMap(Self.stored)
        query.limit = page.limit
        query.cursor = page.position
        let found = try await log.history(query)
        var items: [MessageLineage] = []
        for record in found.records where Self.isMessage(record.stored) {
            guard let lineage = try await log.lineage(id: record.stored.event.id) else { continue }
            let shown = Self.shown(lineage)
            if status.map({ shown.status == $0 }) ?? true { items.append(shown) }
        }
        return Page(items: items, nextCursor: found.next)
    }

    /// What the server notes about itself, the end of a sync or what someone changed, is no message.
    private static func isMessage(_ stored: StoredEvent) -> Bool {
        stored.event.type != FlowEventType.synced && stored.event.stream != RetentionPolicy.auditStream
    }

    private static func stored(_ status: MessageStatus) -> Events.EventStatus? {
        switch status {
        case .accepted, .inProgress: .waiting
        case .delivered: .delivered
        case .deadLettered: .deadLettered
        case .discarded, .rejected: nil
        }
    }

    static func shown(_ lineage: Lineage) -> MessageLineage {
        let stored = lineage.record.stored
        let isRefused = stored.event.type == FlowEventType.refused
        var steps = lineage.steps.map(shown)
        if let validatedAt = stored.event.metadata[FlowMetadata.validatedAt].flatMap({ Instant(rfc3339: $0) }) {
            let after = (steps.firstIndex { $0.stage == .received } ?? -1) + 1
            steps.insert(LineageStep(time: validatedAt, stage: .validated, succeeded: true), at: after)
        }
        if isRefused {
            steps = [
                LineageStep(
                    time: stored.recordedAt, stage: .rejected, succeeded: false,
                    reason: stored.event.metadata["reason"])
            ]
        }
        return MessageLineage(
            id: stored.event.id, integrationId: stored.event.metadata["point"] ?? stored.event.stream,
            reference: stored.event.reference, receivedAt: stored.recordedAt, contentType: stored.event.contentType,
            size: stored.event.payload.count, status: isRefused ? .rejected : status(lineage),
            correlationId: stored.event.correlationID, steps: steps)
    }

    static func status(_ lineage: Lineage) -> MessageStatus {
        switch lineage.record.status {
        case .recorded: .accepted
        case .delivered: lineage.steps.last?.kind == .discarded ? .discarded : .delivered
        case .deadLettered: .deadLettered
        case .waiting: lineage.steps.contains { $0.kind == .attemptFailed } ? .inProgress : .accepted
        }
    }

    private static func shown(_ step: Lineage.Step) -> LineageStep {
        let (stage, succeeded): (LineageStage, Bool) =
            switch step.kind {
            case .received: (.received, true)
            case .validated: (.validated, true)
            case .mapped: (.mapped, true)
            case .attemptFailed: (.attempted, false)
            case .delivered, .skipped: (.delivered, true)
            case .deadLettered: (.deadLettered, false)
            case .retriedByHand: (.retried, true)
            case .discarded: (.discarded, true)
            }
        return LineageStep(
            time: step.at, stage: stage, succeeded: succeeded, destination: step.destination,
            attempt: step.attempt == 0 ? nil : step.attempt, reason: step.detail)
    }
}
