import Foundation
import Testing
import Values

@testable import App

/// `POST …/sync` with its choices, over a workspace of its own.
@Suite struct DryRunTests {
    private static let path = "/api/integration/integrations/nightly-rota/sync"

    /// A copy of the example with two files to take in, one of a day ago.
    private func withInbox(_ body: (JunctionClient, RunningServer) async throws -> Void) async throws {
        try await withFolder { folder in
            let workspace = "\(folder)/workspace"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: RunningServer.example, toPath: workspace)
            let inbox = "\(workspace)/inbox/rota"
            try FileManager.default.createDirectory(atPath: inbox, withIntermediateDirectories: true)
            for (name, sample) in [("a", "rota-without-staff"), ("b", "rota-2026-10-05")] {
                try FileManager.default.copyItem(
                    atPath: "\(workspace)/samples/rota/\(sample).csv", toPath: "\(inbox)/\(name).csv")
            }
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -86_400)], ofItemAtPath: "\(inbox)/a.csv")
            let running = try await RunningServer.start(data: "\(folder)/data", workspace: workspace)
            try await body(running.client(key: running.report.adminKey), running)
            try await running.stop()
        }
    }

    private func sync(_ client: JunctionClient, _ body: String) async throws -> Value {
        try await client.post(Self.path, body: Array(body.utf8))
    }

    @Test func aDryRunCountsAndLeavesNoTrace() async throws {
        try await withInbox { client, running in
            let looked = try await sync(client, #"{"dryRun":true}"#)
            let preview = try #require(looked["preview"])
            #expect(looked["status"] == "partial" && looked["messageIds"] == nil)
            #expect(preview["unmapped"] == 1)
            #expect(preview["findings"]?[0]?["text"]?.string?.contains("staff is required") == true)
            #expect(preview["findings"]?[0]?["document"]?.string?.hasSuffix("/a.csv") == true)
            let logs = try await client.get("/api/integration/integrations/nightly-rota/logs")
            #expect(logs["items"]?.array?.isEmpty == true)
            #expect(running.server.standIns?.receivedCount("rostering") == 0)
            // What was looked at is still there to be taken in.
            let taken = try await sync(client, "{}")
            #expect(taken["accepted"] == looked["accepted"] && taken["preview"] == nil)
            #expect(taken["messageIds"]?.array?.count == taken["accepted"]?.integer.map(Int.init))
            try await running.settle()
            #expect(running.server.standIns?.receivedCount("rostering") == preview["mapped"]?.integer.map(Int.init))
            // The note of the sync's end is in the history, and is no message.
            let found = try await client.get("/api/integration/messages")["items"]?.array
            let messages = try #require(found).compactMap { $0["id"]?.string }
            #expect(!messages.isEmpty && !messages.contains { $0.hasPrefix("sync/") })
        }
    }

    @Test func onlyWhatChangedInTheTimeIsTaken() async throws {
        try await withInbox { client, _ in
            let hourAgo = TimeSource.system.now() - .seconds(3600)
            #expect(try await sync(client, #"{"dryRun":true,"since":"\#(hourAgo)"}"#)["accepted"] == 6)
            #expect(try await sync(client, #"{"dryRun":true,"until":"\#(hourAgo)"}"#)["preview"]?["unmapped"] == 1)
            let none = try await sync(
                client, #"{"dryRun":true,"since":"2001-01-01T00:00:00Z","until":"2001-01-02T00:00:00Z"}"#)
            #expect(none["received"] == 0)
        }
    }

    @Test(arguments: [
        #"{"since":"2026-01-02T00:00:00Z","until":"2026-01-01T00:00:00Z"}"#, #"{"parameters":{"ward":"7"}}"#,
        #"{"parameters":{"ward":{}}}"#,
    ])
    func whatCannotBeChosenIsRefused(body: String) async throws {
        try await withInbox { client, _ in
            let problem = await #expect(throws: ServerProblem.self) { _ = try await sync(client, body) }
            #expect(problem?.status == 400)
        }
    }
}
