import Crypto

/// Proves that a text was made here and not changed: HMAC-SHA-256 (RFC 2104), cut to 128 bits.
package struct MessageSeal: Sendable {
    private let key: SymmetricKey
    package static let length = 16

    /// `key` should be 32 random bytes.
    package init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

    package func seal(_ bytes: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key).prefix(Self.length))
    }

    package func isSeal(_ seal: [UInt8], of bytes: [UInt8]) -> Bool { self.seal(bytes).isEqualInConstantTime(to: seal) }
}

/// SHA-256 of all parts, each preceded by its length so that no two lists of parts look the same.
package func fingerprint(_ parts: [UInt8]...) -> [UInt8] {
    var hash = SHA256()
    for part in parts {
        var length = UInt64(part.count)
        var prefix: [UInt8] = []
        for _ in 0..<8 {
            prefix.append(UInt8(truncatingIfNeeded: length))
            length >>= 8
        }
        hash.update(data: prefix)
        hash.update(data: part)
    }
    return Array(hash.finalize())
}

/// SHA-1, which proves nothing any more: for the handshake of WebSocket alone (RFC 6455, section 4.2.2).
package func sha1(_ bytes: [UInt8]) -> [UInt8] { Array(Insecure.SHA1.hash(data: bytes)) }

extension [UInt8] {
    /// The first `count` bytes, each as two digits of base 16 in small letters.
    package func hexadecimal(first count: Int) -> String {
        prefix(count).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
