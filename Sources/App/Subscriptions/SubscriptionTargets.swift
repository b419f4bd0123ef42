import APIContract
import Connectors
import Contract
import Events
import Flows
import Formats
import Mapping
import Resilience
import Synchronization
import Values

/// Makes what a subscription's target says: one function for each kind. Kafka is a kind more, some day.
final class SubscriptionTargets: Sendable {
    private let environment: ConnectorEnvironment
    private let engine: DeliveryEngine
    private let log: EventLog
    private let flows: FlowEngine
    /// Told of receivers that want no more.
    private let whenGone = Mutex<(@Sendable (_ subscription: String) -> Void)?>(nil)

    init(environment: ConnectorEnvironment, engine: DeliveryEngine, log: EventLog, flows: FlowEngine) {
        self.environment = environment
        self.engine = engine
        self.log = log
        self.flows = flows
    }

    func onGone(_ body: @escaping @Sendable (String) -> Void) { whenGone.withLock { $0 = body } }

    /// What a keeper needs.
    var surroundings: SubscriptionKeeper.Surroundings {
        SubscriptionKeeper.Surroundings(
            encode: { try JSONFormat().encode($0) }, decode: { try JSONFormat().decode($0) },
            compilers: Self.compilers, prepare: { [self] in try prepare($0) })
    }

    /// The dialects of filters beside those that every filter knows.
    static let compilers: [String: SubscriptionFilter.Compiler] = ["jsonata": jsonata]

    /// Throws `subscriptionInvalid`, or what the connector says of its settings.
    func prepare(_ subscription: Events.Subscription) throws -> SubscriptionKeeper.Prepared {
        let target = try ValueDecoder.decode(
            APIContract.SubscriptionTarget.self, from: .object(SubscriptionSettings.shown(subscription.target)))
        switch target.type {
        case .webhook: return try webhook(subscription, target)
        case .queue:
            let queue = PullQueue(destination: subscription.destination, engine: engine, time: environment.time)
            let settings = DestinationSettings.pullQueue(
                attempts: target.deliveriesMost ?? 10, isOrdered: subscription.isOrdered,
                leases: target.leasesMost ?? 100)
            return SubscriptionKeeper.Prepared(target: queue, settings: settings, close: { queue.endWaits() })
        case .rabbitmq: return try rabbitMQ(subscription, target)
        case .flow:
            guard let point = target.integrationId else { throw Self.missing("integrationId", of: .flow) }
            let flow = FlowEventTarget(point: point, flows: flows, log: log)
            return SubscriptionKeeper.Prepared(target: flow, settings: Self.settings(subscription))
        }
    }

    private func webhook(
        _ subscription: Events.Subscription, _ target: APIContract.SubscriptionTarget
    ) throws -> SubscriptionKeeper.Prepared {
        guard let url = target.url else { throw Self.missing("url", of: .webhook) }
        let secrets = SubscriptionSettings.secrets(subscription.target)
        var limits = WebhookSettings.usualLimits
        limits.connections = subscription.concurrency
        limits.requestBytes = Self.bodyBytesMost
        let client = try WebhookClient(
            settings: WebhookSettings(
                system: subscription.id, url: url, secrets: secrets.map(\.name),
                headers: (target.headers ?? [:]).map { RESTHeader($0.key, $0.value) }, limits: limits,
                allowedNetworks: target.allowedNetworks ?? []),
            environment: environment)
        let id = subscription.id
        let webhook = WebhookTarget(
            client: client, form: target.format ?? .event, secrets: secrets, time: environment.time,
            gone: { [weak self] in self?.whenGone.withLock { $0 }?(id) })
        return SubscriptionKeeper.Prepared(
            target: webhook, settings: Self.settings(subscription), close: { await client.shutdown() })
    }

