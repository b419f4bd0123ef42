import Values

/// How Junction proves itself to a system. Secrets are named here, never given.
package struct AuthenticationConfig: WireType, Hashable {
    package var scheme: AuthenticationScheme
    package var secret: String?
    package var header: String?
    package var clientID: String?
    package var tokenURL: String?
    package var scopes: [String]?
    package var certificate: String?
    package var key: String?
    package var authority: String?

    package init(
        scheme: AuthenticationScheme, secret: String? = nil, header: String? = nil, clientID: String? = nil,
        tokenURL: String? = nil, scopes: [String]? = nil, certificate: String? = nil, key: String? = nil,
        authority: String? = nil
    ) {
        self.scheme = scheme
        self.secret = secret
        self.header = header
        self.clientID = clientID
        self.tokenURL = tokenURL
        self.scopes = scopes
        self.certificate = certificate
        self.key = key
        self.authority = authority
    }

    package static let about = About(
        "How Junction proves itself to a system. Secrets are named here, never given.",
        [
            "scheme": "The kind of proof.",
            "secret": FieldNote(
                "Name of the secret in the secret store.",
                example: "care-record-client", lengthMost: 128),
            "header": FieldNote("Header that carries the key, for apiKey.", example: "X-API-Key", lengthMost: 128),
            "clientID": FieldNote("Public client name, for oauth2ClientCredentials and basic.", lengthMost: 256),
            "tokenURL": FieldNote("Where tokens are had, for oauth2ClientCredentials.", lengthMost: 2048),
            "scopes": "Scopes to ask a token for.",
            "certificate": FieldNote(
                "Name of the secret with our certificate and its chain in PEM, for mutualTLS.",
                example: "ledger-certificate", lengthMost: 128),
            "key": FieldNote(
                "Name of the secret with its private key in PEM, for mutualTLS.", example: "ledger-key",
                lengthMost: 128),
            "authority": FieldNote(
                "Name of the secret with the authorities in PEM that may sign the system's own certificate, for mutualTLS; "
                    + "the machine's when absent.",
                example: "ledger-authority", lengthMost: 128),
        ])
}
