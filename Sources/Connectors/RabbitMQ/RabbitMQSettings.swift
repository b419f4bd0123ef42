import Values

/// Where and how messages are published.
package struct RabbitMQSettings: Sendable {
    /// Numbers that bound a publisher.
    package struct Limits: Sendable, Hashable {
        /// For the broker's confirmation of a message; then the connection is given up and the message tried again.
        package var confirmTimeout = Duration.seconds(30)
        /// Messages that are not confirmed yet; beyond it: retry.
        package var inFlight = 1000
        /// Of one message; beyond it: refused.
        package var messageBytes = 16 << 20

        package init() {}
    }

    package var broker: RabbitMQBroker
    /// Empty: the default exchange, which routes to the queue that the routing key names.
    package var exchange: String
    /// What is published when the caller names no routing key of its own.
    package var routingKey: String
    /// Whether a message that the broker can route to no queue fails; otherwise the broker drops it.
    package var isMandatory = true
    /// Whether the broker keeps the message on disk, as far as its queues are durable.
    package var isPersistent = true
    package var limits = Limits()

    package init(broker: RabbitMQBroker, exchange: String, routingKey: String) {
        self.broker = broker
        self.exchange = exchange
        self.routingKey = routingKey
    }
}
