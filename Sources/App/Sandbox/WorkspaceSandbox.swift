import Contract
import Formats
import Logging
import NIOCore
import Sandbox
import Values

/// Stand-ins for every system of a workspace, made from the same files that say how the systems are called.
package final class WorkspaceSandbox: Sendable {
    private let http: SandboxServer
    private let mllp: [String: SandboxMLLPReceiver]
    private let brokers: [String: SandboxBroker]

    init(
        _ systems: [SystemDefinition], secret: @escaping @Sendable (String) -> String, time: TimeSource,
        eventLoopGroup: any EventLoopGroup, logger: Logger
    ) {
        let web = systems.filter { $0.connector == .rest || $0.connector == .webhook }.map {
            Self.standIn(for: $0, secret: secret)
        }
        http = SandboxServer(systems: web, time: time, eventLoopGroup: eventLoopGroup)
        var mllp: [String: SandboxMLLPReceiver] = [:]
        for system in systems where system.connector == .mllp {
            mllp[system.id] = SandboxMLLPReceiver(
                system: SandboxSystem(id: system.id), time: time, eventLoopGroup: eventLoopGroup, logger: logger)
        }
        self.mllp = mllp
        brokers = Dictionary(
            systems.filter { $0.connector == .rabbitmq }.map { ($0.id, SandboxBroker(id: $0.id, time: time)) },
            uniquingKeysWith: { $1 })
    }

    func start(port: Int) async throws -> SystemAddresses.Sandbox {
        var ports: [String: Int] = [:]
        for (id, receiver) in mllp { ports[id] = try await receiver.start() }
        return SystemAddresses.Sandbox(httpPort: try await http.start(port: port), mllpPorts: ports, brokers: brokers)
    }

    func stop() async {
        await http.stop()
        for receiver in mllp.values { await receiver.stop() }
    }

    func received(_ system: String) -> [SandboxReceived] {
        mllp[system]?.received ?? brokers[system]?.received ?? http.received(system)
    }

    func receivedCount(_ system: String) -> Int {
        mllp[system]?.receivedCount ?? brokers[system]?.receivedCount ?? http.receivedCount(system)
    }

    func play(_ faults: [SandboxFault], on system: String) {
        if let receiver = mllp[system] { return receiver.play(faults) }
        if let broker = brokers[system] { return broker.play(faults) }
        http.play(faults, on: system)
    }

    private static func standIn(
        for system: SystemDefinition, secret: (String) -> String
    ) -> SandboxSystem {
        let isFHIR = system.dataFormats.contains { $0.hasPrefix("fhir") }
        return SandboxSystem(
            id: system.id, operations: system.operations.map { operation(named: $0, $1) },
            behaviour: isFHIR ? .fhir : .operations, authentication: authentication(of: system, secret: secret))
    }

    private static func operation(named name: String, _ operation: Contract.Operation) -> SandboxOperation {
        let format = operation.response ?? "json"
        let types = (FormatCatalogue.type(named: format))?.spec.mediaTypes ?? []
        return SandboxOperation(
            method: operation.method.rawValue, path: operation.path, status: operation.success.first?.lowerBound ?? 200,
            contentType: types.first { $0.hasSuffix("/" + format) } ?? types.first ?? "application/json",
            body: Array("{}".utf8))
    }

    private static func authentication(
        of system: SystemDefinition, secret: (String) -> String
    ) -> SandboxSystem.Authentication {
        switch system.authentication {
        // Stand-ins speak plain HTTP on loopback, so they cannot ask for a certificate.
        case .none, .mutualTLS: return .none
        case .bearer(let bearer):
            return .header(name: "authorization", value: "Bearer " + secret(bearer.secret))
        case .signature(let signature): return .signature(secret: secret(signature.secret))
        case .apiKey(let key):
            guard case .header(let name) = key.location else { return .none }
            return .header(name: name, value: secret(key.secret))
        case .basic(let basic):
            let pair = Array("\(basic.user):\(secret(basic.secret))".utf8)
            return .header(
                name: "authorization", value: "Basic " + Base64.text(of: pair))
        case .oauth2ClientCredentials(let client):
            return .clientCredentials(
                clientID: client.clientID, secret: secret(client.secret), lifetime: .seconds(300))
        }
    }
}
