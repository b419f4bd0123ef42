import API
import Events
import Logging
import Synchronization
import TestKit
import Testing
import Values

@testable import App

/// The first answer, whatever happens in between.
@Suite struct DocumentIdempotencyStoreTests {
    private static let answer = StoredAnswer(
        status: 201, mediaType: "application/json", location: "/a/1", body: Array(#"{"a":"ü"}"#.utf8))
    private static let start = Instant(seconds: 1_790_000_000)

    private func key(_ text: String) throws -> IdempotencyKey { try IdempotencyKey(callerID: "c", text) }

    private func store(
        _ medium: InMemoryEventStore.Medium, limits: DocumentIdempotencyStore.Limits = .init(), isFull: Bool = false
    ) -> (DocumentIdempotencyStore, EventLog) {
        let clock = ManualClock()
        let log = EventLog(
            store: InMemoryEventStore(
                medium, beforeCommit: { if isFull { throw JunctionError(.storeFull, "full") } }), time: clock.source)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return (DocumentIdempotencyStore(log, limits: limits, time: clock.source, logger: logger), log)
    }

    @Test func theFirstAnswerIsGivenAfterARestart() async throws {
        let medium = InMemoryEventStore.Medium()
        let (first, log) = store(medium)
        #expect(try await first.begin(key("k"), fingerprint: [1], at: Self.start) == .proceed)
        #expect(try await first.begin(key("k"), fingerprint: [1], at: Self.start) == .busy)
        #expect(try await first.begin(key("k"), fingerprint: [2], at: Self.start) == .conflict)
        try await first.finish(key("k"), Self.answer, at: Self.start)
        #expect(try await first.begin(key("k"), fingerprint: [1], at: Self.start) == .replay(Self.answer))
        await log.close()
        let (second, _) = store(medium)
        #expect(try await second.begin(key("k"), fingerprint: [1], at: Self.start) == .replay(Self.answer))
        #expect(try await second.begin(key("k"), fingerprint: [2], at: Self.start) == .conflict)
        let other = try IdempotencyKey(callerID: "other", "k")
        #expect(try await second.begin(other, fingerprint: [1], at: Self.start) == .proceed)
    }

    @Test func anAnswerThatCannotBeKeptLeavesTheKeyFree() async throws {
        let (store, _) = store(InMemoryEventStore.Medium(), isFull: true)
        #expect(try await store.begin(key("k"), fingerprint: [1], at: Self.start) == .proceed)
        await #expect(throws: JunctionError.self) { try await store.finish(key("k"), Self.answer, at: Self.start) }
        #expect(try await store.begin(key("k"), fingerprint: [1], at: Self.start) == .proceed)
        await store.abandon(try key("k"))
        #expect(try await store.begin(key("k"), fingerprint: [9], at: Self.start) == .proceed)
    }

    @Test func whatIsSecretIsNeverWritten() async throws {
        let medium = InMemoryEventStore.Medium()
        var limits = DocumentIdempotencyStore.Limits()
        limits.secrets = 1
        let (store, log) = store(medium, limits: limits)
        var secret = Self.answer
        secret.isSecret = true
        for text in ["a", "b"] {
            #expect(try await store.begin(key(text), fingerprint: [1], at: Self.start) == .proceed)
            try await store.finish(key(text), secret, at: Self.start)
        }
        #expect(try await store.begin(key("b"), fingerprint: [1], at: Self.start) == .replay(secret))
        #expect(try await store.begin(key("a"), fingerprint: [1], at: Self.start) == .proceed)
        #expect(try await log.documents(kind: DocumentIdempotencyStore.kind, after: nil, limit: 10).isEmpty)
    }

    @Test func answersAreForgottenAfterTheirTimeAndTheOldestWhenThereAreTooMany() async throws {
        var limits = DocumentIdempotencyStore.Limits()
        limits.answers = 150
        let clock = ManualClock()
        let log = EventLog(store: InMemoryEventStore(), time: clock.source)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let store = DocumentIdempotencyStore(log, limits: limits, time: clock.source, logger: logger)
        for number in 0..<250 {
            #expect(try await store.begin(key("k\(number)"), fingerprint: [1], at: clock.now) == .proceed)
            try await store.finish(key("k\(number)"), Self.answer, at: clock.now)
            clock.advance(by: .seconds(1))
        }
        try await store.sweep(at: clock.now)
        let kept = try await log.documents(kind: DocumentIdempotencyStore.kind, after: nil, limit: 1000)
        #expect(Set(kept.map(\.id)) == Set((100..<250).map { "c/k\($0)" }))
        // Expired ones are not given, swept or not.
        clock.advance(by: .seconds(86_400))
        #expect(try await store.begin(key("k249"), fingerprint: [2], at: clock.now) == .proceed)
        try await store.sweep(at: clock.now)
        #expect(try await log.documents(kind: DocumentIdempotencyStore.kind, after: nil, limit: 1000).isEmpty)
    }

    @Test func sweepingGoesOnByItselfAndEndsWhenCancelled() async throws {
        let clock = ManualClock()
        let log = EventLog(store: InMemoryEventStore(), time: clock.source)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let store = DocumentIdempotencyStore(log, time: clock.source, logger: logger)
        #expect(try await store.begin(key("k"), fingerprint: [1], at: clock.now) == .proceed)
        try await store.finish(key("k"), Self.answer, at: clock.now)
        let running = Task { await store.run() }
        while clock.sleeperCount == 0 { await Task.yield() }
        clock.advance(by: .seconds(86_400))
        while try await !log.documents(kind: DocumentIdempotencyStore.kind, after: nil, limit: 1).isEmpty {
            await Task.yield()
        }
        running.cancel()
        await running.value
    }
}
