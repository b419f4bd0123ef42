import Values

/// Where and how messages are published.
package struct RabbitMQSettings: Sendable {
    /// Numbers that bound a publisher.
    package struct Limits: Sendable, Hashable {
        /// To connect, TLS and login included; then: retry.
        package var connectTimeout = Duration.seconds(5)
        /// For the broker's confirmation of a message; then the connection is given up and the message tried again.
        package var confirmTimeout = Duration.seconds(30)
        /// Messages that are not confirmed yet; beyond it: retry.
        package var inFlight = 1000
        /// Of one message; beyond it: refused.
        package var messageBytes = 16 << 20

        package init() {}
    }

    /// Names it in metrics and messages.
    package var system: String
    package var address: RabbitMQAddress
    package var user: String
    /// Name of the secret that holds the password.
    package var password: String
    /// Empty: the default exchange, which routes to the queue that the routing key names.
    package var exchange: String
    /// What is published when the caller names no routing key of its own.
    package var routingKey: String
    /// Whether a message that the broker can route to no queue fails; otherwise the broker drops it.
    package var isMandatory = true
    /// Silence after which a connection counts as lost.
    package var heartbeat = Duration.seconds(10)
    package var limits = Limits()
    package var tls = TLSSettings()
    /// Address ranges that may be called although they are not public.
    package var allowedNetworks: [String]

    package init(
        system: String, address: RabbitMQAddress, user: String, password: String, exchange: String, routingKey: String,
        allowedNetworks: [String] = []
    ) {
        self.system = system
        self.address = address
        self.user = user
        self.password = password
        self.exchange = exchange
        self.routingKey = routingKey
        self.allowedNetworks = allowedNetworks
    }
}
