import Testing
import Values

@testable import App

/// Streams and snapshots of a whole server.
struct StreamServiceTests {
    private static let path = "/api/integration/events"

    private static func publish(_ client: JunctionClient, _ id: String, at version: Int? = nil) async throws -> Value {
        let expected = version.map { #","expectedVersion":\#($0)"# } ?? ""
        let body = #"{"id":"\#(id)","type":"t","source":"s","stream":"account/1","payload":{"by":1}\#(expected)}"#
        return try await client.post(path + "/publish", body: Array(body.utf8))
    }

    private static func save(_ client: JunctionClient, _ version: Int, _ state: String) async throws -> Int {
        try await client.send(
            "PUT", path + "/streams/snapshot?stream=account/1",
            body: Array(#"{"version":\#(version),"state":\#(state)}"#.utf8), contentType: "application/json"
        ).status
    }

    @Test func appendsExpectAVersionAndAreToldTheActualOne() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            #expect(try await Self.publish(client, "a", at: 0)["sequence"] == 1)
            #expect(try await Self.publish(client, "b", at: 1)["sequence"] == 2)
            do {
                _ = try await Self.publish(client, "c", at: 1)
                Issue.record("appended at a version that had passed")
            } catch let problem as ServerProblem {
                #expect(problem.status == 409)
                #expect(problem.document["currentVersion"] == 2)
                #expect(problem.document["code"] == "J4004 events.versionConflict")
            }
            // What is there already is told so, wherever the stream stands.
            #expect(try await Self.publish(client, "a", at: 0)["duplicate"] == true)
            try await running.stop()
        }
    }

    @Test func aStateIsTheNewestSnapshotAndWhatCameAfterIt() async throws {
        try await withFolder { data in
            let first = try await RunningServer.start(data: data)
            let client = first.client(key: first.report.adminKey)
            for number in 1...5 { _ = try await Self.publish(client, "e\(number)") }
            #expect(try await Self.save(client, 3, #"{"balance":3}"#) == 200)
            #expect(try await Self.save(client, 2, "2") == 409)
            #expect(try await Self.save(client, 6, "6") == 409)
            #expect(try await Self.save(client, 4, "\"" + String(repeating: "x", count: 1 << 20) + "\"") == 422)
            try await first.stop()

            let second = try await RunningServer.start(data: data)
            let again = second.client(key: first.report.adminKey)
            let state = try await again.get(Self.path + "/streams/state", query: [("stream", "account/1")])
            #expect(state["snapshot"]?["version"] == 3)
            #expect(state["snapshot"]?["state"] == ["balance": 3])
            #expect(state["events"]?.array?.compactMap { $0["sequence"]?.integer } == [4, 5])
            #expect(state["isEnd"] == true)
            let listed = try await again.get(Self.path + "/streams")
            #expect(listed["items"]?.array?.contains { $0["stream"] == "account/1" && $0["version"] == 5 } == true)
            let page = try await again.get(
                Self.path + "/streams/events", query: [("stream", "account/1"), ("after", "1"), ("limit", "2")])
            #expect(page["events"]?.array?.compactMap { $0["id"]?.string } == ["e2", "e3"])
            #expect(page["isEnd"] == false)
            try await second.stop()
        }
    }

    @Test func whoAsksForWhatWasPrunedIsToldWhereTheStreamBegins() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            for number in 1...5 { _ = try await Self.publish(client, "e\(number)") }
            _ = try await client.send(
                "PUT", Self.path + "/retention", body: Array(#"{"rules":[],"otherwise":{"events":2}}"#.utf8),
                contentType: "application/json")
            #expect(try await client.post(Self.path + "/retention/run")["pruned"] == 3)
            let whole = try await client.get(Self.path + "/streams/events", query: [("stream", "account/1")])
            #expect(whole["first"] == 4)
            #expect(whole["events"]?.array?.compactMap { $0["sequence"]?.integer } == [4, 5])
            do {
                _ = try await client.get(
                    Self.path + "/streams/events", query: [("stream", "account/1"), ("after", "1")])
                Issue.record("read what is not there")
            } catch let problem as ServerProblem {
                #expect(problem.status == 410)
                #expect(problem.document["remedy"]?.string?.contains("Read on after 3") == true)
            }
            #expect(try await Self.publish(client, "next", at: 5)["sequence"] == 6)
            try await running.stop()
        }
    }
}
