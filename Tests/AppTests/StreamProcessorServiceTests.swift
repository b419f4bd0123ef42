import Contract
import Formats
import TestKit
import Testing
import Values

@testable import App

/// Windows over events of a whole server, and of the command line.
struct StreamProcessorServiceTests {
    private static let path = "/api/integration/streams/repeated-falls"

    private func fall(_ client: JunctionClient, _ id: String, at time: String) async throws {
        let payload =
            #"{"incident":"\#(id)","resident":{"id":"r-1"},"kind":"fall","occurredAt":"\#(time)","tellFamily":false}"#
        let event = #"{"id":"\#(id)","type":"incident.reported","source":"care","payload":\#(payload)}"#
        _ = try await client.post(
            "/api/integration/events/publish", body: Array(event.utf8), contentType: "application/json")
    }

    @Test func resultsArePublishedOnceOverRestarts() async throws {
        try await withFolder { data in
            var running = try await RunningServer.start(data: data)
            let key = running.report.adminKey
            var client = running.client(key: key)
            #expect(await eventually { (try? await client.get(Self.path)["watermark"]) == .some(nil) })
            try await fall(client, "i-1", at: "2026-10-05T14:20:00Z")
            try await fall(client, "i-2", at: "2026-10-06T09:00:00Z")
            #expect(await eventually { (try? await client.get(Self.path)["watermark"]?.string) != nil })
            try await running.stop()

            running = try await RunningServer.start(data: data)
            client = running.client(key: key)
            // Later than the lateness, so that the second fall is told of.
            try await fall(client, "i-3", at: "2026-10-06T11:00:00Z")
            let history = "/api/integration/events/history?type=resident.fell-repeatedly"
            #expect(await eventually { (try? await client.get(history)["items"]?.array?.count) == 1 })
            let result = try await client.get(history)["items"]?[0]
            #expect(result?["payload"] == ["resident": "r-1", "falls": 2, "incidents": ["i-1", "i-2"]])
            #expect(result?["causationId"] == "i-2" && result?["stream"] == "streams/repeated-falls")
            let paused = try await client.post("\(Self.path)/pause", body: [], contentType: "application/json")
            #expect(paused["status"] == "paused" && paused["emitted"] == 1)
            try await running.stop()
        }
    }

    @Test func aFileOfEventsGivesTheSameResultsEachTime() throws {
        let point = try RunningServer.sample("points/incident-notice.yaml")
        let events = try RunningServer.sample("samples/incidents/reported.ndjson")
        let run = try StreamRun(of: nil, in: point, named: "incident-notice.yaml", events: events)
        #expect(run.problems == [] && run.events.count == 1)
        #expect(run.events[0]["causationId"] == "INC-TEST-0003")
        let again = try StreamRun(of: "repeated-falls", in: point, named: "incident-notice.yaml", events: events)
        #expect(again.events == run.events)
        #expect(throws: JunctionError.self) {
            try StreamRun(of: "none", in: point, named: "incident-notice.yaml", events: events)
        }
        #expect(throws: JunctionError.self) {
            try StreamRun(of: nil, in: point, named: "incident-notice.yaml", events: Array("{}".utf8))
        }
    }
}
