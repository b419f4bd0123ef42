package import Values

/// Publishes messages to a RabbitMQ broker over AMQP 0-9-1.
package struct RabbitMQConnector: Connector {
    package let publisher: RabbitMQPublisher

    package init(settings: Value, environment: ConnectorEnvironment) throws {
        publisher = try RabbitMQPublisher(settings: RabbitMQSettings(reading: settings), environment: environment)
    }

    package func shutdown() async { await publisher.shutdown() }

    package static let spec = ConnectorSpec(
        kind: "rabbitmq",
        summary: "Publishes messages to an exchange or a queue of RabbitMQ, each confirmed by the broker.",
        fields: [
            .init("system", .text, "The broker's id, for metrics and messages.", initial: "rabbitmq"),
            .init(
                "url", .url, "The broker and its virtual host; amqps for TLS.", required: true,
                example: "amqps://broker.example.org/orders"),
            .init("user", .text, "The user's name.", required: true, example: "junction"),
            .init(
                "password", .text, "Name of the secret that holds the password.", required: true, secret: true,
                example: "broker-password"),
            .init("queue", .text, "The queue published to; instead of an exchange.", example: "orders"),
            .init("exchange", .text, "The exchange published to; instead of a queue.", example: "orders"),
            .init("routingKey", .text, "The routing key, with an exchange.", initial: ""),
            .init(
                "mandatory", .flag, "Whether a message that reaches no queue fails; otherwise the broker drops it.",
                initial: true),
            .init(
                "persistent", .flag, "Whether the broker keeps messages on disk, as far as their queues are durable.",
                initial: true),
            .init("heartbeat", .duration, "Silence after which the connection counts as lost.", initial: "10s"),
            .init("limits.connectTimeout", .duration, "To connect, login included; then: retry.", initial: "5s"),
            .init("limits.confirmTimeout", .duration, "For a confirmation; then: retry.", initial: "30s"),
            .init(
                "limits.inFlight", .integer(1...10_000), "Messages not confirmed yet; then: retry.", initial: 1000),
            .init("limits.messageBytes", .size, "Of one message; then: refused.", initial: "16MiB"),
            .init("tls.authorityFile", .file, "A PEM file of authorities trusted instead of the system's."),
            .init("tls.certificateFile", .file, "A PEM file with this side's certificate chain."),
            .init("tls.keyFile", .file, "A PEM file with this side's private key."),
            .init(
                "allowedNetworks", .list, "Address ranges that may be called although they are not public.",
                example: ["127.0.0.0/8"]),
        ],
        examples: [
            .init(
                "A queue of a broker in the house",
                [
                    "url": "amqp://10.20.0.9/orders", "user": "junction", "password": "broker-password",
                    "queue": "orders", "allowedNetworks": ["10.20.0.0/16"],
                ]),
            .init(
                "A topic exchange over TLS",
                [
                    "system": "shop", "url": "amqps://broker.example.org:5671/shop", "user": "junction",
                    "password": "shop-broker", "exchange": "orders", "routingKey": "order.placed",
                    "limits": ["confirmTimeout": "10s"],
                ]),
        ])
}

extension RabbitMQSettings {
    /// Reads what `RabbitMQConnector.spec` describes.
    init(reading settings: Value) throws(JunctionError) {
        let reader = try SettingsReader(settings, spec: RabbitMQConnector.spec)
        let queue = try reader.text("queue")
        let exchange = try reader.text("exchange")
        let routingKey = try reader.text("routingKey")
        guard (queue == nil) != (exchange == nil) else {
            throw SettingsReader.error("give either 'queue' or 'exchange'", "queue")
        }
        var broker = RabbitMQBroker(
            system: try reader.requiredText("system"), address: try RabbitMQAddress(reader.requiredText("url")),
            login: .password(
                user: try reader.requiredText("user"), password: try reader.requiredText("password")),
            allowedNetworks: try reader.texts("allowedNetworks"))
        broker.heartbeat = try reader.duration("heartbeat") ?? broker.heartbeat
        broker.connectTimeout = try reader.duration("limits.connectTimeout") ?? broker.connectTimeout
        broker.tls = TLSSettings(
            authorityFile: try reader.text("tls.authorityFile"),
            certificateFile: try reader.text("tls.certificateFile"), keyFile: try reader.text("tls.keyFile"))
        self.init(broker: broker, exchange: exchange ?? "", routingKey: queue ?? routingKey ?? "")
        isMandatory = try reader.flag("mandatory") ?? isMandatory
        isPersistent = try reader.flag("persistent") ?? isPersistent
        limits.confirmTimeout = try reader.duration("limits.confirmTimeout") ?? limits.confirmTimeout
        limits.inFlight = try reader.integer("limits.inFlight") ?? limits.inFlight
        limits.messageBytes = try reader.size("limits.messageBytes") ?? limits.messageBytes
    }
}
