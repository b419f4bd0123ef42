import API
import APIContract
import Contract
import Values

/// A system as the API takes and shows it, and the same as a system file: one form for one reader.
enum SystemDocument {
    /// The system file of a registration. What `configuration` says stands as it is: operations, headers, networks.
    static func document(of system: NewExternalSystem) throws -> Object {
        var document = system.configuration ?? Object()
        document["id"] = .string(system.id)
        document["name"] = .string(system.name)
        document["type"] = .string(system.type)
        document["endpoint"] = .string(system.endpoint)
        if document["connector"] == nil { document["connector"] = "rest" }
        if document["owner"] == nil { document["owner"] = "registered through the API" }
        if let list = system.capabilities { document["capabilities"] = .array(list.map { .string($0) }) }
        if let list = system.dataFormats { document["dataFormats"] = .array(list.map { .string($0) }) }
        if let limits = system.rateLimits { document["rateLimits"] = .array(try limits.map(rate)) }
        if let authentication = system.authentication { document["authentication"] = try form(of: authentication) }
        return document
    }

    private static func rate(_ limit: RateLimit) throws -> Value {
        guard let unit = Rate.Unit.allCases.first(where: { $0.duration == .seconds(limit.perSeconds) }) else {
            throw wrong("/rateLimits", "rateLimits.perSeconds is one of 1, 60, 3600, 86400 and 604800")
        }
        return .string("\(limit.requests)/\(unit.rawValue)")
    }

    private static func wrong(_ pointer: String, _ message: String) -> JunctionError {
        JunctionError(
            .badRequest, message, cause: LocatedFindings([ProblemPlace(pointer: pointer, message: message)]))
    }

    private static func form(of authentication: AuthenticationConfig) throws -> Value {
        func needed(_ value: String?, _ name: String) throws -> Value {
            guard let value else {
                throw wrong(
                    "/authentication/\(name)",
                    "authentication of the scheme '\(authentication.scheme.rawValue)' needs '\(name)'")
            }
            return .string(value)
        }
        let secret = { try needed(authentication.secret, "secret") }
        switch authentication.scheme {
        case .none: return "none"
        case .apiKey:
            return ["apiKey": ["header": .string(authentication.header ?? "X-API-Key"), "secret": try secret()]]
        case .basic:
            return ["basic": ["user": try needed(authentication.clientID, "clientID"), "secret": try secret()]]
        case .oauth2ClientCredentials:
            var client: Object = [
                "tokenURL": try needed(authentication.tokenURL, "tokenURL"),
                "clientID": try needed(authentication.clientID, "clientID"), "secret": try secret(),
            ]
            if let scopes = authentication.scopes { client["scope"] = .string(scopes.joined(separator: " ")) }
            return ["oauth2ClientCredentials": .object(client)]
        case .bearer: return ["bearer": ["secret": try secret()]]
        case .mutualTLS:
            var identity: Object = [
                "certificate": try needed(authentication.certificate, "certificate"),
                "key": try needed(authentication.key, "key"),
            ]
            if let authority = authentication.authority { identity["authority"] = .string(authority) }
            return ["mutualTLS": .object(identity)]
        }
    }

    static func configuration(of system: SystemDefinition) -> Object {
        var operations = Object()
        for (name, operation) in system.operations {
            operations[name] =
                operation.publish.map { ["publish": .object($0.shown)] }
                ?? ["method": .string(operation.method.rawValue), "path": .string(operation.path)]
        }
        return [
            "connector": .string(system.connector.rawValue), "owner": .string(system.owner),
            "operations": .object(operations),
            "allowedNetworks": .array(system.allowedNetworks.map { .string($0.description) }),
        ]
    }
}

extension Publication {
    /// As a system file writes it.
    fileprivate var shown: Object {
        var shown: Object =
            switch place {
            case .queue(let queue): ["queue": .string(queue)]
            case .exchange(let exchange, let key): ["exchange": .string(exchange), "routingKey": .string(key)]
            }
        shown["mandatory"] = .bool(isMandatory)
        shown["persistent"] = .bool(isPersistent)
        return shown
    }
}

extension AuthenticationConfig {
    init(_ authentication: Authentication) {
        switch authentication {
        case .none: self.init(scheme: .none)
        case .apiKey(let key):
            var header: String?
            if case .header(let name) = key.location { header = name }
            self.init(scheme: .apiKey, secret: key.secret, header: header)
        case .bearer(let bearer): self.init(scheme: .bearer, secret: bearer.secret)
        case .mutualTLS(let identity):
            self.init(
                scheme: .mutualTLS, certificate: identity.certificate, key: identity.key, authority: identity.authority)
        case .signature(let signature): self.init(scheme: .apiKey, secret: signature.secret)
        case .basic(let basic): self.init(scheme: .basic, secret: basic.secret, clientID: basic.user)
        case .oauth2ClientCredentials(let client):
            self.init(
                scheme: .oauth2ClientCredentials, secret: client.secret, clientID: client.clientID,
                tokenURL: client.tokenURL, scopes: client.scope.map { [$0] })
        }
    }
}

extension RateLimit {
    init(_ rate: Rate) {
        self.init(requests: rate.count, perSeconds: Int(rate.unit.duration.components.seconds))
    }
}
