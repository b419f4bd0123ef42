import NIOCore
import NIOHTTP1
import Synchronization
import Values

/// Access tokens by client credentials (RFC 6749 section 4.4): one request for all who wait.
final class OAuthTokenSource: Sendable {
    private typealias Fetch = Task<Result<String, TokenFailure>, Never>

    private struct State {
        var machine = TokenMachine()
        var fetch: Fetch?
    }

    private let client: OAuthClient
    private let transport: HTTPTransport
    private let environment: ConnectorEnvironment
    private let state = Mutex(State())

    init(_ client: OAuthClient, transport: HTTPTransport, environment: ConnectorEnvironment) {
        self.client = client
        self.transport = transport
        self.environment = environment
    }

    func token() async -> Result<String, TokenFailure> {
        switch begin() {
        case .success(let token): .success(token)
        case .failure(let fetch): await fetch.task.value
        }
    }

    private struct Pending: Error {
        var task: Fetch
    }

    /// The token at hand, or the fetch that will bring one.
    private func begin() -> Result<String, Pending> {
        let now = environment.time.now()
        return state.withLock { state in
            switch state.machine.want(now: now) {
            case .use(let token): return .success(token)
            case .wait:
                guard let fetch = state.fetch else { preconditionFailure("a fetch without its task") }
                return .failure(Pending(task: fetch))
            case .fetch:
                // A task of its own: when the caller that began it is cancelled, the others still get their token.
                let fetch = Fetch { await self.fetch() }
                state.fetch = fetch
                return .failure(Pending(task: fetch))
            }
        }
    }

    func shutdown() async { await transport.shutdown() }

    func rejected(_ token: String) {
        state.withLock { $0.machine.rejected(token) }
    }

    private func fetch() async -> Result<String, TokenFailure> {
        let result = await request()
        let now = environment.time.now()
        state.withLock { state in
            switch result {
            case .success(let grant): state.machine.fetched(grant.token, lifetime: grant.lifetime, now: now)
            case .failure: state.machine.failed()
            }
            state.fetch = nil
        }
        return result.map(\.token)
    }

    private func request() async -> Result<TokenGrant, TokenFailure> {
        guard let secret = environment.secret(client.secret) else {
            return .failure(TokenFailure(answer: .retry(.secretMissing, "the secret '\(client.secret)' is not there")))
        }
        var headers = HTTPHeaders([
            ("content-type", "application/x-www-form-urlencoded"), ("accept", "application/json"),
        ])
        var form = "grant_type=client_credentials"
        if let scope = client.scope { form += "&scope=" + PercentEncoding.encode(scope) }
        switch client.placement {
        case .basic:
            // Section 2.3.1: both are form-encoded before they are joined.
            let pair = PercentEncoding.encode(client.clientID) + ":" + PercentEncoding.encode(secret)
            headers.add(name: "authorization", value: "Basic " + Base64.text(of: Array(pair.utf8)))
        case .body:
            form += "&client_id=" + PercentEncoding.encode(client.clientID)
            form += "&client_secret=" + PercentEncoding.encode(secret)
        }
        do {
            let reply = try await transport.send(
                .POST, transport.address.basePath.isEmpty ? "/" : transport.address.basePath, headers: headers,
                body: Array(form.utf8), deadline: .now() + TimeAmount(transport.limits.wholeTimeout))
            return TokenGrant.read(status: reply.status, body: reply.body)
        } catch {
            return .failure(TokenFailure(answer: TransportFailure.answer(error)))
        }
    }
}
