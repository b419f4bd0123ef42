import API
import APIContract
import HTTPTypes
import SecurityCore
import Synchronization
import Testing
import Values

@Suite struct AuthenticationTests {
    private static let path = "/api/integration/systems"

    @Test(arguments: [
        nil, "", "Bearer", "Bearer ", "Basic YTpi", "Bearer jn_x_y", "Bearer jn_aaaaaaaaaaaaaaaa_bbbb",
        "Bearer jn_aaaaaaaaaaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "bearer\tjn_",
    ])
    func `Without a sound key nothing is shown`(_ field: String?) async throws {
        try await APIHarness().route { api async throws in
            let headers: HTTPFields = field.map { [.authorization: $0] } ?? [:]
            let answer = try await api.send(.get, Self.path, key: nil, headers: headers)
            #expect(answer.status == 401)
            #expect(answer.headers[.wwwAuthenticate] == "Bearer realm=\"junction\"")
        }
    }

    @Test(arguments: [
        (AccessScope.read, HTTPRequest.Method.get, "/api/integration/status", 200),
        (.read, .post, "/api/integration/integrations/a/messages", 403),
        (.write, .post, "/api/integration/integrations/a/messages", 202),
        (.write, .get, "/api/integration/status", 200), (.write, .get, "/api/integration/keys", 403),
        (.admin, .get, "/api/integration/keys", 200), (.read, .get, "/metrics", 200),
    ])
    func `A scope opens what it should and no more`(
        _ scope: AccessScope, _ method: HTTPRequest.Method, _ path: String, _ status: Int
    ) async throws {
        try await APIHarness().route { api async throws in
            let answer = try await api.send(method, path, method == .post ? "x" : nil, key: scope, type: "text/plain")
            #expect(answer.status == status)
        }
    }

    @Test func `A key ends when it expires`() async throws {
        let harness = try await APIHarness()
        let end = harness.doubles.now + .seconds(60)
        let key = try await harness.ring.make(name: "short", scope: .read, expiresAt: end).text.reveal()
        try await harness.route { api async throws in
            let headers: HTTPFields = [.authorization: "bearer \(key)"]
            #expect(try await api.send(.get, Self.path, headers: headers).status == 200)
            harness.hand.advance(.seconds(60))
            #expect(try await api.send(.get, Self.path, headers: headers).status == 401)
        }
    }

    @Test func `Wrong keys are slowed down, right ones are not`() async throws {
        let harness = try await APIHarness()
        try await harness.route { api async throws in
            let wrong: HTTPFields = [.authorization: "Bearer jn_wrong"]
            var statuses: [Int] = []
            for _ in 0..<25 { statuses.append(try await api.send(.get, Self.path, key: nil, headers: wrong).status) }
            #expect(statuses.prefix(20).allSatisfy { $0 == 401 })
            #expect(statuses.suffix(5).allSatisfy { $0 == 429 })
            #expect(try await api.send(.get, Self.path, key: nil, headers: wrong).headers[.retryAfter] == "60")
            #expect(try await api.get(Self.path).status == 200)
            harness.hand.advance(.seconds(61))
            #expect(try await api.send(.get, Self.path, key: nil, headers: wrong).status == 401)
        }
    }
}
