package import APIContract

/// Whether the server works. Both answer in well under 50 ms, from what is known already.
package protocol HealthService: Sendable {
    /// Whether the process is alive; failing means it should be restarted.
    func live() async -> HealthReport
    /// Whether it can take messages now; failing means none should be sent to it.
    func ready() async -> HealthReport
}
