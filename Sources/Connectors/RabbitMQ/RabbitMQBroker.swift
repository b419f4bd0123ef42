import Values

/// A broker, and how it is spoken to.
package struct RabbitMQBroker: Sendable {
    /// Names it in metrics and messages.
    package var system: String
    package var address: RabbitMQAddress
    package var login: Login
    /// Silence after which a connection counts as lost.
    package var heartbeat = Duration.seconds(10)
    /// To connect, TLS and login included; then the attempt has failed.
    package var connectTimeout = Duration.seconds(5)
    package var tls = TLSSettings()
    /// Name of the secret that holds the authorities to trust, in PEM; nil: what `tls` or the login says.
    package var authority: String?
    /// Address ranges that may be called although they are not public.
    package var allowedNetworks: [String]

    package init(
        system: String, address: RabbitMQAddress, login: Login, allowedNetworks: [String] = []
    ) {
        self.system = system
        self.address = address
        self.login = login
        self.allowedNetworks = allowedNetworks
    }
}

extension RabbitMQBroker {
    /// Who we are there.
    package enum Login: Sendable, Hashable {
        /// - Parameter password: Name of the secret that holds it.
        case password(user: String, password: String)
        /// A client certificate, over TLS: the broker takes the user from its name (SASL EXTERNAL).
        case certificate(TLSSecrets)
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
        switch broker.login {
        case .password(let user, _): try Self.check([("user", user)])
        case .certificate:
            guard broker.address.isSecure else {
                throw JunctionError(
                    .connectorSettings, "a client certificate is shown over TLS only", remedy: "Use amqps.",
                    place: Place(path: "url"))
            }
        }
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
        let credentials = try credentials()
        let addresses: [IPAddress]
        do throws(JunctionError) { addresses = try guardian.addressesNow(of: broker.address.host) } catch {
            throw RabbitMQFailure(reason: error.message)
        }
        var failure = RabbitMQFailure(reason: "the broker has no address")
        // A name of several addresses: each is tried; with TLS the library does that itself.
        for address in addresses.prefix(broker.address.isSecure ? 1 : Self.addressesMost) {
            do throws(RabbitMQFailure) {
                return try RabbitMQConnection(broker, at: address, credentials)
            } catch { failure = error }
        }
        throw failure
    }

    /// Read for each connection, so that what was replaced holds from the next one on.
    private func credentials() throws(RabbitMQFailure) -> RabbitMQCredentials {
        var authority = broker.authority
        let proof: RabbitMQCredentials.Proof
        switch broker.login {
        case .password(let user, let password): proof = .password(user: user, password: try secret(password))
        case .certificate(let names):
            proof = .certificate(try secret(names.certificate), key: try secret(names.key))
            authority = names.authority ?? authority
        }
        let trusted = try authority.map { name throws(RabbitMQFailure) in try secret(name) }
        return RabbitMQCredentials(proof: proof, authority: trusted)
    }

    private func secret(_ name: String) throws(RabbitMQFailure) -> String {
        guard let secret = environment.secret(name) else {
            throw RabbitMQFailure(reason: "the secret '\(name)' is not there")
        }
        return secret
    }
}

/// The secrets themselves, for one attempt to connect.
struct RabbitMQCredentials {
    enum Proof {
        case password(user: String, password: String)
        /// In PEM, with its chain.
        case certificate(String, key: String)
    }

    var proof: Proof
    /// Whom to trust, in PEM, in place of the broker's settings.
    var authority: String?
}
