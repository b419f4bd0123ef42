import Events
import SecurityCore
import TestKit
import Testing
import Values

@testable import App

@Suite struct DocumentKeyStorageTests {
    /// A node that has not heard of it stores when it last saw the key used: the key stays shut.
    @Test func aRevokedKeyStaysSo() async throws {
        let clock = ManualClock()
        let log = EventLog(store: InMemoryEventStore(), time: clock.source)
        let storage = DocumentKeyStorage(documents: log)
        var key = StoredKey(id: "k", name: "n", scope: .read, hash: [1], createdAt: clock.now, expiresAt: nil)
        try await storage.save(key)
        var revoked = key
        revoked.revokedAt = clock.now
        try await storage.save(revoked)
        key.lastUsedAt = clock.now
        try await storage.save(key)
        let kept = try await storage.keys()
        #expect(kept.map(\.revokedAt) == [clock.now])
        #expect(kept.map(\.lastUsedAt) == [clock.now])
        await log.close()
    }
}
