import AsyncHTTPClient
import Formats
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Testing
import Values

@testable import Sandbox

@Suite struct SandboxServerTests {
    private func serving(
        _ systems: [SandboxSystem], _ body: (SandboxServer, String) async throws -> Void
    ) async throws {
        let time = TimeSource(
            now: { Instant(seconds: 1_800_000_000) }, sleep: { try await Task.sleep(for: $0) })
        let server = SandboxServer(systems: systems, time: time, eventLoopGroup: MultiThreadedEventLoopGroup.singleton)
        let port = try await server.start()
        do {
            try await body(server, "http://127.0.0.1:\(port)")
            await server.stop()
        } catch {
            await server.stop()
            throw error
        }
    }

    private func send(_ method: String, _ url: String, _ body: String? = nil) async throws -> (Int, String) {
        var request = HTTPClientRequest(url: url)
        request.method = .init(rawValue: method)
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        return (Int(response.status.code), String(buffer: try await response.body.collect(upTo: 1 << 20)))
    }

    private func expect(
        _ status: Int, _ method: String, _ url: String, _ body: String? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let answer = try await send(method, url, body)
        #expect(answer.0 == status, sourceLocation: sourceLocation)
    }

    @Test func answersAndKeeps() async throws {
        let system = SandboxSystem(
            id: "rota",
            operations: [SandboxOperation(method: "POST", path: "/shifts", status: 201, body: Array("{}".utf8))])
        try await serving([system]) { server, url in
            let posted = try await send("POST", url + "/rota/shifts?week=3", "hello")
            #expect(posted == (201, "{}"))
            try await expect(404, "GET", url + "/rota/none")
            try await expect(404, "GET", url + "/other/none")
            let received = server.received("rota")
            #expect(received.map(\.path) == ["/shifts?week=3", "/none"])
            #expect(String(decoding: received[0].body, as: UTF8.self) == "hello")
            let listed = try JSONFormat().decode(Array(try await send("GET", url + "/_sandbox/rota/received").1.utf8))
            #expect(listed["total"]?.integer == 2)
            #expect(listed["received"]?[0]?["body"]?.string == "hello")
            #expect(listed["received"]?[0]?["time"]?.string == "2027-01-15T08:00:00.000Z")
            try await expect(204, "DELETE", url + "/_sandbox/rota/received")
            #expect(server.received("rota").isEmpty && server.receivedCount("rota") == 2)
        }
    }

    @Test func faultsOverTheDoor() async throws {
        let system = SandboxSystem(id: "rota", operations: [SandboxOperation(method: "GET", path: "/a")])
        try await serving([system]) { server, url in
            try await expect(204, "PUT", url + "/_sandbox/rota/faults", "503, Retry-After 1\ndrip 1ms\n")
            try await expect(400, "PUT", url + "/_sandbox/rota/faults", "what?")
            try await expect(503, "GET", url + "/rota/a")
            try await expect(200, "GET", url + "/rota/a")
            #expect(server.received("rota").map(\.status) == [503, 200])
        }
    }

    @Test func stopClosesWhatHangs() async throws {
        let system = SandboxSystem(id: "rota", faults: [.hang])
        try await serving([system]) { server, url in
            let call = Task { try await send("GET", url + "/rota/a").0 }
            while server.receivedCount("rota") == 0 { try await Task.sleep(for: .milliseconds(5)) }
            await server.stop()
            await #expect(throws: (any Error).self) { try await call.value }
            while server.openConnections > 0 { try await Task.sleep(for: .milliseconds(5)) }
        }
    }
}
