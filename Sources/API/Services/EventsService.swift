package import APIContract
package import Values

/// The event log as clients see it.
package protocol EventsService: Sendable {
    /// Returns once every event is durable; all of them or none. Idempotent by id. Throws
    /// `appendQueueFull` under pressure, and `alreadyExists` when another source has published that id.
    func publish(_ events: [EventDraft], by caller: Caller) async throws -> [PublishResult]
    /// Publishes each by itself, in their order: what is wrong with one holds up no other. Does not wait: `done` is told once,
    /// on any thread, what came of each, after those that are published are durable.
    func publishEach(
        _ events: [EventDraft], by caller: Caller,
        done: @escaping @Sendable ([Result<PublishResult, JunctionError>]) -> Void)
    /// Newest first.
    func history(_ filter: EventFilter, _ page: PageRequest) async throws -> Page<IntegrationEvent>
    /// How many there are; counting stops somewhere.
    func count(_ filter: EventFilter) async throws -> EventCount
    /// One event, in JSON. Throws `notFound`.
    func event(_ id: String, as form: StreamForm) async throws -> [UInt8]
    /// What led to an event and what it led to. Throws `notFound`.
    func tree(of id: String) async throws -> EventTree

    /// Where a stream begins. Throws `filterInvalid`.
    func beginStream(_ request: StreamRequest) async throws -> Int64
    func streamPage(_ request: StreamRequest, after position: Int64) async throws -> StreamPage
    func waitForEvents(after position: Int64, atMost patience: Duration) async -> StreamWait
}

extension EventsService {
    /// Publishes one event by itself; otherwise as `publishEach`.
    func publishOne(
        _ event: EventDraft, by caller: Caller, done: @escaping @Sendable (Result<PublishResult, JunctionError>) -> Void
    ) {
        publishEach([event], by: caller) { results in
            done(results.first ?? .failure(JunctionError(.internalFault, "The event log gave no result.")))
        }
    }
}
