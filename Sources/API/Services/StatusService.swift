package import APIContract

/// What the server is doing: destinations with backlog and breaker, integrations, dead letters.
package protocol StatusService: Sendable {
    func status() async throws -> ServiceStatus
}
