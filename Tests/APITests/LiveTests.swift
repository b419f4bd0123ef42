import API
import APIContract
import HTTPTypes
import HummingbirdTesting
import SecurityCore
import Synchronization
import Testing
import Values

/// What only a real connection can show.
@Suite(.timeLimit(.minutes(10))) struct LiveTests {
    private static let path = "/api/integration/integrations/a/messages"

    private static func head(_ key: String, length: Int, _ more: String = "") -> String {
        "POST \(path) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(key)\r\nContent-Type: text/plain\r\n"
            + "Content-Length: \(length)\r\n\(more)\r\n"
    }

    @Test func `Requests on one connection are answered in turn`() async throws {
        try await APIHarness().live { api async throws in
            for index in 1...50 {
                let answer = try await api.send(.post, Self.path, "message \(index)", type: "text/plain")
                #expect(answer.status == 202)
                #expect(answer.json["id"]?.string == "m-\(index)")
            }
        }
    }

    @Test func `A large message arrives whole`() async throws {
        let harness = try await APIHarness()
        let bytes = (0..<(8 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try await harness.live { api async throws in
            #expect(try await api.send(.post, Self.path, bytes: bytes, type: "text/plain").status == 202)
        }
        #expect(harness.doubles.state.withLock { $0.messages.first?.bytes } == bytes)
    }

    @Test func `A client that dribbles its body is cut off`() async throws {
        let harness = try await APIHarness { $0.bodyTimeLimit = .seconds(1) }
        let key = try #require(harness.keys[.write])
        try await harness.live { api async throws in
            let port = try #require(api.client.port)
            let clock = ContinuousClock()
            let took = try await clock.measure {
                try await RawConnection.open(port: port) { connection async throws in
                    try await connection.send(Self.head(key, length: 1000) + "x")
                    let answer = try await connection.read()
                    #expect(answer.hasPrefix("HTTP/1.1 408") && answer.contains("J8014 api.bodyTooSlow"))
                }
            }
            #expect(took > .milliseconds(900))
            #expect(try await api.get("/canary").status == 200)
        }
        #expect(harness.doubles.state.withLock { $0.messages.isEmpty })
    }

    @Test(arguments: [("Content-Length: 100", "hello"), ("Transfer-Encoding: chunked", "5\r\nhello\r\nxyz\r\n")])
    func `A body that does not come to its end is no fault of the server`(_ field: String, _ body: String) async throws
    {
        let lines = LogLines()
        let harness = try await APIHarness(logger: lines.logger)
        let key = try #require(harness.keys[.write])
        try await harness.live { api async throws in
            let port = try #require(api.client.port)
            try await RawConnection.open(port: port) { connection async throws in
                try await connection.send(
                    "POST \(Self.path) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(key)\r\n"
                        + "Content-Type: text/plain\r\n\(field)\r\n\r\n\(body)")
                connection.finish()
                #expect(try await connection.read().hasPrefix("HTTP/1.1 400 "))
            }
        }
        #expect(lines.all.isEmpty)
        #expect(!harness.registry.render().contains("status=\"500\""))
        #expect(harness.doubles.state.withLock { $0.messages.isEmpty })
    }

    @Test func `Work that takes too long is answered 503 and the connection closed`() async throws {
        let harness = try await APIHarness { $0.requestTimeLimit = .seconds(1) }
        harness.doubles.state.withLock { $0.acceptDelay = .seconds(5) }
        let key = try #require(harness.keys[.write])
        try await harness.live { api async throws in
            let port = try #require(api.client.port)
            try await RawConnection.open(port: port) { connection async throws in
                try await connection.send(Self.head(key, length: 5) + "hello")
                let answer = try await connection.read()
                #expect(answer.hasPrefix("HTTP/1.1 503"))
                #expect(answer.contains("J8010 api.requestTimedOut"))
            }
        }
    }

    @Test func `A connection that never says anything is closed`() async throws {
        try await APIHarness { $0.idleTimeLimit = .seconds(1) }.live { api async throws in
            let port = try #require(api.client.port)
            try await RawConnection.open(port: port) { connection async throws in
                try await connection.send("GET /canary HTTP/1.1\r\nHost: loc")
                #expect(try await connection.read().isEmpty)
            }
        }
    }

    @Test func `A client that asks whether to go on is told to`() async throws {
        let harness = try await APIHarness()
        let key = try #require(harness.keys[.write])
        try await harness.live { api async throws in
            let port = try #require(api.client.port)
            try await RawConnection.open(port: port) { connection async throws in
                try await connection.send(Self.head(key, length: 5, "Expect: 100-continue\r\n"))
                #expect(try await connection.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 100 Continue"))
                try await connection.send("hello")
                #expect(try await connection.read(until: "}").hasPrefix("HTTP/1.1 202 Accepted"))
            }
        }
    }

    @Test func `Too large a body in chunks is answered 413`() async throws {
        let harness = try await APIHarness { $0.bodyBytesMost = 10_000 }
        let key = try #require(harness.keys[.write])
        try await harness.live { api async throws in
            let port = try #require(api.client.port)
            try await RawConnection.open(port: port) { connection async throws in
                let head = Self.head(key, length: 0).replacing("Content-Length: 0", with: "Transfer-Encoding: chunked")
                try await connection.send(head)
                let chunk = "2000\r\n" + String(repeating: "x", count: 0x2000) + "\r\n"
                for _ in 0..<3 { try await connection.send(chunk) }
                #expect(try await connection.read(until: "}").hasPrefix("HTTP/1.1 413"))
            }
        }
    }

    @Test func `Too many or too large header fields, and too long an address, are refused`() async throws {
        try await APIHarness().live { api async throws in
            let port = try #require(api.client.port)
            for (address, fields) in [
                ("/canary", String(repeating: "X-Filler: 1\r\n", count: 200)),
                ("/canary", "X-Filler: \(String(repeating: "x", count: 40_000))\r\n"),
                ("/canary?a=\(String(repeating: "x", count: 40_000))", ""),
            ] {
                try await RawConnection.open(port: port) { connection async throws in
                    try await connection.send("GET \(address) HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n")
                    let answer = try await connection.read()
                    #expect(answer.hasPrefix("HTTP/1.1 431") && answer.contains("J8013 api.headersTooLarge"))
                }
            }
            #expect(try await api.get("/canary").status == 200)
        }
    }

    @Test func `A body that breaks off is refused, not taken for the whole`() async throws {
        let harness = try await APIHarness()
        let key = try #require(harness.keys[.write])
        try await harness.live { api async throws in
            let port = try #require(api.client.port)
            let head = Self.head(key, length: 0).replacing("Content-Length: 0", with: "Transfer-Encoding: chunked")
            try await RawConnection.open(port: port) { connection async throws in
                try await connection.send(head + "5\r\nhello\r\nnot a size\r\n")
                #expect(try await connection.read().hasPrefix("HTTP/1.1 400"))
            }
            #expect(try await api.get("/canary").status == 200)
        }
        #expect(harness.doubles.state.withLock { $0.messages.isEmpty })
    }

    @Test(arguments: [
        "GET /canary HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nabc",
        "GARBAGE\r\n\r\n", "GET /canary HTTP/9.9\r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    ])
    func `Broken HTTP is refused and the server goes on`(_ text: String) async throws {
        try await APIHarness().live { api async throws in
            let port = try #require(api.client.port)
            try await RawConnection.open(port: port) { connection async throws in
                try await connection.send(text)
                let answer = try await connection.read()
                #expect(answer.hasPrefix("HTTP/1.1 400") && answer.contains("J8001 api.badRequest"))
            }
            #expect(try await api.get("/canary").status == 200)
        }
    }
}
