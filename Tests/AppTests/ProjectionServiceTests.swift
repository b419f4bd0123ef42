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

    @Test func aPlaceBeyondTheLogIsRefusedAtOnce() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            let position = try await report(client, "i-1", "r-1")
            let ahead = try await client.send(
                "GET", "\(Self.path)/states/r-1?atLeast=\(position + 1_000_000)&waitSeconds=20", body: nil,
                contentType: nil)
            #expect(ahead.status == 422)
            #expect(String(decoding: ahead.bytes, as: UTF8.self).contains("events.positionAhead"))
            try await running.stop()
        }
    }

    @Test func statesAreFoundByWhatStandsInThem() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            var position: Int64 = 0
            for number in 0..<450 {
                // Every tenth resident has had two incidents.
                for part in 0...(number % 10 == 0 ? 1 : 0) {
                    position = try await report(client, "i-\(number)-\(part)", "r-\(1000 + number)")
                }
            }
            var found: [String] = []
            var cursor: String?
            var looked: Int64 = 0
            repeat {
                var query = [("state", "/incidents=2"), ("limit", "20"), ("atLeast", "\(position)")]
                if let cursor { query.append(("cursor", cursor)) }
                let page = try await client.get("\(Self.path)/states", query: query + [("waitSeconds", "20")])
                let keys = (page["items"]?.array ?? []).compactMap { $0["key"]?.string }
                #expect(keys.count <= 20)
                found += keys
                looked += page["looked"]?.integer ?? 0
                cursor = page["nextCursor"]?.string
            } while cursor != nil
            #expect(found == (0..<45).map { "r-\(1000 + $0 * 10)" })
            #expect(looked == 450)
            await #expect(throws: (any Error).self) {
                try await client.get("\(Self.path)/states", query: [("state", "incidents")])
            }
            try await running.stop()
        }
    }
}
