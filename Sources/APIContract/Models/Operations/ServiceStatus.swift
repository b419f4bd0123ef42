package import Values

/// What the server is doing.
package struct ServiceStatus: WireType, Hashable {
    package var version: String
    package var startedAt: Instant
    package var health: HealthStatus
    package var integrations: [IntegrationSummary]
    package var destinations: [DestinationStatus]
    package var deadLetters: Int

    package init(
        version: String, startedAt: Instant, health: HealthStatus, integrations: [IntegrationSummary],
        destinations: [DestinationStatus], deadLetters: Int
    ) {
        self.version = version
        self.startedAt = startedAt
        self.health = health
        self.integrations = integrations
        self.destinations = destinations
        self.deadLetters = deadLetters
    }

    package static let about = About(
        "What the server is doing.",
        [
            "version": "Version of Junction.",
            "startedAt": "When it was started.",
            "health": "How well it works.",
            "integrations": "Each integration.",
            "destinations": "Each destination.",
            "deadLetters": "Dead letters that wait for a person.",
        ])
}
