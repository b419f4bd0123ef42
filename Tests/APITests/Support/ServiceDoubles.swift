import API
import APIContract
import Formats
import Synchronization
import Values

/// Stands in for every service behind the API, in memory.
final class ServiceDoubles: Sendable {
    struct State: Sendable {
        var systems: [String: ExternalSystem] = [:]
        var integrations: [String: Integration] = [:]
        var mappings: [String: MappingDescription] = [:]
        var messages: [InboundMessage] = []
        var events: [EventDraft] = []
        var deadLetters: [String: DeadLetter] = [:]
        var discards: [String: String] = [:]
        var syncs: [SyncConfiguration] = []
        /// Thrown by the next call of `accept` or `publish`.
        var nextError: (any Error)?
        /// Holds back what came of events that are published each by itself, until it is let go.
        var isHolding = false
        var held: [@Sendable () -> Void] = []
        /// Calls of `publishEach` that no task made.
        var withoutTask = 0
        /// Of events that find their stream elsewhere.
        var refusedIDs: Set<String> = []
        var acceptDelay: Duration?
        /// Runs before a message is taken.
        var whileAccepting: (@Sendable () async -> Void)?
        var health = HealthStatus.ok
        var logFilters: [LogFilter] = []
        var eventFilters: [EventFilter] = []
    }

    let state = Mutex(State())
    let now = Instant(microseconds: 1_790_000_000_123_000)

    func services(keys: any KeyService) -> APIServices {
        APIServices(
            systems: self, integrations: self, mappings: self, events: self, subscriptions: self, replays: self,
            retention: self, streams: self, processors: self, projections: self, eventSchemas: self, sagas: self,
            deadLetters: self, lineage: self, health: self,
            status: self, keys: keys)
    }

    func takeError() throws {
        let error = state.withLock { state in
            defer { state.nextError = nil }
            return state.nextError
        }
        if let error { throw error }
    }

    /// A page of `all` whose positions are ids.
    func page<Item: WireType>(_ all: [Item], _ page: PageRequest, id: (Item) -> String) -> Page<Item> {
        let start = page.position.flatMap { position in all.firstIndex { id($0) == position } }.map { $0 + 1 } ?? 0
        let part = all[start..<min(all.count, start + page.limit)]
        return Page(items: Array(part), nextCursor: part.endIndex < all.count ? part.last.map(id) : nil)
    }

    func missing() -> JunctionError { JunctionError(.notFound, "There is nothing of that name.") }
}

extension ServiceDoubles: SystemsService {
    func register(_ system: NewExternalSystem, by caller: Caller) async throws -> ExternalSystem {
        let made = made(system)
        return try state.withLock { state in
            guard state.systems[made.id] == nil else { throw JunctionError(.alreadyExists, "There is one already.") }
            state.systems[made.id] = made
            return made
        }
    }

    func change(_ id: String, to system: NewExternalSystem, by caller: Caller) async throws -> ExternalSystem {
        let made = made(system)
        return try state.withLock { state in
            guard state.systems[id] != nil else { throw missing() }
            state.systems[id] = made
            return made
        }
    }

    private func made(_ system: NewExternalSystem) -> ExternalSystem {
        ExternalSystem(
            id: system.id, name: system.name, type: system.type, endpoint: system.endpoint,
            authentication: system.authentication ?? AuthenticationConfig(scheme: .none),
            capabilities: system.capabilities ?? [], dataFormats: system.dataFormats ?? [],
            rateLimits: system.rateLimits ?? [], status: .registered, configuration: system.configuration ?? Object())
    }

    func systems(_ page: PageRequest) async throws -> Page<ExternalSystem> {
        self.page(state.withLock { $0.systems.values.sorted { $0.id < $1.id } }, page) { $0.id }
    }

    func system(_ id: String) async throws -> ExternalSystem {
        guard let system = state.withLock({ $0.systems[id] }) else { throw missing() }
        return system
    }

    func connect(_ id: String, with credentials: SystemCredentials?, by caller: Caller) async throws -> Connection {
        _ = try await system(id)
        return Connection(systemId: id, status: .connected, checkedAt: now, roundTripMilliseconds: 1.5)
    }

    func status(of id: String) async throws -> SystemConnectionStatus {
        _ = try await system(id)
        return SystemConnectionStatus(systemId: id, status: .connected, breaker: .closed, backlog: 0)
    }
}

extension ServiceDoubles: IntegrationsService {
    func create(_ integration: NewIntegration, by caller: Caller) async throws -> Integration {
        let made = Integration(
            id: integration.id, externalSystemId: integration.externalSystemId, name: integration.name,
            mappings: integration.mappings ?? [],
            syncSchedule: integration.syncSchedule ?? SyncSchedule(trigger: .manual), status: .active, errorCount: 0,
            successCount: 0, configuration: integration.configuration ?? Object())
        state.withLock { $0.integrations[made.id] = made }
        return made
    }

    func integrations(_ page: PageRequest) async throws -> Page<Integration> {
        self.page(state.withLock { $0.integrations.values.sorted { $0.id < $1.id } }, page) { $0.id }
    }

    func integration(_ id: String) async throws -> Integration {
        guard let integration = state.withLock({ $0.integrations[id] }) else { throw missing() }
        return integration
    }

    func sync(_ id: String, _ configuration: SyncConfiguration, by caller: Caller) async throws -> SyncResult {
        _ = try await integration(id)
        state.withLock { $0.syncs.append(configuration) }
        return SyncResult(
            id: "run-1", integrationId: id, status: .running, startedAt: now, received: 0, accepted: 0, failed: 0)
    }

