import Connectors
import Contract
import Flows
import Formats
import Values

/// A system that is reached over HTTP.
struct RESTConnection: SystemConnection {
    let client: RESTClient

    func call(_ request: SystemRequest) async -> SystemAnswer {
        let answer = await client.call(
            request.operation, parameters: request.parameters,
            headers: request.headers.map { RESTHeader($0.name, $0.value) }, body: request.body,
            contentType: request.contentType)
        return Self.answer(answer)
    }

    func reach() async -> SystemAnswer { Self.answer(await client.reach()) }

    private static func answer(_ answer: RESTAnswer) -> SystemAnswer {
        switch answer.verdict {
        case .success:
            .done(
                SystemReply(
                    status: answer.status ?? 200, contentType: answer.header("content-type"), body: answer.body))
        case .retry(let reason, let after): .retry(reason: reason, after: after)
        case .refused(let reason): .refused(reason: reason)
        }
    }

    func shutdown() async { await client.shutdown() }
}

extension RESTSettings {
    /// What a system file says, at the address that the settings resolve to.
    init(_ system: SystemDefinition, endpoint: String, allowedNetworks: [String]) throws {
        var operations: [String: RESTOperation] = [:]
        for (name, operation) in system.operations { operations[name] = try RESTOperation(operation) }
        var limits = RESTLimits()
        if let longest = system.operations.map(\.value.timeout).max() { limits.wholeTimeout = longest }
        self.init(
            system: system.id, endpoint: endpoint, authentication: RESTAuthentication(system.authentication),
            operations: operations, limits: limits, tls: TLSSettings(secrets: TLSSecrets(system.authentication)),
            allowedNetworks: allowedNetworks,
            refusals: system.connector == .webhook ? .onlyGone : .byStatus)
    }
}

extension RESTOperation {
    init(_ operation: Contract.Operation) throws {
        func mediaType(_ format: String?) throws -> String? {
            guard let format else { return nil }
            let types = type(of: try FormatCatalogue.format(named: format)).spec.mediaTypes
            return types.first { $0.hasSuffix("/" + format) } ?? types.first
        }
        self.init(
            method: operation.method.rawValue, path: operation.path,
            headers: operation.headers.map { RESTHeader($0.name, $0.value) },
            contentType: try mediaType(operation.request), expects: try mediaType(operation.response),
            success: operation.success, timeout: operation.timeout)
    }
}

extension RESTAuthentication {
    init(_ authentication: Authentication) {
        switch authentication {
        // A certificate is shown before any request is made: nothing is put into one.
        case .none, .mutualTLS: self = .none
        case .bearer(let bearer): self = .bearer(secret: bearer.secret)
        case .signature(let signature): self = .signature(secrets: [signature.secret])
        case .apiKey(let key):
            switch key.location {
            case .header(let name): self = .apiKeyInHeader(name: name, secret: key.secret)
            case .query(let name): self = .apiKeyInQuery(name: name, secret: key.secret)
            }
        case .basic(let basic): self = .basic(user: basic.user, secret: basic.secret)
        case .oauth2ClientCredentials(let client):
            self = .clientCredentials(
                OAuthClient(
                    tokenEndpoint: client.tokenURL, clientID: client.clientID, secret: client.secret,
                    scope: client.scope))
        }
    }
}

extension TLSSecrets {
    /// Nil when the system asks for no certificate.
    init?(_ authentication: Authentication) {
        guard case .mutualTLS(let identity) = authentication else { return nil }
        self.init(certificate: identity.certificate, key: identity.key, authority: identity.authority)
    }
}
