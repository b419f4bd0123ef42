import Crypto
package import Values

/// Signatures of Standard Webhooks 1.0: over `id.timestamp.payload`, so that none of the three can be changed.
package struct WebhookSignature: Sendable {
    private enum Key: Sendable {
        /// `v1`: HMAC-SHA256 with a shared secret.
        case shared(SymmetricKey)
        /// `v1a`: Ed25519.
        case pair(Curve25519.Signing.PrivateKey)
    }

    private let key: Key

    /// Reads a secret as the specification writes it: `whsec_` and 24 to 64 bytes in base64 for a shared secret, `whsk_`
    /// and the key (32 bytes, or 64 with the public half) for a key pair.
    ///
    /// - Throws: `connectorSettings`, without the secret.
    package init(secret: String) throws(JunctionError) {
        if secret.hasPrefix("whsk_") {
            guard let bytes = Base64.bytes(unpadded: secret.dropFirst(5)), bytes.count == 32 || bytes.count == 64,
                let pair = try? Curve25519.Signing.PrivateKey(rawRepresentation: Array(bytes.prefix(32)))
            else { throw Self.unusable }
            key = .pair(pair)
        } else {
            guard secret.hasPrefix("whsec_"), let bytes = Base64.bytes(unpadded: secret.dropFirst(6)),
                (24...64).contains(bytes.count)
            else { throw Self.unusable }
            key = .shared(SymmetricKey(data: bytes))
        }
    }

    /// One entry of the `webhook-signature` header: `v1,…`.
    ///
    /// - Parameter timestamp: Seconds since 1970.
    package func sign(id: String, timestamp: Int64, payload: [UInt8]) -> String {
        let signed = Array("\(id).\(timestamp).".utf8) + payload
        switch key {
        case .shared(let secret):
            return "v1," + Base64.text(of: Array(HMAC<SHA256>.authenticationCode(for: signed, using: secret)))
        case .pair(let pair):
            // Signing with Ed25519 fails for no input.
            let signature = (try? pair.signature(for: signed)).map { Array($0) } ?? []
            return "v1a," + Base64.text(of: signature)
        }
    }

    /// The three headers that prove a delivery.
    ///
    /// - Parameter secrets: Names; each signs, so that a receiver can change from one to the next without a gap.
    /// - Throws: `requestInvalid` for an id that cannot be signed, `secretMissing`, or `connectorSettings` for a secret that
    ///   is not one.
    static func headers(
        id: String, payload: [UInt8], secrets: [String], secret: (String) -> String?, now: Instant
    ) throws(JunctionError) -> [RESTHeader] {
        // A dot would make the three signed parts ambiguous.
        guard !id.isEmpty, HeaderRules.isValue(id), !id.contains(".") else {
            throw JunctionError(.requestInvalid, "the message's id cannot be signed: it is empty, or has a dot")
        }
        let timestamp = now.microseconds / 1_000_000
        var signatures: [String] = []
        for name in secrets {
            guard let secret = secret(name) else {
                throw JunctionError(.secretMissing, "the secret '\(name)' is not there")
            }
            signatures.append(try WebhookSignature(secret: secret).sign(id: id, timestamp: timestamp, payload: payload))
        }
        return [
            RESTHeader("webhook-id", id), RESTHeader("webhook-timestamp", String(timestamp)),
            RESTHeader("webhook-signature", signatures.joined(separator: " ")),
        ]
    }

    /// For those who verify an Ed25519 signature: `whpk_…`; nil for a shared secret.
    package var publicKey: String? {
        guard case .pair(let pair) = key else { return nil }
        return "whpk_" + Base64.text(of: Array(pair.publicKey.rawRepresentation))
    }

    private static let unusable = JunctionError(
        .connectorSettings, "the secret is not one of Standard Webhooks",
        remedy: "Use 'whsec_' and 24 to 64 random bytes in base64, or 'whsk_' and an Ed25519 key.")
}
