import Testing
import Values

@testable import App

/// Retention and holds of a whole server.
struct RetentionServiceTests {
    private static let path = "/api/integration/events"

    private static func publish(_ client: JunctionClient, _ id: String, key: String) async throws {
        _ = try await client.post(
            path + "/publish",
            body: Array(#"{"id":"\#(id)","type":"t","source":"s","stream":"s","key":"\#(key)","payload":1}"#.utf8))
    }

    private static func ids(_ client: JunctionClient) async throws -> [String] {
        try await client.get(path + "/history", query: [("stream", "s")])["items"]?.array?
            .compactMap { $0["id"]?.string } ?? []
    }

    @Test func whatIsBeyondTheLimitsGoesAndWhatIsHeldStaysAlsoAfterARestart() async throws {
        try await withFolder { data in
            let first = try await RunningServer.start(data: data)
            let client = first.client(key: first.report.adminKey)
            for (id, key) in [("a", "p"), ("b", "q"), ("c", "p"), ("d", "q")] {
                try await Self.publish(client, id, key: key)
            }
            let hold = try await client.post(
                Self.path + "/holds", body: Array(#"{"reason":"Inquiry 17","key":"p"}"#.utf8))
            let set = try await client.send(
                "PUT", Self.path + "/retention", body: Array(#"{"rules":[{"stream":"s","events":1}]}"#.utf8),
                contentType: "application/json")
            #expect(set.status == 200)
            let run = try await client.post(Self.path + "/retention/run", body: [])
            #expect(run["pruned"] == 1)
            #expect(run["held"] == 2)
            #expect(try await Self.ids(client) == ["d", "c", "a"])
            try await first.stop()

            let second = try await RunningServer.start(data: data)
            let again = second.client(key: first.report.adminKey)
            #expect(try await again.get(Self.path + "/retention")["rules"]?[0]?["events"] == 1)
            let id = try #require(hold["id"]?.string)
            _ = try await again.post(
                Self.path + "/holds/\(id)/release", body: Array(#"{"reason":"closed"}"#.utf8))
            #expect(try await again.post(Self.path + "/retention/run", body: [])["pruned"] == 2)
            #expect(try await Self.ids(again) == ["d"])
            let audit = try await again.get(Self.path + "/history", query: [("stream", "audit")])
            let types = audit["items"]?.array?.compactMap { $0["type"]?.string } ?? []
            let done = ["retention.pruned", "hold.released", "retention.pruned", "retention.changed", "hold.placed"]
            #expect(types == done.map { "junction.\($0)" })
            #expect(audit["items"]?[1]?["metadata"]?["reason"] == "closed")
            #expect(audit["items"]?[4]?["payload"]?["reason"] == "Inquiry 17")
            await #expect(throws: ServerProblem.self) {
                try await again.post(Self.path + "/holds", body: Array(#"{"reason":"nothing named"}"#.utf8))
            }
            try await second.stop()
        }
    }
}
