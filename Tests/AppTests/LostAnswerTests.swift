import Events
import Foundation
import Testing
import Values

@testable import App

/// Requests with an `Idempotency-Key` whose server ended before it kept the answer, sent again.
@Suite struct LostAnswerTests {
    private static let root = "/api/integration"

    /// A server that is ended, and has forgotten its answers when it comes back.
    private final class Bench {
        let data: String
        private(set) var running: RunningServer
        let key: String

        init(_ folder: String) async throws {
            data = "\(folder)/data"
            running = try await RunningServer.start(data: data, workspace: try Self.workspace(folder))
            key = try #require(running.report.adminKey)
        }

        /// The example, with a file to take in.
        private static func workspace(_ folder: String) throws -> String {
            let workspace = "\(folder)/workspace"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: RunningServer.example, toPath: workspace)
            try FileManager.default.createDirectory(
                atPath: "\(workspace)/inbox/rota", withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                atPath: "\(workspace)/samples/rota/rota-2026-10-05.csv", toPath: "\(workspace)/inbox/rota/a.csv")
            return workspace
        }

        func loseAnswers() async throws {
            try await running.stop()
            let store = try StoreAddress(store: nil, data: data).open()
            let kept = try store.documents(kind: DocumentIdempotencyStore.kind, after: nil, limit: 1000)
            _ = try store.commit(
                kept.map { .removeDocument(kind: $0.kind, id: $0.id, expectedVersion: nil) }, at: .epoch)
            try store.close()
            running = try await RunningServer.start(
                data: data, workspace: data.replacing("/data", with: "/workspace"))
        }

        func post(_ path: String, _ body: String, under name: String? = nil) async throws -> Value {
            try await running.client(key: key).post(
                root + path, body: Array(body.utf8), headers: name.map { [("idempotency-key", $0)] } ?? [])
        }

        func list(_ path: String, _ query: [(String, String)] = []) async throws -> [Value] {
            try await running.client(key: key).get(root + path, query: query)["items"]?.array ?? []
        }