    private func rabbitMQ(
        _ subscription: Events.Subscription, _ target: APIContract.SubscriptionTarget
    ) throws -> SubscriptionKeeper.Prepared {
        guard (target.queue == nil) != (target.exchange == nil) else {
            throw JunctionError(
                .subscriptionInvalid, "a target of the type 'rabbitmq' needs either 'queue' or 'exchange'",
                place: Place(path: "/target"))
        }
        let key = try RoutingKeyTemplate(attributes: target.queue ?? target.routingKey ?? "")
        var address = RabbitMQBroker(
            system: subscription.id, address: try RabbitMQAddress(Self.needed(target.url, "url")),
            login: try Self.login(target), allowedNetworks: target.allowedNetworks ?? [])
        address.authority = target.authoritySecret
        address.tls.authorityFile = target.authorityFile
        var settings = RabbitMQSettings(broker: address, exchange: target.exchange ?? "", routingKey: "")
        settings.isMandatory = target.mandatory ?? true
        settings.limits.messageBytes = Self.bodyBytesMost
        // A replay has as many under way again.
        settings.limits.inFlight = subscription.concurrency * 2
        let publisher = try RabbitMQPublisher(settings: settings, environment: environment)
        let broker = RabbitMQTarget(publisher: publisher, form: target.format ?? .event, routingKey: key)
        return SubscriptionKeeper.Prepared(
            target: broker, settings: Self.settings(subscription), close: { await publisher.shutdown() })
    }

    /// By a certificate, or as a user with a password.
    private static func login(_ target: APIContract.SubscriptionTarget) throws -> RabbitMQBroker.Login {
        guard target.certificateSecret != nil || target.keySecret != nil else {
            return .password(
                user: try needed(target.user, "user"), password: try needed(target.passwordSecret, "passwordSecret"))
        }
        guard target.user == nil, target.passwordSecret == nil else {
            throw JunctionError(
                .subscriptionInvalid,
                "a target of the type 'rabbitmq' has either a certificate or a user with a password",
                place: Place(path: "/target"))
        }
        return .certificate(
            TLSSecrets(
                certificate: try needed(target.certificateSecret, "certificateSecret"),
                key: try needed(target.keySecret, "keySecret"), authority: target.authoritySecret))
    }

    private static func needed(_ value: String?, _ field: String) throws -> String {
        guard let value else { throw missing(field, of: .rabbitmq) }
        return value
    }

    /// Largest event posted; what the API takes in, with room for its envelope.
    private static let bodyBytesMost = 32 << 20

    private static func settings(_ subscription: Events.Subscription) -> DestinationSettings {
        var settings = DestinationSettings()
        settings.concurrency = subscription.concurrency
        settings.windowCount = max(settings.windowCount, subscription.concurrency * 2)
        settings.isOrderedPerKey = subscription.isOrdered
        // Standard Webhooks asks for days rather than hours.
        settings.retry.age = .seconds(3 * 86_400)
        return settings
    }

    private static func missing(_ field: String, of kind: SubscriptionKind) -> JunctionError {
        JunctionError(
            .subscriptionInvalid, "a target of the type '\(kind.rawValue)' needs '\(field)'",
            place: Place(path: "/target/\(field)"))
    }

    /// Over the event in our own form; true lets it pass. Bounded by steps, since it runs where events are appended.
    @Sendable private static func jsonata(_ source: String) throws -> SubscriptionFilter.Predicate {
        let expression: JSONataExpression
        do {
            // By itself first, so that what is wrong is told of what was written.
            _ = try JSONataExpression(source)
            expression = try JSONataExpression("$boolean((\(source)\n))")
        } catch {
            throw JunctionError(.filterInvalid, "\(error.message) (\(error.code))")
        }
        var limits = JSONataLimits()
        limits.stepsMost = 100_000
        limits.depthMost = 200
        limits.stackBytesMost = 128 << 10
        limits.bytesMost = 16 << 20
        let bounds = limits
        return { event in
            let stored = StoredEvent(sequence: 0, streamSequence: 0, recordedAt: event.time, event: event)
            let shown = try? ValueEncoder.encode(IntegrationEvent(EventRecord(stored: stored, status: .recorded)))
            let environment = JSONataEnvironment(now: event.time, limits: bounds)
            return (try? expression.evaluate(shown, environment: environment)) == .bool(true)
        }
    }
}
