package import APIContract
package import SecurityCore
import Values

/// The keys of the API, kept in the key ring.
package struct KeyRingService: KeyService {
    private let ring: APIKeyRing

    package init(_ ring: APIKeyRing) { self.ring = ring }

    package func create(_ key: NewKey, by caller: Caller) async throws -> CreatedKey {
        let made = try await ring.make(
            name: key.name, scope: key.scope.access, expiresAt: key.expiresAt, request: caller.request)
        return CreatedKey(key: made.text.reveal(), description: KeyDescription(made.key))
    }

    /// Newest first. The position is the id of the last key given; a key once made is never removed, so it holds.
    package func keys(_ page: PageRequest) async throws -> Page<KeyDescription> {
        let all = ring.keys()
        let start = page.position.flatMap { id in all.firstIndex { $0.id == id } }.map { $0 + 1 } ?? 0
        let part = all[start..<min(all.count, start + page.limit)]
        let isLast = part.endIndex == all.count
        return Page(items: part.map(KeyDescription.init), nextCursor: isLast ? nil : part.last?.id)
    }

    package func revoke(_ id: String, by caller: Caller) async throws { try await ring.revoke(id) }
}

extension KeyDescription {
    init(_ key: StoredKey) {
        self.init(
            id: key.id, name: key.name, scope: KeyScope(key.scope), createdAt: key.createdAt, expiresAt: key.expiresAt,
            revokedAt: key.revokedAt, lastUsedAt: key.lastUsedAt)
    }
}

extension KeyScope {
    init(_ scope: AccessScope) {
        self =
            switch scope {
            case .read: .read
            case .write: .write
            case .admin: .admin
            }
    }
}
