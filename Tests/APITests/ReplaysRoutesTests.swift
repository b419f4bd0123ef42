import API
import HTTPTypes
import SecurityCore
import Testing
import Values

@Suite struct ReplaysRoutesTests {
    private static let path = "/api/integration/events"

    @Test func `A replay is previewed, started, paused, resumed and cancelled`() async throws {
        try await APIHarness().route { api async throws in
            let body = #"{"subscriptionId":"s","select":{"type":"t"},"perSecond":10}"#
            #expect(try await api.send(.post, "\(Self.path)/replays/preview", body, key: .write).json["count"] == 3)
            #expect(try await api.send(.post, "\(Self.path)/replays", body, key: .write).status == 403)
            let made = try await api.send(.post, "\(Self.path)/replays", body)
            #expect(made.status == 201)
            #expect(made.headers[.location] == "\(Self.path)/replays/r-1")
            #expect(try await api.get("\(Self.path)/replays").json["items"]?.array?.count == 1)
            #expect(try await api.get("\(Self.path)/replays/none").status == 404)
            for (verb, status) in [("pause", "paused"), ("resume", "running"), ("cancel", "cancelled")] {
                let answer = try await api.send(.post, "\(Self.path)/replays/r-1/\(verb)")
                #expect(answer.json["status"] == .string(status))
            }
        }
    }

    @Test func `Events are counted by the filters of the history`() async throws {
        let harness = try await APIHarness()
        try await harness.route { api async throws in
            let count = try await api.get("\(Self.path)/history/count?reference=r&destination=d")
            #expect(count.json["count"] == 7)
            #expect(try await api.get("\(Self.path)/e-1/tree").json["isComplete"] == true)
        }
    }

    @Test func `A stream is written as Server-Sent Events and ends when the server does`() async throws {
        try await APIHarness().live { api async throws in
            let whole = try await api.get("\(Self.path)/stream?type=t")
            #expect(whole.headers[.contentType] == "text/event-stream")
            #expect(
                whole.text
                    == "retry: 2000\n\nid: 1\nevent: t\ndata: {\"n\":1}\n\nid: 2\nevent: t\ndata: {\"n\":2}\n\n")
            let headers: HTTPFields = [try #require(HTTPField.Name("Last-Event-ID")): "1"]
            let rest = try await api.send(.get, "\(Self.path)/stream", key: .read, headers: headers)
            #expect(rest.text == "retry: 2000\n\nid: 2\ndata: {\"n\":2}\n\n")
            let wrong: HTTPFields = [try #require(HTTPField.Name("Last-Event-ID")): "x"]
            #expect(try await api.send(.get, "\(Self.path)/stream", key: .read, headers: wrong).status == 400)
            #expect(try await api.get("\(Self.path)/stream", key: nil).status == 401)
        }
    }
}
