import Values

/// A broker, and how it is spoken to.
package struct RabbitMQBroker: Sendable {
    /// Names it in metrics and messages.
    package var system: String
    package var address: RabbitMQAddress
    package var user: String
    /// Name of the secret that holds the password.
    package var password: String
    /// Silence after which a connection counts as lost.
    package var heartbeat = Duration.seconds(10)
    /// To connect, TLS and login included; then the attempt has failed.
    package var connectTimeout = Duration.seconds(5)
    package var tls = TLSSettings()
    /// Name of the secret that holds the authorities to trust, in PEM; nil: what `tls` says.
    package var authority: String?
    /// Address ranges that may be called although they are not public.
    package var allowedNetworks: [String]

    package init(
        system: String, address: RabbitMQAddress, user: String, password: String, allowedNetworks: [String] = []
    ) {
        self.system = system
        self.address = address
        self.user = user
        self.password = password
        self.allowedNetworks = allowedNetworks
    }
}

/// Connects to a broker: looks its address up, holds it to the outbound rules, and fetches the secrets anew each time.
struct RabbitMQDialer: Sendable {
    let broker: RabbitMQBroker
    let environment: ConnectorEnvironment
    private let guardian: OutboundGuard

    /// Of a name with several addresses, so many are tried.
    private static let addressesMost = 4

    /// - Throws: `connectorSettings`, or `addressForbidden` for a host written as a forbidden address.
    init(_ broker: RabbitMQBroker, _ environment: ConnectorEnvironment) throws(JunctionError) {
        guardian = OutboundGuard(rules: AddressRules(allowed: try RESTClient.networks(broker.allowedNetworks)))
        let host = broker.address.host
        if let literal = try OutboundGuard.literal(host) { try guardian.check(literal, host: host) }
        try Self.check([("user", broker.user)])
        if broker.address.isSecure { _ = try broker.tls.clientConfiguration() }
        self.broker = broker
        self.environment = environment
    }

    /// Throws `connectorSettings` for what does not fit a short string of the protocol.
    static func check(_ texts: [(name: String, value: String)]) throws(JunctionError) {
        for (name, value) in texts where value.utf8.count > RabbitMQMessage.shortTextMost || value.utf8.contains(0) {
            throw JunctionError(
                .connectorSettings, "'\(name)' takes at most \(RabbitMQMessage.shortTextMost) bytes, none of them zero",
                place: Place(path: name))
        }
    }

    /// Connects to an address that may be called; blocks. For TLS the library looks the name up once more: whoever answers
    /// there has to bear the name's certificate before anything is said to him.
    func connect() throws(RabbitMQFailure) -> RabbitMQConnection {
        let password = try secret(broker.password)
        let authority = try broker.authority.map { name throws(RabbitMQFailure) in try secret(name) }
        let addresses: [IPAddress]
        do throws(JunctionError) { addresses = try guardian.addressesNow(of: broker.address.host) } catch {
            throw RabbitMQFailure(reason: error.message)
        }
        var failure = RabbitMQFailure(reason: "the broker has no address")
        // A name of several addresses: each is tried; with TLS the library does that itself.
        for address in addresses.prefix(broker.address.isSecure ? 1 : Self.addressesMost) {
            do throws(RabbitMQFailure) {
                return try RabbitMQConnection(broker, at: address, password: password, authority: authority)
            } catch { failure = error }
        }
        throw failure
    }

    private func secret(_ name: String) throws(RabbitMQFailure) -> String {
        guard let secret = environment.secret(name) else {
            throw RabbitMQFailure(reason: "the secret '\(name)' is not there")
        }
        return secret
    }
}
