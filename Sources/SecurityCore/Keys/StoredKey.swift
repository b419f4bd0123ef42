package import Values

/// A key as it is kept: everything but the secret, of which only the hash is known.
package struct StoredKey: Sendable, Hashable {
    /// Public part; the middle of `jn_<id>_<secret>`.
    package var id: String
    package var name: String
    package var scope: AccessScope
    /// SHA-256 of the secret part. A slow, salted hash would add nothing: the secret is 256 random bits, so it can be
    /// neither guessed nor looked up, and a fast hash keeps authentication under a microsecond or two.
    package var hash: [UInt8]
    package var createdAt: Instant
    package var expiresAt: Instant?
    package var revokedAt: Instant?
    /// To the minute, so that use does not mean a write each time.
    package var lastUsedAt: Instant?

    package init(
        id: String, name: String, scope: AccessScope, hash: [UInt8], createdAt: Instant, expiresAt: Instant? = nil,
        revokedAt: Instant? = nil, lastUsedAt: Instant? = nil
    ) {
        self.id = id
        self.name = name
        self.scope = scope
        self.hash = hash
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
        self.lastUsedAt = lastUsedAt
    }
}
