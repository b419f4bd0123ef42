import SecurityCore
import Synchronization
import Testing
import Values

@Suite struct APIKeyRingTests {
    private final class Clock: Sendable {
        let held = Mutex(Instant(seconds: 1_790_000_000))
        var time: TimeSource { TimeSource(now: { self.held.withLock { $0 } }, sleep: { _ in }) }
        func advance(_ span: Duration) { held.withLock { $0 = $0 + span } }
    }

    private static let random: @Sendable (Int) -> [UInt8] = { count in
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    private let clock = Clock()
    private let storage = MemoryKeyStorage()

    private func ring() async throws -> APIKeyRing {
        try await APIKeyRing(storage: storage, time: clock.time, random: Self.random)
    }

    @Test func `A key opens, has its scope, and is stored only as a hash`() async throws {
        let ring = try await ring()
        let (text, key) = try await ring.make(name: "ward", scope: .write)
        let plain = text.reveal()
        #expect(plain.wholeMatch(of: /jn_[a-z2-7]{16}_[a-z2-7]{52}/) != nil)
        #expect(try ring.authenticate(plain[...]).get().scope == .write)
        let stored = try #require(try await storage.keys().first)
        #expect(stored.hash.count == 32)
        #expect(!"\(stored)".contains(plain.suffix(20)))
        #expect(!"\(text)".contains(plain.suffix(20)))
        #expect(key.id == stored.id)
    }

    @Test func `A key that another node made or revoked is taken over`() async throws {
        let (here, there) = (try await ring(), try await ring())
        let (text, key) = try await here.make(name: "ward", scope: .read)
        let plain = text.reveal()
        #expect(throws: APIKeyRing.Refusal.unknown) { try there.authenticate(plain[...]).get() }
        there.take(key)
        #expect(try there.authenticate(plain[...]).get().name == "ward")
        try await here.revoke(key.id)
        for stored in try await storage.keys() { there.take(stored) }
        #expect(throws: APIKeyRing.Refusal.revoked) { try there.authenticate(plain[...]).get() }
        // An older state of it opens nothing again.
        there.take(key)
        #expect(throws: APIKeyRing.Refusal.revoked) { try there.authenticate(plain[...]).get() }
    }

    @Test func `A key whose text was lost is made anew under the same id, until it is used`() async throws {
        let ring = try await ring()
        let lost = try await ring.make(name: "ward", scope: .read, request: "a1b2")
        let told = try await ring.make(name: "ward", scope: .read, request: "a1b2")
        #expect(lost.key.id == told.key.id && ring.keys().count == 1)
        #expect(throws: APIKeyRing.Refusal.unknown) { try ring.authenticate(lost.text.reveal()[...]).get() }
        #expect(try await ring.make(name: "ward", scope: .read, request: "c3d4").key.id != told.key.id)
        #expect(try ring.authenticate(told.text.reveal()[...]).get().id == told.key.id)
        let refused = await #expect(throws: JunctionError.self) {
            _ = try await ring.make(name: "ward", scope: .read, request: "a1b2")
        }
        #expect(refused?.code == .alreadyExists)
    }

    @Test func `Keys are there after a restart`() async throws {
        let plain = try await ring().make(name: "ward", scope: .read).text.reveal()
        #expect(try await ring().authenticate(plain[...]).get().name == "ward")
    }

    @Test func `A change of any letter is refused`() async throws {
        let ring = try await ring()
        let plain = try await ring.make(name: "ward", scope: .read).text.reveal()
        // The last letter holds one bit of the secret and four that are always nought.
        for index in 0..<plain.count {
            var letters = Array(plain)
            letters[index] = letters[index] == "a" ? "b" : "a"
            #expect(throws: APIKeyRing.Refusal.self) { try ring.authenticate(String(letters)[...]).get() }
        }
        #expect(throws: APIKeyRing.Refusal.malformed) { try ring.authenticate((plain + "a")[...]).get() }
    }

    @Test func `Expired and revoked keys open nothing, also after a restart`() async throws {
        let ring = try await ring()
        let end = clock.time.now() + .seconds(60)
        let short = try await ring.make(name: "short", scope: .read, expiresAt: end).text.reveal()
        let (long, key) = try await ring.make(name: "long", scope: .read)
        clock.advance(.seconds(60))
        #expect(throws: APIKeyRing.Refusal.expired) { try ring.authenticate(short[...]).get() }
        #expect(try ring.authenticate(long.reveal()[...]).get().id == key.id)
        try await ring.revoke(key.id)
        try await ring.revoke(key.id)
        #expect(throws: APIKeyRing.Refusal.revoked) { try ring.authenticate(long.reveal()[...]).get() }
        let again = try await self.ring()
        #expect(throws: APIKeyRing.Refusal.revoked) { try again.authenticate(long.reveal()[...]).get() }
        await #expect(throws: JunctionError.self) { try await ring.revoke("none") }
    }

    @Test func `The first admin key is made once`() async throws {
        let ring = try await ring()
        let first = try #require(try await ring.makeFirstAdminKey())
        #expect(try ring.authenticate(first.reveal()[...]).get().scope == .admin)
        #expect(try await ring.makeFirstAdminKey() == nil)
        #expect(try await self.ring().makeFirstAdminKey() == nil)
    }

    @Test func `Last use is kept to the minute and stored when asked`() async throws {
        let ring = try await ring()
        let (text, _) = try await ring.make(name: "ward", scope: .read)
        clock.advance(.seconds(90))
        _ = ring.authenticate(text.reveal()[...])
        #expect(try await storage.keys().first?.lastUsedAt == nil)
        try await ring.saveUses()
        let used = try #require(try await storage.keys().first?.lastUsedAt)
        #expect(used.microseconds % 60_000_000 == 0)
        #expect(used <= clock.time.now())
    }
}
