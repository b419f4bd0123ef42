import App
import Formats
import Foundation
import Testing
import Values

/// What is refused of events over HTTP says where.
struct EventRefusalTests {
    private static let path = "/api/integration/events"

    private static func problem(
        _ client: JunctionClient, _ path: String, _ body: String, _ type: String = "application/json"
    )
        async throws -> (status: Int, places: [Value])
    {
        let answer = try await client.send("POST", Self.path + path, body: Array(body.utf8), contentType: type)
        return (answer.status, try JSONFormat().decode(answer.bytes)["places"]?.array ?? [])
    }

    @Test func filtersAndNamesAreRefusedWithTheirPlaces() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            let body =
                #"{"target":{"type":"webhook","url":"https://example.org"},"filters":[{"not":{"sql":"Type = 1"}}]}"#
            let filter = try await Self.problem(client, "/subscribe", body)
            #expect(filter.status == 422)
            #expect(filter.places.first?["pointer"] == "/filters/0/not/sql")
            // Nothing is left of what was begun.
            let kept = try? FileManager.default.contentsOfDirectory(atPath: data + "/secrets")
            #expect((kept ?? []).filter { $0.hasPrefix("webhook-") }.isEmpty)
            _ = try await client.post(
                Self.path + "/subscribe", body: Array(#"{"id":"q","target":{"type":"queue"}}"#.utf8))
            let replay = #"{"subscriptionId":"q","select":{"filters":[{"all":[]}]}}"#
            for path in ["/replays", "/replays/preview"] {
                #expect(
                    try await Self.problem(client, path, replay).places.first?["pointer"] == "/select/filters/0/all")
            }
            for (event, type, pointer) in [
                (#"{"id":"a\nb","type":"t","source":"s","payload":1}"#, "application/json", "/id"),
                (
                    #"[{"type":"t","source":"s","payload":1},{"type":"","source":"s","payload":1}]"#,
                    "application/json", "/1/type"
                ),
                (
                    #"{"specversion":"1.0","id":"1","type":"t","source":"s","partitionkey":""}"#,
                    "application/cloudevents+json", "/partitionkey"
                ),
                (
                    #"[{"specversion":"1.0","id":"\#(String(repeating: "x", count: 257))","type":"t","source":"s"}]"#,
                    "application/cloudevents-batch+json", "/0/id"
                ),
            ] {
                let refused = try await Self.problem(client, "/publish", event, type)
                #expect(refused.status == 422)
                #expect(refused.places.first?["pointer"]?.string == pointer, "\(refused.places)")
            }
            try await running.stop()
        }
    }

    @Test func anIdOfAnotherSourceIsNamedAndTheOthersArePublished() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            _ = try await client.post(
                Self.path + "/publish", body: Array(#"{"id":"a/1 é","type":"t","source":"s","payload":1}"#.utf8))
            let events =
                #"[{"id":"b","type":"t","source":"s","payload":1},{"id":"a/1 é","type":"t","source":"other","payload":1}]"#
            let conflict = try await Self.problem(client, "/publish", events)
            #expect(conflict.status == 409)
            #expect(conflict.places.map { $0["pointer"] } == ["/1/id"])
            // With an Idempotency-Key, the route serves it, and else the lane.
            let one = Array(#"{"id":"a/1 é","type":"t","source":"other","payload":1}"#.utf8)
            for headers in [[], [("Idempotency-Key", "k")]] {
                let answer = try await client.send(
                    "POST", Self.path + "/publish", body: one, contentType: "application/json", headers: headers)
                #expect(answer.status == 409)
                let problem = try JSONFormat().decode(answer.bytes)
                #expect(problem["places"]?.array?.map { $0["pointer"] } == ["/id"])
            }
            let tree = try await client.get(Self.path + "/a%2F1%20%C3%A9/tree")
            #expect(tree["nodes"]?.array?.first?["event"]?["source"] == "s")
            let shown = try await client.get(Self.path + "/a%2F1%20%C3%A9")
            #expect(shown["id"] == "a/1 é" && shown["status"] == "published" && shown["payload"] == 1)
            let headers = [("Accept", "application/cloudevents+json")]
            let asked = try await client.send(
                "GET", Self.path + "/b", body: nil, contentType: nil, headers: headers)
            let cloudEvent = try JSONFormat().decode(asked.bytes)
            #expect(cloudEvent["specversion"] == "1.0" && cloudEvent["data"] == 1)
            let unknown = try await client.send("GET", Self.path + "/c", body: nil, contentType: nil)
            #expect(unknown.status == 404)
            #expect(try await client.get(Self.path + "/b/tree")["nodes"]?.array?.count == 1)
            try await running.stop()
        }
    }
}
