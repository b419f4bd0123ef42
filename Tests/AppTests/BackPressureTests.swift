import Foundation
import Sandbox
import Testing
import Values

@testable import App

/// A destination that is down for long: its senders are asked to wait before the disk fills.
@Suite struct BackPressureTests {
    /// The example with room for two admissions at most.
    private func withLittleRoom(_ body: (RunningServer, JunctionClient) async throws -> Void) async throws {
        try await withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let workspace = "\(folder)/workspace"
            try FileManager.default.copyItem(atPath: RunningServer.example, toPath: workspace)
            let file = "\(workspace)/points/resident-admissions.yaml"
            let text = try String(contentsOfFile: file, encoding: .utf8)
            let changed = text.replacing("retry: {", with: "backlog: { messages: 2 }, retry: {", maxReplacements: 1)
            #expect(changed != text)
            try changed.write(toFile: file, atomically: true, encoding: .utf8)
            let running = try await RunningServer.start(data: "\(folder)/data", workspace: workspace)
            running.server.standIns?.play(
                Array(repeating: .status(503, retryAfter: nil), count: 100), on: "care-record")
            try await body(running, running.client(key: running.report.adminKey))
            try await running.stop()
        }
    }

    @Test func sendersAreAskedToWaitAndItShows() async throws {
        try await withLittleRoom { running, client in
            let sender = try MessageSender.mllp(host: "127.0.0.1", port: running.mllpPort)
            for name in ["a01", "a03"] {
                #expect(try await sender.send(RunningServer.sample("samples/admissions/\(name).hl7")).answer == "AA")
            }
            let refused = try await sender.send(RunningServer.sample("samples/admissions/a08.hl7"))
            #expect(refused.answer == "AR", "\(refused)")
            let path = "/api/integration/integrations/resident-admissions/messages"
            let answer = try await client.send(
                "POST", path, body: RunningServer.sample("samples/admissions/a08.hl7"),
                contentType: "x-application/hl7-v2+er7")
            #expect(answer.status == 429, "\(String(decoding: answer.bytes, as: UTF8.self))")

            let status = try await client.get("/api/integration/status")
            let destination = status["destinations"]?.array?.first {
                $0["id"]?.string?.hasPrefix("resident-admissions:") == true
            }
            #expect(destination?["full"] == true && destination?["backlog"] == 2)
            #expect(destination?["backlogBytes"]?.integer ?? 0 > 500)
            #expect(status["health"] == "degraded")
            let metrics = try await client.send("GET", "/metrics", body: nil, contentType: nil)
            let text = String(decoding: metrics.bytes, as: UTF8.self)
            #expect(text.contains("junction_backlog_full") && text.contains("junction_backlog_bytes"))
        }
    }
}
