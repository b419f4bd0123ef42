import NIOHTTP1
import Values

/// Puts the proof of identity into a request. Secrets are read for each request and kept nowhere.
struct Authenticator: Sendable {
    private let method: RESTAuthentication
    private let tokens: OAuthTokenSource?
    private let secret: @Sendable (String) -> String?
    private let time: TimeSource

    init(
        _ settings: RESTSettings, guardian: OutboundGuard, environment: ConnectorEnvironment
    ) throws(JunctionError) {
        method = settings.authentication
        secret = environment.secret
        time = environment.time
        switch method {
        case .clientCredentials(let client):
            // A transport of its own: the endpoint is often another origin, with a name of its own to prove.
            let transport = try HTTPTransport(
                to: WebAddress(client.tokenEndpoint), limits: settings.limits, tls: settings.tls, guardian: guardian,
                environment: environment)
            tokens = OAuthTokenSource(client, transport: transport, environment: environment)
        case .apiKeyInHeader(let name, _):
            guard HeaderRules.isUsable(RESTHeader(name, "")) else {
                throw JunctionError(.connectorSettings, "the header '\(name)' cannot carry an API key")
            }
            tokens = nil
        default: tokens = nil
        }
    }

    func shutdown() async { await tokens?.shutdown() }

    func rejected(_ token: String) { tokens?.rejected(token) }

    /// The access token that was put in, where it was one that can be renewed.
    func authenticate(_ request: inout PreparedRequest) async -> Result<String?, TokenFailure> {
        switch method {
        case .none: break
        case .clientCredentials:
            guard let tokens else { preconditionFailure("client credentials without a token source") }
            let result = await tokens.token()
            if case .success(let token) = result {
                request.headers.replaceOrAdd(name: "authorization", value: "Bearer \(token)")
            }
            return result.map { $0 }
        case .signature(let names):
            do throws(JunctionError) { try sign(&request, names) } catch {
                let isRefused = error.code == .requestInvalid
                return .failure(TokenFailure(answer: isRefused ? RESTAnswer(error) : .retry(error.code, error.message)))
            }
        case .apiKeyInHeader(_, let name), .apiKeyInQuery(_, let name), .basic(_, let name), .bearer(let name):
            guard let value = secret(name) else {
                return .failure(TokenFailure(answer: .retry(.secretMissing, "the secret '\(name)' is not there")))
            }
            guard HeaderRules.isValue(value) else {
                return .failure(
                    TokenFailure(
                        answer: .retry(.secretMissing, "the secret '\(name)' has a character that cannot be sent"))
                )
            }
            put(value, in: &request)
        }
        return .success(nil)
    }

    private func put(_ value: String, in request: inout PreparedRequest) {
        switch method {
        case .apiKeyInHeader(let name, _): request.headers.replaceOrAdd(name: name, value: value)
        case .apiKeyInQuery(let name, _): request.addQuery(name, value)
        case .basic(let user, _):
            let pair = Base64.text(of: Array("\(user):\(value)".utf8))
            request.headers.replaceOrAdd(name: "authorization", value: "Basic \(pair)")
        case .bearer: request.headers.replaceOrAdd(name: "authorization", value: "Bearer \(value)")
        case .none, .clientCredentials, .signature: break
        }
    }

    private func sign(_ request: inout PreparedRequest, _ names: [String]) throws(JunctionError) {
        guard let id = request.headers.first(name: "webhook-id") ?? request.headers.first(name: "idempotency-key")
        else {
            throw JunctionError(
                .requestInvalid, "the call has neither 'webhook-id' nor 'idempotency-key' to be signed with")
        }
        let proof = try WebhookSignature.headers(
            id: id, payload: request.body ?? [], secrets: names, secret: secret, now: time.now())
        for header in proof { request.headers.replaceOrAdd(name: header.name, value: header.value) }
    }
}
