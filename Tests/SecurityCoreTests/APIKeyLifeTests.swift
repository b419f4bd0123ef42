import Testing
import Values

@testable import SecurityCore

/// A key from its making to its end.
struct APIKeyLifeTests {
    private func ring(now: Instant = .epoch) async throws -> APIKeyRing {
        let time = TimeSource(now: { now }, sleep: { _ in })
        return try await APIKeyRing(
            storage: MemoryKeyStorage(), time: time,
            random: { count in (0..<count).map { UInt8(truncatingIfNeeded: $0) } })
    }

    @Test func onlyTheKeyItselfOpens() async throws {
        let ring = try await ring()
        let made = try await ring.make(name: "ward", scope: .write)
        let text = made.text.reveal()
        #expect((try? ring.authenticate(text[...]).get())?.scope == .write)
        #expect((try? ring.authenticate(text.dropLast()).get()) == nil)
        #expect((try? ring.authenticate("").get()) == nil)
    }

    @Test func revokedKeyOpensNothing() async throws {
        let ring = try await ring()
        let made = try await ring.make(name: "ward", scope: .read)
        try await ring.revoke(made.key.id)
        #expect((try? ring.authenticate(made.text.reveal()[...]).get()) == nil)
    }

    @Test func aRevocationThatCouldNotBeStoredIsStoredWhenItIsTriedAgain() async throws {
        let storage = ShakyKeyStorage()
        let time = TimeSource(now: { .epoch }, sleep: { _ in })
        let ring = try await APIKeyRing(storage: storage, time: time, random: { Array(repeating: 7, count: $0) })
        let made = try await ring.make(name: "ward", scope: .read)
        await storage.away(true)
        await #expect(throws: JunctionError.self) { try await ring.revoke(made.key.id) }
        await storage.away(false)
        try await ring.revoke(made.key.id)
        #expect(try await storage.keys().first?.revokedAt != nil, "so that it holds after a restart")
    }

    @Test func expiredKeyOpensNothing() async throws {
        let ring = try await ring(now: Instant(seconds: 100))
        let made = try await ring.make(name: "ward", scope: .read, expiresAt: Instant(seconds: 50))
        #expect((try? ring.authenticate(made.text.reveal()[...]).get()) == nil)
    }

    @Test func firstAdminKeyIsMadeOnce() async throws {
        let ring = try await ring()
        #expect(try await ring.makeFirstAdminKey() != nil)
        #expect(try await ring.makeFirstAdminKey() == nil)
    }

    @Test func theLastAdminKeyIsNotRevoked() async throws {
        let ring = try await ring(now: Instant(seconds: 100))
        let first = try await ring.make(name: "first", scope: .admin, request: "1")
        _ = try await ring.make(name: "writer", scope: .write, request: "2")
        _ = try await ring.make(name: "expired", scope: .admin, expiresAt: Instant(seconds: 50), request: "3")
        let error = await #expect(throws: JunctionError.self) { try await ring.revoke(first.key.id) }
        #expect(error?.code == .lastAdminKey)
        #expect((try? ring.authenticate(first.text.reveal()[...]).get()) != nil)
        let second = try await ring.make(name: "second", scope: .admin, request: "4")
        try await ring.revoke(first.key.id)
        #expect((try? ring.authenticate(first.text.reveal()[...]).get()) == nil)
        await #expect(throws: JunctionError.self) { try await ring.revoke(second.key.id) }
    }

    @Test func secretsDoNotPrint() {
        #expect("\(Secret("hunter2"))".contains("hunter2") == false)
    }
}

/// A storage that is away while it is told so.
private actor ShakyKeyStorage: KeyStorage {
    private let kept = MemoryKeyStorage()
    private var isAway = false

    func away(_ isAway: Bool) { self.isAway = isAway }
    func keys() async throws -> [StoredKey] { try await kept.keys() }

    func save(_ key: StoredKey) async throws {
        if isAway { throw JunctionError(.storeUnavailable, "the disk is away") }
        try await kept.save(key)
    }
}
