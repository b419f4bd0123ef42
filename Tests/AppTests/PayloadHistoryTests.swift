import Testing
import Values

@testable import App

/// The history of a whole server, by what payloads say.
struct PayloadHistoryTests {
    private static let path = "/api/integration/events"

    @Test func eventsAreFoundByWhatStandsInTheirPayload() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            let events = (1...9).map {
                #"{"id":"e\#($0)","type":"t","source":"s","payload":{"patient":{"id":"\#($0 % 3)"}}}"#
            }
            _ = try await client.post(Self.path + "/publish", body: Array("[\(events.joined(separator: ","))]".utf8))
            let first = try await client.get(
                Self.path + "/history", query: [("payload", "/patient/id=1"), ("type", "t"), ("limit", "2")])
            #expect(first["items"]?.array?.compactMap { $0["id"]?.string } == ["e7", "e4"])
            #expect(first["looked"] == 6)
            let cursor = try #require(first["nextCursor"]?.string)
            let rest = try await client.get(
                Self.path + "/history",
                query: [("payload", "/patient/id=1"), ("type", "t"), ("limit", "2"), ("cursor", cursor)])
            #expect(rest["items"]?.array?.compactMap { $0["id"]?.string } == ["e1"])
            #expect(rest["nextCursor"] == nil)
            let count = try await client.get(
                Self.path + "/history/count", query: [("payload", "/patient/id=1"), ("type", "t")])
            #expect(count["count"] == 3)
            #expect(count["isExact"] == true)
            await #expect(throws: ServerProblem.self) {
                try await client.get(Self.path + "/history", query: [("payload", "patient")])
            }
            try await running.stop()
        }
    }
}
