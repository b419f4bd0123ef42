import Values

/// How we prove to a system who we are. Secrets are named here and kept elsewhere.
package enum Authentication: Sendable, Equatable {
    case none
    case apiKey(APIKey)
    case basic(Basic)
    case bearer(Bearer)
    case oauth2ClientCredentials(ClientCredentials)
    case signature(Signature)
    case mutualTLS(MutualTLS)

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

    /// A token that somebody else issues and renews (RFC 6750).
    package struct Bearer: Sendable, Equatable {
        package var secret: String
    }

    /// A client certificate (RFC 8446 section 4.4.2). What is named are secrets, in PEM.
    package struct MutualTLS: Sendable, Equatable {
        package var certificate: String
        package var key: String
        package var authority: String?
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
                "bearer",
                .object(
                    "authenticationBearer", "A token that somebody else issues (RFC 6750).",
                    Key("bearer", bearerSpec, "The token."), make: { .bearer($0) })),
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
            Variant(
                "mutualTLS",
                .object(
                    "authenticationMutualTLS", "A client certificate (TLS 1.2 or 1.3).",
                    Key("mutualTLS", mutualTLSSpec, "The certificate."), make: { .mutualTLS($0) })),
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

    private static let bearerSpec = Spec<Bearer>.object(
        "bearer", "A token sent with every call.", secret, make: { Bearer(secret: $0) })

    private static let mutualTLSSpec = Spec<MutualTLS>.object(
        "mutualTLS",
        "Both sides prove themselves by certificate. Secrets are read for each call, so that they can be "
            + "replaced while the server runs.",
        Key(
            "certificate", .text(.name), "Name of the secret that holds our certificate and its chain, in PEM.",
            example: "ledger-certificate"),
        Key("key", .text(.name), "Name of the secret that holds its private key, in PEM.", example: "ledger-key"),
        Key(
            optional: "authority", .text(.name),
            "Name of the secret that holds the authorities the system's own certificate may be signed by, in PEM; those of "
                + "the machine if left out.", example: "ledger-authority"),
        make: MutualTLS.init)

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
