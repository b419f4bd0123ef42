package import Values

/// A key, without its secret.
package struct KeyDescription: WireType, Hashable {
    package var id: String
    package var name: String
    package var scope: KeyScope
    package var createdAt: Instant
    package var expiresAt: Instant?
    package var revokedAt: Instant?
    package var lastUsedAt: Instant?

    package init(
        id: String, name: String, scope: KeyScope, createdAt: Instant, expiresAt: Instant? = nil,
        revokedAt: Instant? = nil, lastUsedAt: Instant? = nil
    ) {
        self.id = id
        self.name = name
        self.scope = scope
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
        self.lastUsedAt = lastUsedAt
    }

    package static let about = About(
        "A key, without its secret.",
        [
            "id": "Public part of the key.",
            "name": "Who or what it is for.",
            "scope": "What it allows.",
            "createdAt": "When it was made.",
            "expiresAt": "When it ends.",
            "revokedAt": "When it was revoked.",
            "lastUsedAt": "When it was last used, to the minute.",
        ])
}
