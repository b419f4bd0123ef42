import API
import APIContract
import HTTPTypes
import SecurityCore
import Synchronization
import Testing
import Values

@Suite struct IdempotencyTests {
    private static let path = "/api/integration/integrations/a/messages"
    private static let name = HTTPField.Name("Idempotency-Key")!

    @Test func `The same request again gets the same answer and is not done twice`() async throws {
        let harness = try await APIHarness()
        try await harness.route { api async throws in
            let first = try await api.send(.post, Self.path, "one", type: "text/plain", headers: [Self.name: "k1"])
            let again = try await api.send(.post, Self.path, "one", type: "text/plain", headers: [Self.name: "k1"])
            #expect(first.status == 202)
            #expect(again.status == 202)
            #expect(again.text == first.text)
            #expect(again.headers[.location] == first.headers[.location])
            #expect(again.headers[HTTPField.Name("Idempotent-Replayed")!] == "true")
            #expect(first.headers[HTTPField.Name("Idempotent-Replayed")!] == nil)
        }
        #expect(harness.doubles.state.withLock { $0.messages.count } == 1)
    }

    @Test func `Another body, type or address under the same key is refused`() async throws {
        let harness = try await APIHarness()
        try await harness.route { api async throws in
            let key: HTTPFields = [Self.name: "k1"]
            _ = try await api.send(.post, Self.path, "one", type: "text/plain", headers: key)
            let body = try await api.send(.post, Self.path, "two", type: "text/plain", headers: key)
            #expect(body.status == 422)
            #expect(body.code == "J8003 api.idempotencyConflict")
            #expect(try await api.send(.post, Self.path, "one", type: "text/csv", headers: key).status == 422)
            let other = "/api/integration/integrations/b/messages"
            #expect(try await api.send(.post, other, "one", type: "text/plain", headers: key).status == 422)
            // Another caller's key of the same text is another key.
            #expect(
                try await api.send(.post, Self.path, "two", key: .write, type: "text/plain", headers: key).status == 202
            )
        }
        #expect(harness.doubles.state.withLock { $0.messages.count } == 2)
    }

    /// A store that has forgotten every answer, as after a crash: the events have the same ids.
    @Test func `Events get ids that follow from the key`() async throws {
        let told = Mutex<[[String?]]>([])
        try await APIHarness(answers: MarkedAnswers()).route { api async throws in
            for (key, body) in [("k1", "1"), ("k1", "1"), ("k2", "1"), ("k1", "2")] {
                let event = #"{"type":"t","source":"s","payload":\#(body)}"#
                let answer = try await api.send(
                    .post, "/api/integration/events/publish", "[\(event),\(event)]", headers: [Self.name: key])
                #expect(answer.status == 202)
                let ids = answer.json["results"]?.array?.map { $0["id"]?.string } ?? []
                told.withLock { $0.append(ids) }
            }
        }
        let ids = told.withLock { $0 }
        try #require(ids.count == 4)
        #expect(ids[0] == ids[1] && ids[0].count == 2)
        #expect(Set(ids.joined()).count == 6)
    }

    @Test func `What failed may be sent again`() async throws {
        let harness = try await APIHarness()
        try await harness.route { api async throws in
            harness.doubles.state.withLock { $0.nextError = JunctionError(.storeFull, "Full.") }
            let key: HTTPFields = [Self.name: "k1"]
            #expect(try await api.send(.post, Self.path, "one", type: "text/plain", headers: key).status == 503)
            #expect(try await api.send(.post, Self.path, "one", type: "text/plain", headers: key).status == 202)
        }
    }

    @Test func `While the first goes on, the second is told to wait`() async throws {
        let harness = try await APIHarness()
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        harness.doubles.state.withLock { state in
            state.whileAccepting = {
                begin.yield()
                for await _ in gate { break }
            }
        }
        try await harness.route { api async throws in
            let key: HTTPFields = [Self.name: "k1"]
            async let first = api.send(.post, Self.path, "one", type: "text/plain", headers: key)
            for await _ in begun { break }
            let second = try await api.send(.post, Self.path, "one", type: "text/plain", headers: key)
            #expect(second.status == 409)
            #expect(second.headers[.retryAfter] == "1")
            open.finish()
            #expect(try await first.status == 202)
        }
    }

    @Test(arguments: ["", "a b", String(repeating: "k", count: 256), "ключ"])
    func `A key that is not one is refused`(_ key: String) async throws {
        try await APIHarness().route { api async throws in
            let answer = try await api.send(.post, Self.path, "one", type: "text/plain", headers: [Self.name: key])
            #expect(answer.status == 400)
        }
    }

    @Test func `What is shown once is marked so that no store writes it down`() async throws {
        let store = MarkedAnswers()
        try await APIHarness(answers: store).route { api async throws in
            let key: HTTPFields = [Self.name: "k1"]
            let body = ##"{"name":"ward","scope":"read"}"##
            #expect(try await api.send(.post, "/api/integration/keys", body, headers: key).status == 201)
            #expect(try await api.send(.post, Self.path, "one", type: "text/plain", headers: key).status == 202)
        }
        #expect(store.all.map(\.isSecret) == [true, false])
    }
}

/// Keeps what it is given to keep.
private final class MarkedAnswers: IdempotencyStore {
    private let answers = Mutex<[StoredAnswer]>([])
    var all: [StoredAnswer] { answers.withLock { $0 } }

    func begin(_ key: IdempotencyKey, fingerprint: [UInt8], at now: Instant) async throws -> IdempotencyDecision {
        .proceed
    }

    func finish(_ key: IdempotencyKey, _ answer: StoredAnswer, at now: Instant) async throws {
        answers.withLock { $0.append(answer) }
    }

    func abandon(_ key: IdempotencyKey) async {}
}
