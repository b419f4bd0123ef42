import Crypto
import Synchronization
package import Values

/// The keys that open the API.
///
/// All are held in memory, so that authentication neither waits nor touches the disk: at most `keysMost` of them. A mutex
/// guards the table: a lookup is shorter than a hop to an actor.
package final class APIKeyRing: Sendable {
    /// Why a key was not accepted. To the caller all are the same 401; the log may say which.
    package enum Refusal: Error, Sendable, Hashable {
        case malformed, unknown, expired, revoked
    }

    /// Keys, revoked ones included, beyond which no more can be made.
    package static let keysMost = 10_000

    private struct Table {
        var keys: [String: StoredKey] = [:]
        /// Keys whose last use is newer than what is stored.
        var used: Set<String> = []
    }

    private let table: Mutex<Table>
    private let storage: any KeyStorage
    private let time: TimeSource
    private let random: @Sendable (Int) -> [UInt8]

    /// Reads all keys. `random` gives that many unpredictable bytes.
    package init(
        storage: any KeyStorage, time: TimeSource, random: @escaping @Sendable (Int) -> [UInt8]
    ) async throws {
        self.storage = storage
        self.time = time
        self.random = random
        let keys = try await storage.keys()
        table = Mutex(Table(keys: Dictionary(keys.map { ($0.id, $0) }, uniquingKeysWith: { _, last in last })))
    }

    /// The key that this text is, if it may be used now.
    package func authenticate(_ text: Substring) -> Result<StoredKey, Refusal> {
        guard let plain = PlainKey(text) else { return .failure(.malformed) }
        let hash = Self.hash(plain.secret)
        let now = time.now()
        return table.withLock { table in
            guard var key = table.keys[plain.id], hash.isEqualInConstantTime(to: key.hash) else {
                return .failure(.unknown)
            }
            if key.revokedAt != nil { return .failure(.revoked) }
            if let end = key.expiresAt, end <= now { return .failure(.expired) }
            let minute = now.startOfMinute
            if key.lastUsedAt != minute {
                key.lastUsedAt = minute
                table.keys[key.id] = key
                table.used.insert(key.id)
            }
            return .success(key)
        }
    }

    /// Makes and stores a key. Its text is returned this once and cannot be had again.
    ///
    /// The same `request` again makes the same key anew: another secret in place of the one that was not heard of. Throws
    /// `alreadyExists` when that one has been used or revoked, and `keyLimit`.
    package func make(
        name: String, scope: AccessScope, expiresAt: Instant? = nil, request: String? = nil
    ) async throws -> (text: Secret, key: StoredKey) {
        guard table.withLock({ $0.keys.count }) < Self.keysMost else {
            throw JunctionError(.keyLimit, "There are \(Self.keysMost) keys already.")
        }
        let plain = PlainKey(namedAfter: request, random: random)
        if let known = table.withLock({ $0.keys[plain.id] }), known.lastUsedAt != nil || known.revokedAt != nil {
            throw JunctionError(
                .alreadyExists, "The key '\(plain.id)' was made by this request before, and has been used or revoked.",
                remedy: "Its text cannot be shown again: make another with a new Idempotency-Key, and revoke this one.")
        }
        let key = StoredKey(
            id: plain.id, name: name, scope: scope, hash: Self.hash(plain.secret), createdAt: time.now(),
            expiresAt: expiresAt)
        try await storage.save(key)
        table.withLock { $0.keys[key.id] = key }
        return (Secret(plain.text), key)
    }

    /// An admin key when there is no key at all, as on the first start; nil otherwise. The caller shows it to the person
    /// who starts the server.
    package func makeFirstAdminKey() async throws -> Secret? {
        guard table.withLock({ $0.keys.isEmpty }) else { return nil }
        return try await make(name: "first start", scope: .admin).text
    }

    /// From now on the key opens nothing; revoking again stores that once more. Throws `notFound`, and `lastAdminKey` when nobody
    /// could make keys any more.
    package func revoke(_ id: String) async throws {
        let now = time.now()
        // In memory first: should the store fail, the key is shut all the same, and the caller is told to try again.
        let revoked = try table.withLock { table -> StoredKey in
            guard var key = table.keys[id] else { throw JunctionError(.notFound, "There is no such key.") }
            // The store may not have it yet.
            guard key.revokedAt == nil else { return key }
            let isNeeded = key.isAdmin(at: now) && !table.keys.values.contains { $0.id != id && $0.isAdmin(at: now) }
            guard !isNeeded else { throw JunctionError(.lastAdminKey, "'\(id)' is the last key with scope admin.") }
            key.revokedAt = now
            table.keys[id] = key
            return key
        }
        try await storage.save(revoked)
    }

    /// Takes a key as another node has stored it. One that is revoked here stays so.
    package func take(_ key: StoredKey) {
        table.withLock { table in
            var key = key
            if let known = table.keys[key.id] {
                key.revokedAt = known.revokedAt ?? key.revokedAt
                key.lastUsedAt = [known.lastUsedAt, key.lastUsedAt].compactMap(\.self).max()
            }
            table.keys[key.id] = key
        }
    }

    /// All keys by the time they were made, newest first.
    package func keys() -> [StoredKey] {
        table.withLock { Array($0.keys.values) }.sorted { ($1.createdAt, $1.id) < ($0.createdAt, $0.id) }
    }

    /// Stores the times of last use. To be called now and then and at the end.
    package func saveUses() async throws {
        let used = table.withLock { table in
            defer { table.used = [] }
            return table.used.compactMap { table.keys[$0] }
        }
        for key in used { try await storage.save(key) }
    }

    private static func hash(_ secret: String) -> [UInt8] { Array(SHA256.hash(data: Array(secret.utf8))) }
}

extension StoredKey {
    fileprivate func isAdmin(at now: Instant) -> Bool {
        scope == .admin && revokedAt == nil && expiresAt.map { $0 > now } ?? true
    }
}

extension Instant {
    fileprivate var startOfMinute: Instant {
        Instant(microseconds: microseconds - microseconds.flooredQuotient(by: 60_000_000).remainder)
    }
}

extension [UInt8] {
    /// Takes the same time wherever the first difference is, so that a guess cannot be bettered byte by byte.
    package func isEqualInConstantTime(to other: [UInt8]) -> Bool {
        guard count == other.count else { return false }
        var difference: UInt8 = 0
        for index in indices { difference |= self[index] ^ other[index] }
        return difference == 0
    }
}
