import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Testing
import Values

@testable import App

/// Server-Sent Events of a whole server, read from a real socket.
struct EventStreamTests {
    private static let path = "/api/integration/events"

    private static func publish(_ client: JunctionClient, _ id: String, type: String = "t") async throws {
        _ = try await client.post(
            path + "/publish", body: Array(#"{"id":"\#(id)","type":"\#(type)","source":"s","payload":{"n":1}}"#.utf8))
    }

    /// Reads a stream until its text satisfies `isEnough`.
    private static func read(
        _ running: RunningServer, _ query: String, lastEventID: String? = nil, whenOpen: () async throws -> Void = {},
        until isEnough: (String) -> Bool
    ) async throws -> String {
        var request = HTTPClientRequest(url: running.report.api + path + "/stream" + query)
        request.headers.add(name: "authorization", value: "Bearer \(running.report.adminKey ?? "")")
        if let lastEventID { request.headers.add(name: "last-event-id", value: lastEventID) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
        #expect(response.headers.first(name: "content-type") == "text/event-stream")
        var text = ""
        var hasOpened = false
        for try await part in response.body {
            text += String(buffer: part)
            if !hasOpened {
                hasOpened = true
                try await whenOpen()
            }
            if isEnough(text) { break }
        }
        return text
    }

    private static func ids(_ text: String) -> [String] {
        text.split(separator: "\n").filter { $0.hasPrefix("data: ") }.compactMap {
            $0.firstMatch(of: /"id":"([^"]+)"/).map { String($0.1) }
        }
    }

    @Test func eventsComeAsTheyAreAppendedAndGoOnAfterTheLastOne() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            try await Self.publish(client, "before")
            let live = try await Self.read(
                running, "?type=t",
                whenOpen: {
                    try await Self.publish(client, "a")
                    try await Self.publish(client, "other", type: "u")
                    try await Self.publish(client, "b")
                }, until: { Self.ids($0).count == 2 })
            #expect(Self.ids(live) == ["a", "b"])
            #expect(live.contains("event: t\n"))
            let place = try #require(live.firstMatch(of: /id: (\d+)\n/).map { String($0.1) })
            let rest = try await Self.read(running, "", lastEventID: place) { Self.ids($0).count == 2 }
            #expect(Self.ids(rest) == ["other", "b"])
            let all = try await Self.read(running, "?start=beginning&format=cloudevent&sql=type%20%3D%20't'") {
                Self.ids($0).count == 3
            }
            #expect(Self.ids(all) == ["before", "a", "b"])
            #expect(all.contains(#""specversion":"1.0""#))
            try await running.stop()
        }
    }

    /// Else the client would be sent nothing until the log had come so far.
    @Test func aPlaceThatTheLogHasNotComeToIsRefused() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            try await Self.publish(client, "a")
            let refusal = await #expect(throws: ServerProblem.self) {
                _ = try await client.get(Self.path + "/stream?lastEventId=1000")
            }
            #expect(refusal?.status == 400)
            try await running.stop()
        }
    }

    @Test func aStoppingServerEndsItsStreams() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let stopped = try await Self.read(
                running, "",
                whenOpen: { Task { try await running.stop() } }, until: { _ in false })
            #expect(stopped.hasPrefix("retry: "))
            try await running.stop()
        }
    }

    @Test(arguments: ["?sql=1%20%2B", "?start=yesterday", "?nope=1"])
    func whatCannotBeStreamedIsRefused(_ query: String) async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            #expect(
                try await client.send("GET", Self.path + "/stream" + query, body: nil, contentType: nil).status == 422)
            try await running.stop()
        }
    }
}
