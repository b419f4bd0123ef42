package import APIContract

/// Integration points. Every method throws `JunctionError`: `notFound` for an unknown id, `alreadyExists` for a taken one.
package protocol IntegrationsService: Sendable {
    func create(_ integration: NewIntegration, by caller: Caller) async throws -> Integration
    func integrations(_ page: PageRequest) async throws -> Page<Integration>
    func integration(_ id: String) async throws -> Integration
    /// Starts a sync; returns when it is under way, or done if that is soon.
    func sync(_ id: String, _ configuration: SyncConfiguration, by caller: Caller) async throws -> SyncResult
    /// Newest first.
    func logs(of id: String, _ filter: LogFilter, _ page: PageRequest) async throws -> Page<LogEntry>
    /// Returns once the message is durable. Throws `malformed`, `invalid` and the like for one that cannot be taken, with its
    /// places, and `appendQueueFull` when more comes in than the disk takes.
    func accept(_ message: InboundMessage) async throws -> MessageReceipt
}
