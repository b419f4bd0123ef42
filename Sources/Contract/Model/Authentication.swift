import Values

/// How we prove to a system who we are. Secrets are named here and kept elsewhere.
package enum Authentication: Sendable, Equatable {
    case none
    case apiKey(APIKey)
    case basic(Basic)
    case oauth2ClientCredentials(ClientCredentials)
    case signature(Signature)

    package struct APIKey: Sendable, Equatable {
        package enum Location: Sendable, Equatable {
            case header(String)
            case query(String)
        }
        package var location: Location
        package var secret: String
    }

    package struct Basic: Sendable, Equatable {
        package var user: String
        package var secret: String
    }

    /// RFC 6749 section 4.4.
    package struct ClientCredentials: Sendable, Equatable {
        package var tokenURL: String
        package var clientID: String
        package var secret: String
        package var scope: String?
    }

    /// Each message is signed as Standard Webhooks 1.0 has it.
    package struct Signature: Sendable, Equatable {
        package var secret: String
    }
}

extension Authentication {
    static let spec = Spec<Authentication>.single(
        .choice(["none": (.none, "The system asks for nothing.")]),
        or: .variants([
            Variant(
                "apiKey",
                .object(
                    "authenticationAPIKey", "A key in a header or in the query.", Key("apiKey", apiKeySpec, "The key."),
                    make: { .apiKey($0) })),
            Variant(
                "basic",
                .object(
                    "authenticationBasic", "A user name and a password (RFC 7617).",
                    Key("basic", basicSpec, "The user."),
                    make: { .basic($0) })),
            Variant(
                "oauth2ClientCredentials",
                .object(
                    "authenticationOAuth2", "A token fetched with client credentials (RFC 6749 section 4.4).",
                    Key("oauth2ClientCredentials", clientCredentialsSpec, "The client."),
                    make: { .oauth2ClientCredentials($0) })),
            Variant(
                "signature",
                .object(
                    "authenticationSignature", "Every message is signed (Standard Webhooks 1.0).",
                    Key("signature", signatureSpec, "The signing secret."), make: { .signature($0) })),
        ]))

    private static let secret = Key(
        "secret", Spec<String>.text(.name), "Name of the secret.", example: "care-record-client")

    private static let apiKeySpec = Spec<APIKey>.variants([
        Variant(
            "header",
            .object(
                "apiKeyInHeader", "A key in a header.", Key("header", .text(headerName), "Name of the header."), secret,
                make: { APIKey(location: .header($0), secret: $1) })),
        Variant(
            "query",
            .object(
                "apiKeyInQuery", "A key in the query.", Key("query", .text(.name), "Name of the query parameter."),
                secret,
                make: { APIKey(location: .query($0), secret: $1) })),
    ])

    private static let basicSpec = Spec<Basic>.object(
        "basic", "A user name and a password.",
        Key("user", .text(.sentence), "The user name; may be '${setting}'."), secret, make: Basic.init)

    private static let clientCredentialsSpec = Spec<ClientCredentials>.object(
        "clientCredentials", "OAuth 2.0 client credentials.",
        Key("tokenURL", .text(.url), "Where tokens are fetched."),
        Key("clientID", .text(.sentence), "Who we are there."), secret,
        Key(optional: "scope", .text(.sentence), "What is asked for, words separated by spaces."),
        make: ClientCredentials.init)

    private static let signatureSpec = Spec<Signature>.object(
        "signature", "A signature over each message.", secret, make: { Signature(secret: $0) })

    static let headerName = TextShape(
        "a header's name", examples: ["X-API-Key"], pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$")
}
