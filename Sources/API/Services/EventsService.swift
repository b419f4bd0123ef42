package import APIContract

/// The event log as clients see it.
package protocol EventsService: Sendable {
    /// Returns once every event is durable; all of them or none. Idempotent by id. Throws
    /// `appendQueueFull` under pressure, and `alreadyExists` when another source has published that id.
    func publish(_ events: [EventDraft], by caller: Caller) async throws -> [PublishResult]
    /// Newest first.
    func history(_ filter: EventFilter, _ page: PageRequest) async throws -> Page<IntegrationEvent>
}
