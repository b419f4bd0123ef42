import Connectors
import Contract
import Sandbox
import Values

/// Where the systems are: at their own addresses, or in the sandbox that stands in for them.
struct SystemAddresses: Sendable {
    /// Where the sandbox listens; nil when the real systems are called.
    struct Sandbox: Sendable {
        var httpPort: Int
        /// Ports of the stand-ins for systems that speak MLLP.
        var mllpPorts: [String: Int]
        /// The stand-ins for brokers, which nothing listens for: they are called.
        var brokers: [String: SandboxBroker]
    }

    /// Nil calls the real systems.
    var sandbox: Sandbox?

    private static let loopback = ["127.0.0.0/8"]

    func connect(
        _ system: SystemDefinition, _ environment: ConnectorEnvironment
    ) throws -> any SystemConnection {
        switch system.connector {
        case .rest, .webhook:
            var system = system
            let endpoint = sandboxed(&system)
            let settings = try RESTSettings(
                system, endpoint: endpoint,
                allowedNetworks: sandbox == nil ? system.allowedNetworks.map(\.description) : Self.loopback)
            return RESTConnection(client: try RESTClient(settings: settings, environment: environment))
        case .mllp:
            let (host, port) = try mllpAddress(of: system)
            let settings = MLLPClientSettings(
                system: system.id, host: host, port: port, tls: try mllpSecurity(of: system),
                allowedNetworks: sandbox == nil ? system.allowedNetworks.map(\.description) : Self.loopback)
            return MLLPConnection(client: try MLLPClient(settings: settings, environment: environment))
        case .rabbitmq:
            return try RabbitMQConnection(system, standIn: sandbox?.brokers[system.id], environment)
        }
    }

    /// The endpoint to call; in the sandbox, tokens come from there too.
    private func sandboxed(_ system: inout SystemDefinition) -> String {
        guard let sandbox else { return system.endpoint }
        let base = "http://127.0.0.1:\(sandbox.httpPort)/\(system.id)"
        if case .oauth2ClientCredentials(var client) = system.authentication {
            client.tokenURL = base + "/oauth/token"
            system.authentication = .oauth2ClientCredentials(client)
        }
        return base
    }

    private func mllpAddress(of system: SystemDefinition) throws -> (String, Int) {
        if let sandbox { return ("127.0.0.1", sandbox.mllpPorts[system.id] ?? 0) }
        let bare = system.endpoint.split(separator: "/").last ?? ""
        guard let colon = bare.lastIndex(of: ":"), let port = Int(bare[bare.index(after: colon)...]) else {
            throw JunctionError(
                .settingInvalid, "the endpoint of '\(system.id)' names no host and port",
                remedy: "Write mllp://host:port.")
        }
        let host = bare[..<colon]
        return (String(host.hasPrefix("[") ? host.dropFirst().dropLast() : host), port)
    }

    /// Stand-ins speak without TLS, on this machine.
    private func mllpSecurity(of system: SystemDefinition) throws -> TLSSettings? {
        if sandbox != nil { return nil }
        let identity = TLSSecrets(system.authentication)
        if system.endpoint.hasPrefix("mllps://") { return TLSSettings(secrets: identity) }
        guard identity == nil else {
            throw JunctionError(
                .settingInvalid, "the system '\(system.id)' is to be shown a certificate, and is called without TLS",
                remedy: "Write mllps://host:port.")
        }
        return nil
    }
}
