import API
import APIContract
import Events
import Values

/// Deliveries that were given up, as the API shows them.
struct DeadLettersAdapter: DeadLettersService {
    let engine: DeliveryEngine
    let audit: AuditTrail

    func deadLetters(
        destination: String?, integration: String?, _ page: PageRequest
    ) async throws -> Page<APIContract.DeadLetter> {
        var query = DeadLetterQuery(destination: destination)
        // What an integration receives is its stream.
        query.stream = integration
        query.limit = page.limit
        query.cursor = page.position
        let found = try await engine.deadLetters(query)
        return Page(items: found.letters.map(Self.shown), nextCursor: found.next)
    }

    func retry(_ id: String, by caller: Caller) async throws -> DeadLetterOutcome {
        let query = try query(id)
        guard try await engine.retryDeadLetters(query) > 0 else { throw Self.gone(id) }
        try await audit.note("deadLetter.retried", by: caller, ["deadLetter": id], cause: query.eventID)
        return DeadLetterOutcome(id: id, messageId: query.eventID ?? "", status: .inProgress)
    }

    func discard(_ id: String, because reason: String, by caller: Caller) async throws -> DeadLetterOutcome {
        let query = try query(id)
        guard try await engine.discardDeadLetters(query) > 0 else { throw Self.gone(id) }
        // Beside the lineage, which says that it was discarded: why, and with whose key.
        try await audit.note(
            "deadLetter.discarded", by: caller, ["deadLetter": id, "reason": reason], cause: query.eventID)
        return DeadLetterOutcome(id: id, messageId: query.eventID ?? "", status: .discarded)
    }

    private func query(_ id: String) throws -> DeadLetterQuery {
        guard let id = DeadLetterID(id) else { throw Self.gone(id) }
        return DeadLetterQuery(destination: id.destination, eventID: id.event)
    }

    private static func gone(_ id: String) -> JunctionError {
        JunctionError(.notFound, "there is no dead letter '\(id)', or it has been dealt with")
    }

    private static func shown(_ letter: Events.DeadLetter) -> APIContract.DeadLetter {
        APIContract.DeadLetter(
            id: DeadLetterID(event: letter.stored.event.id, destination: letter.destination).text,
            messageId: letter.stored.event.id,
            integrationId: letter.stored.event.metadata["point"], destination: letter.destination,
            reference: letter.stored.event.reference, reason: letter.reason, attempts: letter.attempts,
            receivedAt: letter.stored.recordedAt, deadSince: letter.failedAt)
    }
}
