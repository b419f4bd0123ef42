import Connectors
import Contract
import Flows
import Sandbox
import Values

/// Where messages of one operation are put; the broker, or its stand-in.
protocol MessageOutlet: Sendable {
    func publish(_ message: RabbitMQMessage) async -> CallVerdict
    /// Connects, and publishes nothing.
    func reach() async -> CallVerdict
    func shutdown() async
}

extension RabbitMQPublisher: MessageOutlet {}

/// A system that takes messages over AMQP 0-9-1. Each operation has a connection of its own, made with its first message: a
/// broker closes the one on which something was published to an exchange that is not there.
struct RabbitMQConnection: SystemConnection {
    struct Route: Sendable {
        var outlet: any MessageOutlet
        var routingKey: RoutingKeyTemplate
        var headers: [RESTHeader]
    }

    let system: String
    let routes: [String: Route]

    func call(_ request: SystemRequest) async -> SystemAnswer {
        guard let route = routes[request.operation] else {
            return .refused(reason: "the system '\(system)' has no operation '\(request.operation)'")
        }
        do throws(JunctionError) {
            return Self.answer(await route.outlet.publish(try route.message(for: request)))
        } catch { return .refused(reason: error.message) }
    }

    func reach() async -> SystemAnswer {
        guard let route = routes.min(by: { $0.key < $1.key })?.value else {
            return .refused(reason: "the system '\(system)' has no operation to publish by")
        }
        return Self.answer(await route.outlet.reach())
    }

    private static func answer(_ verdict: CallVerdict) -> SystemAnswer {
        switch verdict {
        case .success: .done(SystemReply(status: 200))
        case .retry(let reason, let after): .retry(reason: reason, after: after)
        case .refused(let reason): .refused(reason: reason)
        }
    }

    func shutdown() async { for route in routes.values { await route.outlet.shutdown() } }
}

extension RabbitMQConnection.Route {
    /// The header that names a delivery to other systems is the message's id here.
    private static let idHeader = "idempotency-key"

    /// Throws `requestInvalid` when the routing key needs a value that the message does not have.
    func message(for request: SystemRequest) throws(JunctionError) -> RabbitMQMessage {
        var missing: String?
        let key = routingKey.text { name in
            if request.parameters[name] == nil { missing = name }
            return request.parameters[name] ?? ""
        }
        if let missing {
            throw JunctionError(.requestInvalid, "the message has nothing for '{\(missing)}' in the routing key")
        }
        let id = request.headers.first { $0.name == Self.idHeader }?.value ?? SystemIdentifier.next()
        let others = request.headers.filter { $0.name != Self.idHeader }.map { RESTHeader($0.name, $0.value) }
        return RabbitMQMessage(
            routingKey: key, messageID: RabbitMQMessage.identifier(id), correlationID: request.correlationID,
            contentType: request.contentType ?? "application/octet-stream", headers: headers + others,
            body: request.body ?? [])
    }
}

extension RabbitMQBroker {
    /// What a system file says. Throws `connectorSettings` when it does not say enough.
    init(_ system: SystemDefinition) throws(JunctionError) {
        let login: Login
        switch system.authentication {
        case .basic(let basic): login = .password(user: basic.user, password: basic.secret)
        case .mutualTLS(let names):
            login = .certificate(
                TLSSecrets(certificate: names.certificate, key: names.key, authority: names.authority))
        default:
            throw JunctionError(
                .connectorSettings, "the system '\(system.id)' says no user",
                remedy: "Write 'authentication: { basic: { user: …, secret: … } }', or mutualTLS with a certificate.")
        }
        self.init(
            system: system.id, address: try RabbitMQAddress(system.endpoint), login: login,
            allowedNetworks: system.allowedNetworks.map(\.description))
        authority = system.authority
    }
}

extension RabbitMQConnection {
    /// - Parameter standIn: Takes the messages in place of the broker.
    init(
        _ system: SystemDefinition, standIn: SandboxBroker?, _ environment: ConnectorEnvironment
    ) throws(JunctionError) {
        var routes: [String: Route] = [:]
        for (name, operation) in system.operations {
            guard let publication = operation.publish else {
                throw JunctionError(.connectorSettings, "the operation '\(name)' does not say where to publish")
            }
            let (exchange, key) = publication.destination
            // A queue's name is what it is, braces and all.
            let template = exchange.isEmpty ? RoutingKeyTemplate(fixed: key) : RoutingKeyTemplate(key) { !$0.isEmpty }
            guard let template else {
                throw JunctionError(.connectorSettings, "the routing key of '\(name)' has a brace that is not closed")
            }
            let outlet: any MessageOutlet
            if let standIn {
                outlet = SandboxOutlet(broker: standIn, exchange: exchange)
            } else {
                var settings = RabbitMQSettings(broker: try RabbitMQBroker(system), exchange: exchange, routingKey: "")
                settings.isMandatory = publication.isMandatory
                settings.isPersistent = publication.isPersistent
                settings.limits.confirmTimeout = operation.timeout
                outlet = try RabbitMQPublisher(settings: settings, environment: environment)
            }
            routes[name] = Route(
                outlet: outlet, routingKey: template, headers: operation.headers.map { RESTHeader($0.name, $0.value) })
        }
        self.init(system: system.id, routes: routes)
    }
}

extension Publication {
    /// A queue is reached through the default exchange, whose routing keys are queues' names.
    fileprivate var destination: (exchange: String, routingKey: String) {
        switch place {
        case .queue(let queue): ("", queue)
        case .exchange(let exchange, let key): (exchange, key)
        }
    }
}

/// The stand-in's side of an operation.
private struct SandboxOutlet: MessageOutlet {
    let broker: SandboxBroker
    let exchange: String

    func publish(_ message: RabbitMQMessage) async -> CallVerdict { await broker.publish(message, to: exchange) }
    func reach() async -> CallVerdict { .success }
    func shutdown() async {}
}
