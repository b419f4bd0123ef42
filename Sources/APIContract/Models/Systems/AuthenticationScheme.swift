/// How Junction proves itself to an external system.
package enum AuthenticationScheme: String, WireEnum {
    /// No proof asked for.
    case none
    /// A key in a header.
    case apiKey
    /// User name and password (RFC 7617).
    case basic
    /// A fixed bearer token (RFC 6750).
    case bearer
    /// OAuth 2.0 client credentials (RFC 6749 section 4.4).
    case oauth2ClientCredentials
    /// A client certificate (RFC 8705).
    case mutualTLS

    package static let about = About("How Junction proves itself to an external system.")
}
