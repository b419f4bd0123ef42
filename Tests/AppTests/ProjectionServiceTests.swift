import TestKit
import Testing
import Values

@testable import App

/// Projections of a whole server, read over its API.
struct ProjectionServiceTests {
    private static let path = "/api/integration/projections/incidents-by-resident"

    private func report(_ client: JunctionClient, _ id: String, _ resident: String) async throws -> Int64 {
        let event =
            #"{"id":"\#(id)","type":"incident.reported","source":"care","payload":{"incident":"\#(id)","resident":{"id":"\#(resident)"},"kind":"fall"}}"#
        let answer = try await client.post(
            "/api/integration/events/publish", body: Array(event.utf8), contentType: "application/json")
        return try #require(answer["position"]?.integer)
    }

    @Test func whoPublishesReadsWhatCameOfItAlsoAfterARestartAndARebuild() async throws {
        try await withFolder { data in
            var running = try await RunningServer.start(data: data)
            let key = running.report.adminKey
            var client = running.client(key: key)
            var position = try await report(client, "i-1", "r-1")
            var state = try await client.get("\(Self.path)/states/r-1?atLeast=\(position)&waitSeconds=20")
            #expect(state["state"]?["incidents"] == 1)
            try await running.stop()

            running = try await RunningServer.start(data: data)
            client = running.client(key: key)
            position = try await report(client, "i-2", "r-1")
            state = try await client.get("\(Self.path)/states/r-1?atLeast=\(position)&waitSeconds=20")
            #expect(state["state"]?["incidents"] == 2)
            #expect(state["state"]?["latest"]?["incident"] == "i-2")

            let rebuilding = try await client.post("\(Self.path)/rebuild", body: [], contentType: "application/json")
            #expect(rebuilding["status"] == "rebuilding")
            #expect(
                await eventually {
                    let status = try? await client.get(Self.path)
                    return status?["generation"] == 2 && status?["status"] == "current"
                })
            let states = try await client.get("\(Self.path)/states")
            #expect(states["items"]?.array?.count == 1)
            #expect(states["items"]?[0]?["state"]?["incidents"] == 2)
            try await running.stop()
        }
    }
}
