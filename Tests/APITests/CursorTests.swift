import API
import APIContract
import HTTPTypes
import SecurityCore
import Synchronization
import Testing
import Values

@Suite struct CursorTests {
    private static let path = "/api/integration/systems"

    private func cursor(_ api: APIClient) async throws -> String {
        for id in ["a", "b", "c"] {
            let body = #"{"id":"\#(id)","name":"A","type":"rest","endpoint":"https://a.example.org"}"#
            #expect(try await api.send(.post, Self.path, body).status == 201)
        }
        let page = try await api.get("\(Self.path)?limit=1")
        return try #require(page.json["nextCursor"]?.string)
    }

    @Test func `Pages follow one another and end`() async throws {
        try await APIHarness().route { api async throws in
            let first = try await cursor(api)
            let second = try await api.get("\(Self.path)?limit=1&cursor=\(first)")
            #expect(second.json["items"]?[0]?["id"] == "b")
            let next = try #require(second.json["nextCursor"]?.string)
            let last = try await api.get("\(Self.path)?limit=5&cursor=\(next)")
            #expect(last.json["items"]?.array?.count == 1)
            #expect(last.json["nextCursor"] == nil)
        }
    }

    @Test func `A cursor says nothing of the position and cannot be made up`() async throws {
        try await APIHarness().route { api async throws in
            let good = try await cursor(api)
            var letters = Array(good)
            for index in letters.indices {
                let kept = letters[index]
                letters[index] = kept == "A" ? "B" : "A"
                let answer = try await api.get("\(Self.path)?cursor=\(String(letters))")
                #expect(answer.status == 400)
                #expect(answer.code == "J8009 api.cursorInvalid")
                letters[index] = kept
            }
            for bad in ["x", "YQ", "%25", "AAAA=", String(repeating: "A", count: 3000)] {
                #expect(try await api.get("\(Self.path)?cursor=\(bad)").status == 400)
            }
        }
    }

    @Test func `A cursor is good for its own list and filters only`() async throws {
        try await APIHarness().route { api async throws in
            let good = try await cursor(api)
            #expect(try await api.get("/api/integration/integrations?cursor=\(good)").status == 400)
            #expect(try await api.get("/api/integration/messages?reference=x&cursor=\(good)").status == 400)
        }
    }
}
