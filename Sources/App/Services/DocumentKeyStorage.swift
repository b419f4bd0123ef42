import Events
import Foundation
import SecurityCore
import Values

/// API keys in the store's documents: hashes only, never a key.
struct DocumentKeyStorage: KeyStorage {
    let documents: any DocumentStore
    static let kind = "api-key"
    private static let triesMost = 10

    private struct Stored: Codable {
        var id, name, scope, hash: String
        var createdAt: Int64
        var expiresAt, revokedAt, lastUsedAt: Int64?
    }

    func keys() async throws -> [StoredKey] {
        try await documents.allDocuments(kind: Self.kind).map { try Self.key($0.content) }
    }

    /// A key that another node has revoked stays so, whatever this one knows.
    func save(_ key: StoredKey) async throws {
        for _ in 0..<Self.triesMost {
            let before = try await documents.document(kind: Self.kind, id: key.id)
            var key = key
            key.revokedAt = try before.flatMap { try Self.key($0.content).revokedAt } ?? key.revokedAt
            do { return try await put(key, over: before?.version ?? 0) } catch let error as JunctionError
                where error.code == .versionConflict
            { continue }
        }
        throw JunctionError(.versionConflict, "the key is being changed by others")
    }

    private func put(_ key: StoredKey, over version: Int64) async throws {
        let stored = Stored(
            id: key.id, name: key.name, scope: key.scope.rawValue,
            hash: Base64.text(of: key.hash), createdAt: key.createdAt.microseconds,
            expiresAt: key.expiresAt?.microseconds, revokedAt: key.revokedAt?.microseconds,
            lastUsedAt: key.lastUsedAt?.microseconds)
        try await documents.putDocument(
            kind: Self.kind, id: key.id, content: Array(try JSONEncoder().encode(stored)), expectedVersion: version)
    }

    static func key(_ content: [UInt8]) throws -> StoredKey {
        guard let stored = try? JSONDecoder().decode(Stored.self, from: Data(content)),
            let hash = Base64.decode(Array(stored.hash.utf8)), let scope = AccessScope(rawValue: stored.scope)
        else { throw JunctionError(.internalFault, "a stored API key cannot be read") }
        var key = StoredKey(
            id: stored.id, name: stored.name, scope: scope, hash: hash,
            createdAt: Instant(microseconds: stored.createdAt),
            expiresAt: stored.expiresAt.map { Instant(microseconds: $0) })
        key.revokedAt = stored.revokedAt.map { Instant(microseconds: $0) }
        key.lastUsedAt = stored.lastUsedAt.map { Instant(microseconds: $0) }
        return key
    }
}
