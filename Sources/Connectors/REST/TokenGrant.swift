import Formats
import Values

/// Why there is no token: an outcome of the call that wanted one.
struct TokenFailure: Error {
    var answer: RESTAnswer
}

/// What a token endpoint answered (RFC 6749 section 5). Never shown: neither the token nor the endpoint's words.
struct TokenGrant: Sendable {
    var token: String
    var lifetime: Duration?

    static func read(status: Int, body: [UInt8]) -> Result<TokenGrant, TokenFailure> {
        guard status == 200 else { return .failure(TokenFailure(answer: refusal(status, body))) }
        guard let answer = try? JSONFormat().decode(body), let token = answer["access_token"]?.string, !token.isEmpty,
            HeaderRules.isValue(token)
        else { return failure("the token endpoint's answer holds no access token") }
        if let kind = answer["token_type"]?.string, kind.lowercased() != "bearer" {
            return failure("the token endpoint gave a token that is not a bearer token")
        }
        return .success(TokenGrant(token: token, lifetime: lifetime(answer["expires_in"])))
    }

    private static func lifetime(_ value: Value?) -> Duration? {
        switch value {
        case .integer(let seconds)?: .seconds(min(seconds, 1 << 32))
        // Some servers write the number as text or with a fraction.
        case .string(let text)?: Int64(text).map { .seconds(min($0, 1 << 32)) }
        case .double(let seconds)? where seconds < 4e9: .seconds(Int64(seconds))
        default: nil
        }
    }

    /// Bad credentials are no fault of the message, so it waits until they are mended.
    private static func refusal(_ status: Int, _ body: [UInt8]) -> RESTAnswer {
        let known = ["invalid_client", "invalid_grant", "invalid_scope", "unauthorized_client", "invalid_request"]
        let error = (try? JSONFormat().decode(body))?["error"]?.string
        let detail = error.flatMap { known.contains($0) ? ", \($0)" : nil } ?? ""
        return .retry(.authenticationFailed, "the token endpoint answered \(status)\(detail)")
    }

    private static func failure(_ reason: String) -> Result<TokenGrant, TokenFailure> {
        .failure(TokenFailure(answer: .retry(.authenticationFailed, reason)))
    }
}
