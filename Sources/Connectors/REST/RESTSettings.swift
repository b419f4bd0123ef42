/// Everything that a REST system's client is made of.
package struct RESTSettings: Sendable {
    /// The system's id: names it in metrics and messages.
    package var system: String
    /// `https://host[:port][/base]`; operations' paths are put behind it.
    package var endpoint: String
    package var authentication: RESTAuthentication
    /// By name.
    package var operations: [String: RESTOperation]
    package var limits: RESTLimits
    package var tls: TLSSettings
    /// Address ranges that may be called although they are not public: `127.0.0.0/8`.
    package var allowedNetworks: [String]
    /// Sent with every request.
    package var headers: [RESTHeader]
    package var refusals: RefusalRule

    package init(
        system: String, endpoint: String, authentication: RESTAuthentication = .none,
        operations: [String: RESTOperation], limits: RESTLimits = RESTLimits(), tls: TLSSettings = TLSSettings(),
        allowedNetworks: [String] = [], headers: [RESTHeader] = [], refusals: RefusalRule = .byStatus
    ) {
        self.system = system
        self.endpoint = endpoint
        self.authentication = authentication
        self.operations = operations
        self.limits = limits
        self.tls = tls
        self.allowedNetworks = allowedNetworks
        self.headers = headers
        self.refusals = refusals
    }
}

/// A header that every request of an operation carries.
package struct RESTHeader: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// How calls prove who they are. Secrets are named here and looked up at each use.
package enum RESTAuthentication: Sendable, Hashable {
    case none
    case apiKeyInHeader(name: String, secret: String)
    case apiKeyInQuery(name: String, secret: String)
    /// RFC 7617.
    case basic(user: String, secret: String)
    /// A token that someone else manages (RFC 6750).
    case bearer(secret: String)
    case clientCredentials(OAuthClient)
    /// Every request is signed as Standard Webhooks 1.0 has it, by each of the secrets named. Its id is the call's
    /// `webhook-id` header or else its `idempotency-key`; a call without either is refused.
    case signature(secrets: [String])
}

/// OAuth 2 client credentials (RFC 6749 section 4.4).
package struct OAuthClient: Sendable, Hashable {
    package enum Placement: String, Sendable, Hashable, CaseIterable {
        /// HTTP Basic, which every server must support (section 2.3.1).
        case basic
        /// `client_id` and `client_secret` in the form.
        case body
    }

    package var tokenEndpoint: String
    package var clientID: String
    /// The name of the client secret.
    package var secret: String
    package var scope: String?
    package var placement: Placement

    package init(
        tokenEndpoint: String, clientID: String, secret: String, scope: String? = nil, placement: Placement = .basic
    ) {
        self.tokenEndpoint = tokenEndpoint
        self.clientID = clientID
        self.secret = secret
        self.scope = scope
        self.placement = placement
    }
}

/// One thing that the system can be asked to do.
package struct RESTOperation: Sendable, Hashable {
    /// An HTTP method in capitals.
    package var method: String
    /// Put behind the endpoint; `{name}` stands for a parameter: `/Patient/{id}`.
    package var path: String
    /// Values may hold `{name}`.
    package var query: [RESTHeader]
    package var headers: [RESTHeader]
    /// Of the request's body, unless the call says another.
    package var contentType: String?
    /// What the answer's Content-Type must be; nil takes any.
    package var expects: String?
    /// Statuses that mean success.
    package var success: [ClosedRange<Int>]
    /// For a whole call; nil takes the limits' `wholeTimeout`.
    package var timeout: Duration?

    package static let usualSuccess = [200...299, 304...304]

    package init(
        method: String, path: String, query: [RESTHeader] = [], headers: [RESTHeader] = [], contentType: String? = nil,
        expects: String? = nil, success: [ClosedRange<Int>] = Self.usualSuccess, timeout: Duration? = nil
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.contentType = contentType
        self.expects = expects
        self.success = success
        self.timeout = timeout
    }
}
