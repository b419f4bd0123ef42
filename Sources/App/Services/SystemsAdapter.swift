import API
import APIContract
import Connectors
import Contract
import Events
import Flows
import Formats
import Resilience
import SecurityCore
import Values

/// External systems, as the API shows them. Those of the workspace's files and those registered here are alike.
struct SystemsAdapter: SystemsService {
    let parts: ServerParts
    let probes: SystemProbes
    let queues: QueueConsumers

    static let kind = "system"

    func register(_ system: NewExternalSystem, by caller: Caller) async throws -> ExternalSystem {
        let content = try JSONFormat().encode(.object(SystemDocument.document(of: system)))
        if let known = parts.systems.definition(system.id) {
            try await parts.checkSameMade("system", system.id, kind: Self.kind, content: content)
            return shown(known)
        }
        let definition = try Self.definition(content, id: system.id, resolver: parts.resolver)
        let document = try await parts.log.putDocument(
            kind: Self.kind, id: system.id, content: content, expectedVersion: 0)
        await parts.systems.install(definition, revision: document.version)?.shutdown()
        try await parts.audit.note("system.registered", by: caller, ["system": system.id])
        return shown(definition)
    }

    func change(_ id: String, to system: NewExternalSystem, by caller: Caller) async throws -> ExternalSystem {
        _ = try definition(id)
        guard let revision = parts.systems.revision(of: id) else {
            throw JunctionError(
                .alreadyExists, "the system '\(id)' is described by a file of the workspace",
                remedy: "Change the file, and start the server again.")
        }
        guard system.id == id else {
            throw JunctionError(
                .badRequest, "a system keeps its id, which is '\(id)'", place: Place(path: "/id"))
        }
        let content = try JSONFormat().encode(.object(SystemDocument.document(of: system)))
        let definition = try Self.definition(content, id: id, resolver: parts.resolver)
        try check(definition)
        let document = try await parts.log.putDocument(
            kind: Self.kind, id: id, content: content, expectedVersion: revision)
        await parts.systems.install(definition, revision: document.version)?.shutdown()
        await queues.reconnect(to: id)
        try await parts.audit.note("system.changed", by: caller, ["system": id])
        return shown(definition)
    }

    /// Throws when what uses the system could not go on by its new definition.
    private func check(_ system: SystemDefinition) throws {
        if system.connector == .rabbitmq { _ = try RabbitMQBroker(system) }
        for entry in parts.points.all {
            for delivery in entry.point.deliveries
            where delivery.system == system.id && system.operations[delivery.operation] == nil {
                throw JunctionError(
                    .alreadyExists,
                    "the integration '\(entry.point.id)' uses the operation '\(delivery.operation)' of '\(system.id)'",
                    remedy: "Keep the operation, or take it out of the integration first.")
            }
            if case .rabbitmq(let source)? = entry.point.trigger, source.system == system.id,
                system.connector != .rabbitmq
            {
                throw JunctionError(
                    .alreadyExists, "the integration '\(entry.point.id)' takes from a queue of '\(system.id)'",
                    remedy: "Keep the connector 'rabbitmq'.")
            }
        }
    }

    /// Reads what was registered, by the same reader as files.
    static func definition(_ content: [UInt8], id: String, resolver: SettingsResolver) throws -> SystemDefinition {
        let read = SystemDefinition.read(content, source: id, resolver: resolver)
        guard let system = read.system else {
            throw read.problems.first?.error ?? JunctionError(.badRequest, "the system cannot be read")
        }
        return system
    }

    func systems(_ page: PageRequest) async throws -> Page<ExternalSystem> {
        await page.page(of: parts.systems.definitions, by: \.id) { shown($0) }
    }

    func system(_ id: String) async throws -> ExternalSystem { shown(try definition(id)) }

    func connect(
        _ id: String, with credentials: SystemCredentials?, by caller: Caller
    ) async throws -> APIContract.Connection {
        let system = try definition(id)
        for (name, value) in credentials?.secrets ?? [:] {
            guard system.secrets.contains(name) else {
                throw JunctionError(
                    .badRequest, "the system '\(id)' uses no secret '\(name)'",
                    remedy: "It uses: \(system.secrets.joined(separator: ", ")).")
            }
            try parts.secrets.store(Secret(value), named: name)
            try await parts.audit.note("secret.stored", by: caller, ["system": id, "secret": name])
        }
        let begin = parts.time.now()
        let answer = await parts.systems.reach(id)
        let span = parts.time.now() - begin
        probes.record(answer, of: id, at: begin)
        let milliseconds = Double(span.wholeMicroseconds) / 1000
        switch answer {
        case .done:
            return APIContract.Connection(
                systemId: id, status: .connected, checkedAt: begin, roundTripMilliseconds: milliseconds)
        case .retry(let reason, _), .postponed(let reason, _), .refused(let reason):
            let problem = APIContract.Problem(
                type: "urn:junction:problem:J\(ErrorCode.connectFailed.number)", title: ErrorCode.connectFailed.summary,
                status: 502, detail: reason, code: ErrorCode.connectFailed.description,
                remedy: ErrorCode.connectFailed.remedy)
            return APIContract.Connection(systemId: id, status: .unreachable, checkedAt: begin, problem: problem)
        }
    }

    func status(of id: String) async throws -> SystemConnectionStatus {
        let system = try definition(id)
        let destinations = try await parts.delivery.statuses().filter { $0.destination.hasSystem(id) }
        let worst = destinations.first { $0.breaker == .open } ?? destinations.first
        let probe = probes[id]
        return SystemConnectionStatus(
            systemId: id, status: state(of: system.id, worst),
            lastConnected: Self.latest(
                destinations.compactMap(\.lastDeliveredAt) + [probe?.connectedAt].compactMap(\.self)),
            lastFailure: Self.latest(destinations.compactMap(\.lastErrorAt) + [probe?.failedAt].compactMap(\.self)),
            lastError: worst?.lastError ?? probe?.failure, breaker: worst.map { BreakerState($0.breaker) },
            backlog: destinations.reduce(0) { $0 + $1.backlog })
    }

    private static func latest(_ moments: [Instant]) -> Instant? { moments.max() }

    private func state(of id: String, _ destination: Events.DestinationStatus?) -> SystemStatus {
        if let destination, destination.breaker != .closed { return .degraded }
        if destination?.lastDeliveredAt != nil { return .connected }
        guard let probe = probes[id] else { return .registered }
        return probe.failure == nil ? .connected : .unreachable
    }

    private func definition(_ id: String) throws -> SystemDefinition {
        guard let system = parts.systems.definition(id) else {
            throw JunctionError(.notFound, "there is no system '\(id)'")
        }
        return system
    }

    private func shown(_ system: SystemDefinition) -> ExternalSystem {
        let probe = probes[system.id]
        return ExternalSystem(
            id: system.id, name: system.name, type: system.kind.rawValue, endpoint: system.endpoint,
            authentication: AuthenticationConfig(system.authentication), capabilities: system.capabilities,
            dataFormats: system.dataFormats, rateLimits: system.rateLimits.map { RateLimit($0) },
            status: state(of: system.id, nil), lastConnected: probe?.connectedAt,
            configuration: SystemDocument.configuration(of: system))
    }
}

extension String {
    /// Whether a destination's name, `<point>:<system>.<operation>`, is of that system.
    fileprivate func hasSystem(_ id: String) -> Bool {
        split(separator: ":", maxSplits: 1).last?.hasPrefix(id + ".") ?? false
    }
}