    func logs(of id: String, _ filter: LogFilter, _ page: PageRequest) async throws -> Page<LogEntry> {
        _ = try await integration(id)
        state.withLock { $0.logFilters.append(filter) }
        let entries = (1...5).map {
            LogEntry(id: "log-\($0)", time: now, level: .info, integrationId: id, message: "Entry \($0).")
        }
        return self.page(entries, page) { $0.id }
    }

    func accept(_ message: InboundMessage) async throws -> MessageReceipt {
        try takeError()
        await state.withLock { $0.whileAccepting }?()
        if let delay = state.withLock({ $0.acceptDelay }) { try await Task.sleep(for: delay) }
        let count = state.withLock { state in
            state.messages.append(message)
            return state.messages.count
        }
        return MessageReceipt(
            id: "m-\(count)", integrationId: message.integrationID, status: .accepted, receivedAt: now)
    }
}

extension ServiceDoubles: EventsService {
    func publish(_ events: [EventDraft], by caller: Caller) async throws -> [PublishResult] {
        try takeError()
        return try state.withLock { state in
            if events.contains(where: { state.refusedIDs.contains($0.id ?? "") }) {
                throw .versionConflict("stream", at: 7, expected: 5) as JunctionError
            }
            return events.map { event in
                state.events.append(event)
                let count = state.events.count
                return PublishResult(
                    id: event.id ?? "e-\(count)", status: .published, stream: event.stream ?? event.type,
                    sequence: Int64(count))
            }
        }
    }

    func publishEach(
        _ events: [EventDraft], by caller: Caller,
        done: @escaping @Sendable ([Result<PublishResult, JunctionError>]) -> Void
    ) {
        if unsafe withUnsafeCurrentTask(body: { unsafe $0 == nil }) { state.withLock { $0.withoutTask += 1 } }
        Task {
            var results: [Result<PublishResult, JunctionError>] = []
            for event in events {
                do { results += try await publish([event], by: caller).map { .success($0) } } catch {
                    results.append(.failure(error as? JunctionError ?? JunctionError(.internalFault, "no")))
                }
            }
            let answer = { @Sendable [results] in done(results) }
            let isHeld = state.withLock { state in
                if state.isHolding { state.held.append(answer) }
                return state.isHolding
            }
            if !isHeld { answer() }
        }
    }

    /// The last first, so that who needs an order must make it.
    func letGo() {
        let held = state.withLock { state in
            state.isHolding = false
            defer { state.held = [] }
            return state.held
        }
        for answer in held.reversed() { answer() }
    }

    func history(_ filter: EventFilter, _ page: PageRequest) async throws -> Page<IntegrationEvent> {
        let events = state.withLock { state in
            state.eventFilters.append(filter)
            return state.events
        }
        let found = events.enumerated().map { index, event in
            IntegrationEvent(
                id: event.id ?? "e-\(index + 1)", type: event.type, source: event.source,
                payload: (try? JSONFormat().decode(event.payload)) ?? .null, timestamp: event.time ?? now,
                metadata: event.metadata, status: .published)
        }
        return self.page(found, page) { $0.id }
    }
}

extension ServiceDoubles: DeadLettersService {
    func deadLetters(
        destination: String?, integration: String?, _ page: PageRequest
    ) async throws -> Page<DeadLetter> {
        let all = state.withLock { $0.deadLetters.values.sorted { $0.id < $1.id } }
        return self.page(all.filter { destination == nil || $0.destination == destination }, page) { $0.id }
    }

    func retry(_ id: String, by caller: Caller) async throws -> DeadLetterOutcome {
        guard let letter = state.withLock({ $0.deadLetters[id] }) else { throw missing() }
        return DeadLetterOutcome(id: id, messageId: letter.messageId, status: .inProgress)
    }

    func discard(_ id: String, because reason: String, by caller: Caller) async throws -> DeadLetterOutcome {
        guard let letter = state.withLock({ $0.deadLetters[id] }) else { throw missing() }
        state.withLock { $0.discards[id] = reason }
        return DeadLetterOutcome(id: id, messageId: letter.messageId, status: .discarded)
    }
}

extension ServiceDoubles: LineageService {
    func lineage(of messageID: String) async throws -> MessageLineage {
        guard let message = state.withLock({ $0.messages.first }), messageID == "m-1" else { throw missing() }
        return MessageLineage(
            id: messageID, integrationId: message.integrationID, reference: "MSG00001", receivedAt: now,
            contentType: message.contentType, size: message.bytes.count, status: .delivered,
            steps: [LineageStep(time: now, stage: .received, succeeded: true)])
    }

    func messages(
        reference: String?, integration: String?, status: MessageStatus?, _ page: PageRequest
    ) async throws -> Page<MessageLineage> {
        guard reference == "MSG00001" else { return Page(items: []) }
        return Page(items: [try await lineage(of: "m-1")])
    }
}

extension ServiceDoubles: HealthService, StatusService {
    func live() async -> HealthReport { HealthReport(status: .ok, checks: []) }

    func ready() async -> HealthReport {
        let health = state.withLock { $0.health }
        return HealthReport(status: health, checks: [HealthCheck(name: "store", status: health)])
    }

    func status() async throws -> ServiceStatus {
        ServiceStatus(
            version: "1.0.0", startedAt: now, health: .ok, integrations: [],
            destinations: [
                DestinationStatus(
                    id: "care-record", backlog: 3, inFlight: 1, breaker: .open, delivered: 7, deadLetters: 0)
            ], deadLetters: 0)
    }
}