        /// Sends it, has the answer lost, and sends it again. Returns both answers.
        func repeated(
            _ path: String, _ body: String, under name: String = "k"
        ) async throws -> (first: Value, second: Value) {
            let first = try await post(path, body, under: name)
            try await loseAnswers()
            return (first, try await post(path, body, under: name))
        }
    }

    private func withBench(_ body: (Bench) async throws -> Void) async throws {
        try await withFolder { folder in
            let bench = try await Bench(folder)
            try await body(bench)
            try await bench.running.stop()
        }
    }

    @Test func aSubscriptionIsMadeOnceAndKeepsItsSecret() async throws {
        try await withBench { bench in
            for id in ["", #""id":"shop","#] {
                let made = try await bench.repeated(
                    "/events/subscribe", #"{\#(id)"target":{"type":"webhook","url":"https://shop.example.org/hook"}}"#,
                    under: "k\(id.count)")
                #expect(made.first["subscription"]?["id"] == made.second["subscription"]?["id"])
                #expect(made.first["secret"]?.string != nil && made.first["secret"] == made.second["secret"])
            }
            #expect(try await bench.list("/events/subscriptions").count == 2)
            let audit = try await bench.list("/events/history", [("type", "junction.subscription.created")])
            #expect(audit.count == 2)
            // Somebody else's of that name is not given away.
            await #expect(throws: ServerProblem.self) {
                _ = try await bench.post(
                    "/events/subscribe", #"{"id":"shop","target":{"type":"queue"}}"#, under: "other")
            }
        }
    }

    /// Without an `Idempotency-Key`: the very same is answered with what is there, another is not.
    @Test func anIntegrationIsMadeOnceWithoutAKey() async throws {
        try await withBench { bench in
            func body(_ name: String) -> String {
                """
                {"id":"copies","name":"\(name)","externalSystemId":"family-portal","configuration":{"communication":\
                {"in":{"protocol":"event","format":"json"},"out":{"protocol":"HTTPS","format":"json"}},\
                "technicalSolution":{"deliver":[{"system":"family-portal","operation":"notify"}]}}}
                """
            }
            let made = try await bench.post("/integrations", body("A"))
            #expect(try await bench.post("/integrations", body("A")) == made)
            try await bench.loseAnswers()
            #expect(try await bench.post("/integrations", body("A"))["id"] == "copies")
            for (text, why) in [
                (body("B"), "which differs"),
                (body("A").replacing("copies", with: "nightly-rota"), "which is a file of the workspace"),
            ] {
                let refused = await #expect(throws: ServerProblem.self) {
                    _ = try await bench.post("/integrations", text)
                }
                #expect(refused?.status == 409)
                #expect(refused?.document["detail"]?.string?.contains(why) == true)
            }
            #expect(try await bench.list("/events/history", [("type", "junction.integration.created")]).count == 1)
        }
    }

    @Test func aSecretIsRotatedOnceAndATestIsSentOnce() async throws {
        try await withBench { bench in
            _ = try await bench.post(
                "/events/subscribe", #"{"id":"s","target":{"type":"webhook","url":"https://shop.example.org/hook"}}"#)
            let secrets = try await bench.repeated("/events/subscriptions/s/secret", "{}")
            #expect(secrets.first == secrets.second)
            let tests = try await bench.repeated("/events/subscriptions/s/test", "", under: "t")
            #expect(tests.first["id"] == tests.second["id"])
            #expect(try await bench.list("/events/history", [("type", "junction.subscription.test")]).count == 1)
            #expect(
                try await bench.list("/events/history", [("type", "junction.subscription.secretRotated")]).count == 1)
        }
    }

    @Test func aKeyIsMadeOnceAndTheAnswerThatCameOpens() async throws {
        try await withBench { bench in
            let body = #"{"name":"ward","scope":"read"}"#
            let keys = try await bench.repeated("/keys", body)
            let (lost, told) = (keys.first["key"]?.string, keys.second["key"]?.string)
            #expect(lost != told && keys.first["description"]?["id"] == keys.second["description"]?["id"])
            #expect(try await bench.list("/keys").filter { $0["name"] == "ward" }.count == 1)
            await #expect(throws: ServerProblem.self) {
                _ = try await bench.running.client(key: lost).get(Self.root + "/systems")
            }
            _ = try await bench.running.client(key: told).get(Self.root + "/systems")
            // Once used, it is not made anew.
            try await bench.loseAnswers()
            let refused = await #expect(throws: ServerProblem.self) {
                _ = try await bench.post("/keys", body, under: "k")
            }
            #expect(refused?.status == 409)
        }
    }

    @Test func aReplayAHoldAndASyncAreMadeOnce() async throws {
        try await withBench { bench in
            _ = try await bench.post("/events/subscribe", #"{"id":"s","target":{"type":"queue"}}"#)
            let replays = try await bench.repeated("/events/replays", #"{"subscriptionId":"s","select":{"type":"t"}}"#)
            #expect(replays.first["id"] == replays.second["id"])
            #expect(try await bench.list("/events/replays").count == 1)
            let holds = try await bench.repeated(
                "/events/holds", #"{"reason":"Inquiry 17","key":"4711"}"#, under: "h")
            #expect(holds.first["id"] == holds.second["id"])
            #expect(try await bench.list("/events/holds").count == 1)
            let syncs = try await bench.repeated("/integrations/nightly-rota/sync", "{}", under: "n")
            #expect(syncs.first["accepted"]?.integer ?? 0 > 0)
            #expect(syncs.first["id"] == syncs.second["id"] && syncs.first["messageIds"] == syncs.second["messageIds"])
            #expect(syncs.first["accepted"] == syncs.second["accepted"])
            #expect(try await bench.list("/events/history", [("type", "junction.sync.finished")]).count == 1)
        }
    }
}
