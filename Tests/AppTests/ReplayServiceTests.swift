import Foundation
import NIOPosix
import Sandbox
import TestKit
import Testing
import Values

@testable import App

/// History, causes and replays of a whole server.
struct ReplayServiceTests {
    private static let path = "/api/integration/events"

    private static func publish(_ client: JunctionClient, _ id: String, _ more: String = "") async throws {
        _ = try await client.post(
            path + "/publish", body: Array(#"{"id":"\#(id)","type":"t","source":"s","payload":1\#(more)}"#.utf8))
    }

    @Test func historyIsCountedAndCausesAreATree() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            try await Self.publish(client, "root", #","correlationId":"c""#)
            try await Self.publish(client, "a", #","causationId":"root","correlationId":"c""#)
            try await Self.publish(client, "b", #","causationId":"a""#)
            let count = try await client.get(Self.path + "/history/count", query: [("correlationId", "c")])
            #expect(count["count"] == 2)
            #expect(count["isExact"] == true)
            let tree = try await client.get(Self.path + "/b/tree")
            #expect(tree["nodes"]?.array?.compactMap { $0["event"]?["id"]?.string } == ["root", "a", "b"])
            #expect(tree["nodes"]?.array?.compactMap { $0["depth"]?.integer } == [0, 1, 2])
            await #expect(throws: ServerProblem.self) { try await client.get(Self.path + "/none/tree") }
            try await running.stop()
        }
    }

    @Test func aReplayIsPreviewedSentMarkedAndAudited() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            let receiver = SandboxServer(
                systems: [SandboxSystem(id: "shop", operations: [SandboxOperation(method: "POST", path: "/hooks")])],
                time: .system, eventLoopGroup: MultiThreadedEventLoopGroup.singleton)
            let port = try await receiver.start()
            for number in 1...3 { try await Self.publish(client, "m-\(number)") }
            _ = try await client.post(
                Self.path + "/subscribe",
                body: Array(
                    #"{"id":"s","target":{"type":"webhook","url":"http://127.0.0.1:\#(port)/shop/hooks","allowedNetworks":["127.0.0.0/8"]}}"#
                        .utf8))
            // What the log keeps of the subscription itself may have been sent.
            let before = receiver.receivedCount("shop")
            let wanted = Array(#"{"subscriptionId":"s","select":{"type":"t","filters":[{"sql":"id <> 'm-2'"}]}}"#.utf8)
            let preview = try await client.post(Self.path + "/replays/preview", body: wanted)
            #expect(preview["count"] == 2)
            #expect(preview["first"]?.array?.compactMap { $0["id"]?.string } == ["m-1", "m-3"])
            let id = try #require(try await client.post(Self.path + "/replays", body: wanted)["id"]?.string)
            #expect(
                try await eventually { try await client.get(Self.path + "/replays/\(id)")["status"] == "finished" }
            )
            let replayed = receiver.received("shop").filter { one in
                one.headers.contains { $0.name.lowercased() == "junction-replay" && $0.value == id }
            }
            #expect(replayed.count == 2)
            #expect(receiver.receivedCount("shop") >= before + 2)
            let audit = try await client.get(Self.path + "/history", query: [("type", "junction.replay.started")])
            #expect(audit["items"]?[0]?["metadata"]?["replay"] == .string(id))
            #expect(try await client.get(Self.path + "/replays")["items"]?[0]?["selected"] == 2)
            try await running.stop()
            await receiver.stop()
        }
    }
}
