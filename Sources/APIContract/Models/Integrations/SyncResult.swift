package import Values

/// What a sync did.
package struct SyncResult: WireType, Hashable {
    package var id: String
    package var integrationId: String
    package var status: SyncStatus
    package var startedAt: Instant
    package var finishedAt: Instant?
    package var received: Int
    package var accepted: Int
    package var failed: Int
    package var messageIds: [String]?
    package var preview: SyncPreview?
    package var problem: Problem?

    package init(
        id: String, integrationId: String, status: SyncStatus, startedAt: Instant, finishedAt: Instant? = nil,
        received: Int, accepted: Int, failed: Int, messageIds: [String]? = nil, preview: SyncPreview? = nil,
        problem: Problem? = nil
    ) {
        self.id = id
        self.integrationId = integrationId
        self.status = status
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.received = received
        self.accepted = accepted
        self.failed = failed
        self.messageIds = messageIds
        self.preview = preview
        self.problem = problem
    }

    package static let about = About(
        "What a sync did.",
        [
            "id": "The run.",
            "integrationId": "The integration.",
            "status": "How far it is.",
            "startedAt": "When it began.",
            "finishedAt": "When it ended.",
            "received": "Records read.",
            "accepted": "Messages made durable for delivery; in a dry run, those that would be.",
            "failed": "Records refused.",
            "messageIds": "The first hundred messages made.",
            "preview": "What a dry run found out.",
            "problem": "Why it failed, when it did.",
        ])
}
