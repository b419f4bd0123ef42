import APIContract
import Formats
import HTTPTypes
import HummingbirdTesting
import SecurityCore
import Synchronization
import Testing
import Values

@testable import API

/// WebSockets over real connections, with doubles behind them.
@Suite struct WebSocketTests {
    private static let publish = "/api/integration/events/publish"
    private static let stream = "/api/integration/events/stream"

    private static func with(
        _ harness: APIHarness, _ path: String, key: AccessScope? = .write, headers: [String] = [],
        _ body: @escaping @Sendable (inout WebSocketPeer, String) async throws -> Void
    ) async throws {
        let bearer = key.flatMap { harness.keys[$0] }.map { ["Authorization: Bearer \($0)"] } ?? []
        try await harness.live { api async throws in
            let port = try #require(api.client.port)
            try await WebSocketPeer.open(port: port, path, headers: bearer + headers, body)
        }
    }

    private static func event(_ id: String) -> String { #"{"id":"\#(id)","type":"t","source":"s","payload":{"n":1}}"# }

    private static func json(_ frame: WebSocketPeer.Frame?) throws -> Value {
        try JSONFormat().decode(try #require(frame).payload)
    }

    @Test func `Each event is answered in its order, however they come`() async throws {
        try await Self.with(APIHarness(), Self.publish) { peer, head async throws in
            #expect(head.hasPrefix("HTTP/1.1 101 "))
            #expect(head.lowercased().contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo="))
            #expect(!head.lowercased().contains("transfer-encoding"))
            try await peer.send(Self.event("a"))
            #expect(try Self.json(await peer.next())["id"] == "a")
            var many: [UInt8] = []
            for number in 0..<300 { many += WebSocketDecoderTests.frame(1, Array(Self.event("m\(number)").utf8)) }
            try await peer.send(many)
            for number in 0..<300 {
                let answer = try Self.json(await peer.next())
                #expect(answer["id"] == .string("m\(number)"))
                #expect(answer["status"] == "published")
            }
            try await peer.close(1000)
            #expect(try await peer.next()?.closeCode == 1000)
            #expect(try await peer.next() == nil)
        }
    }

    @Test func `One that is refused holds up no other, and says which it is`() async throws {
        let harness = try await APIHarness()
        harness.doubles.state.withLock { $0.refusedIDs = ["late"] }
        try await Self.with(harness, Self.publish) { peer, _ async throws in
            let texts = [Self.event("a"), "{", #"{"id":"b","typ":"t"}"#, Self.event("late"), Self.event("z")]
            try await peer.send(texts.flatMap { WebSocketDecoderTests.frame(1, Array($0.utf8)) })
            #expect(try Self.json(await peer.next())["status"] == "published")
            let broken = try Self.json(await peer.next())
            #expect(broken["status"] == 400)
            #expect(broken["places"]?.array?.first?["position"]?.string?.hasPrefix("message 2") == true)
            let wrong = try Self.json(await peer.next())
            #expect(wrong["status"] == 422)
            #expect(wrong["id"] == "b")
            #expect(wrong["places"]?.array?.contains { $0["pointer"] == "/typ" } == true)
            let late = try Self.json(await peer.next())
            #expect(late["status"] == 409)
            #expect(late["id"] == "late")
            #expect(late["remedy"]?.string?.isEmpty == false)
            #expect(try Self.json(await peer.next())["id"] == "z")
        }
    }

    @Test func `Under pressure the answer says how many seconds to wait`() async throws {
        let harness = try await APIHarness()
        harness.doubles.state.withLock {
            $0.nextError = JunctionError(.appendQueueFull, "Full.", cause: RetryHint(after: .seconds(7)))
        }
        try await Self.with(harness, Self.publish) { peer, _ async throws in
            for id in ["a", "b"] {
                try await peer.send(WebSocketDecoderTests.frame(1, Array(Self.event(id).utf8)))
            }
            let pressed = try Self.json(await peer.next())
            #expect(pressed["status"] == 429 && pressed["id"] == "a")
            #expect(pressed["retryAfterSeconds"] == 7)
            #expect(try Self.json(await peer.next())["retryAfterSeconds"] == nil)
        }
    }

    @Test func `Beyond the window nothing is read, and the order holds whatever is done first`() async throws {
        let harness = try await APIHarness()
        harness.doubles.state.withLock { $0.isHolding = true }
        let count = PublishSession.windowCount
        try await Self.with(harness, Self.publish) { peer, _ async throws in
            var bytes: [UInt8] = []
            for number in 0..<count + 500 {
                bytes += WebSocketDecoderTests.frame(1, Array(Self.event("m\(number)").utf8))
            }
            try await peer.send(bytes)
            var taken = 0
            while taken < count {
                taken = harness.doubles.state.withLock { $0.events.count }
                await Task.yield()
            }
            #expect(taken == count)
            harness.doubles.letGo()
            for number in 0..<count + 500 {
                #expect(try Self.json(await peer.next())["id"] == .string("m\(number)"))
            }
        }
    }

    @Test func `What has been sent is answered before the connection closes`() async throws {
        try await Self.with(APIHarness(), Self.publish) { peer, _ async throws in
            try await peer.send(
                WebSocketDecoderTests.frame(1, Array(Self.event("a").utf8))
                    + WebSocketDecoderTests.frame(1, Array(Self.event("b").utf8)) + WebSocketDecoderTests.frame(8))
            #expect(try Self.json(await peer.next())["id"] == "a")
            #expect(try Self.json(await peer.next())["id"] == "b")
            #expect(try await peer.next() == WebSocketPeer.Frame(opcode: 8, payload: []))
            #expect(try await peer.next() == nil)
        }
    }

    @Test(arguments: WebSocketDecoderTests.violations)
    func `What may not be sent closes with its code, after what came before is answered`(
        violation: WebSocketDecoderTests.Case
    ) async throws {
        try await Self.with(APIHarness(), Self.publish) { peer, _ async throws in
            try await peer.send(WebSocketDecoderTests.frame(1, Array(Self.event("a").utf8)) + violation.bytes)
            #expect(try Self.json(await peer.next())["id"] == "a")
            var last = try await peer.next()
            while let frame = last, frame.opcode != 8 { last = try await peer.next() }
            #expect(last?.closeCode == Int(violation.code))
            #expect(try await peer.next() == nil)
        }
    }

    @Test func `A ping is answered with what it carried`() async throws {
        try await Self.with(APIHarness(), Self.publish) { peer, _ async throws in
            try await peer.send(WebSocketDecoderTests.frame(9, [1, 2, 3]))
            #expect(try await peer.next() == WebSocketPeer.Frame(opcode: 10, payload: [1, 2, 3]))
        }
    }

    @Test func `A silent client is pinged, and one that does not answer is closed`() async throws {
        let harness = try await APIHarness {
            $0.sockets.heartbeat = .milliseconds(80)
            $0.sockets.patience = .milliseconds(200)
        }
        try await Self.with(harness, Self.publish) { peer, _ async throws in
            #expect(try await peer.next() == WebSocketPeer.Frame(opcode: 9, payload: []))
            #expect(try await peer.next()?.closeCode == 1011)
        }
    }

    @Test func `A key that is revoked closes what it has opened`() async throws {
        let harness = try await APIHarness { $0.sockets.heartbeat = .milliseconds(80) }
        let made = try await harness.ring.make(name: "brief", scope: .write)
        try await Self.with(
            harness, Self.publish, key: nil, headers: ["Authorization: Bearer \(made.text.reveal())"]
        ) { peer, _ async throws in
            #expect(try await peer.next()?.opcode == 9)
            try await peer.send(WebSocketDecoderTests.frame(10))
            try await harness.ring.revoke(made.key.id)
            var last = try await peer.next()
            while let frame = last, frame.opcode == 9 { last = try await peer.next() }
            #expect(last?.closeCode == 1008)
        }
    }

    @Test func `Binary messages are not events`() async throws {
        try await Self.with(APIHarness(), Self.publish) { peer, _ async throws in
            try await peer.send(WebSocketDecoderTests.frame(2, [1]))
            #expect(try await peer.next()?.closeCode == 1003)
        }
    }

    @Test func `CloudEvents are answered with CloudEvents`() async throws {
        try await Self.with(
            APIHarness(), Self.publish, headers: ["Sec-WebSocket-Protocol: other, cloudevents.json"]
        ) { peer, head async throws in
            #expect(head.lowercased().contains("sec-websocket-protocol: cloudevents.json"))
            try await peer.send(#"{"specversion":"1.0","id":"c","source":"/s","type":"t","data":{"n":1}}"#)
            let answer = try CloudEvent(json: Self.json(await peer.next()))
            #expect(answer.type == "junction.event.published")
            #expect(try JSONFormat().decode(answer.data ?? [])["id"] == "c")
            try await peer.send("{}")
            let refused = try CloudEvent(json: Self.json(await peer.next()))
            #expect(refused.type == "junction.event.refused")
            #expect(refused.id == "2")
        }
    }

    @Test func `Who may not is told why before anything is opened`() async throws {
        let cases: [(AccessScope?, [String], String, String)] = [
            (nil, [], "401", "security.unauthenticated"), (.read, [], "403", "security.forbidden"),
            (.write, ["Origin: https://evil.example.org"], "403", "api.originRefused"),
            (.write, ["Upgrade: h2c"], "101", ""),
        ]
        for (key, headers, status, code) in cases {
            try await Self.with(APIHarness(), Self.publish, key: key, headers: headers) { peer, head async throws in
                #expect(head.hasPrefix("HTTP/1.1 \(status) "), "\(head)")
                guard status != "101" else { return }
                // The connection ends: behind a request for another protocol nothing is read as HTTP.
                let rest = try await peer.rest()
                #expect(head.lowercased().contains("connection: close"))
                #expect(rest.contains(code), "\(rest)")
            }
        }
    }

    @Test func `Without asking for WebSocket it is said that it is needed`() async throws {
        try await APIHarness().live { api async throws in
            let answer = try await api.send(.get, Self.publish, key: .write)
            #expect(answer.status == 426)
            #expect(answer.headers[.upgrade] == "websocket")
            #expect(answer.headers[.secWebSocketVersion] == "13")
        }
    }

    @Test func `A browser's key opens it`() async throws {
        let harness = try await APIHarness()
        let key = try #require(harness.keys[.write])
        try await Self.with(
            harness, Self.publish, key: nil,
            headers: ["Origin: http://localhost", "Sec-WebSocket-Protocol: cloudevents.json, bearer.\(key)"]
        ) { peer, head async throws in
            #expect(head.hasPrefix("HTTP/1.1 101 "))
            #expect(!head.contains(key))
        }
    }

    @Test func `Events stream as messages until the server stops`() async throws {
        let path = Self.stream + "?type=x&lastEventId=0"
        try await Self.with(APIHarness(), path, key: .read) { peer, head async throws in
            #expect(head.hasPrefix("HTTP/1.1 101 "))
            #expect(try await peer.next()?.text == #"{"n":1}"#)
            #expect(try await peer.next()?.text == #"{"n":2}"#)
            #expect(try await peer.next()?.closeCode == 1001)
        }
    }

    @Test func `Who does not read is told so and closed`() async throws {
        let harness = try await APIHarness {
            $0.sockets.heartbeat = .milliseconds(50)
            $0.sockets.patience = .seconds(2)
            $0.sockets.closing = .seconds(30)
        }
        // Its pings tell the time, and it waits for their answers as long as a busy machine needs.
        let clock = try await APIHarness { $0.sockets.heartbeat = .milliseconds(50) }
        try await Self.with(harness, Self.stream + "?type=endless", key: .read) { slow, head async throws in
            #expect(head.hasPrefix("HTTP/1.1 101 "))
            try await Self.with(clock, Self.publish, key: .admin) { other, _ async throws in
                for _ in 0..<160 {
                    #expect(try await other.next()?.opcode == 9)
                    try await other.send(WebSocketDecoderTests.frame(10))
                }
            }
            var last: WebSocketPeer.Frame?
            while last?.opcode != 8, let frame = try await slow.next() { last = frame }
            #expect(last?.closeCode == 1008)
        }
    }

    @Test func `The answers are what a request for publishing is answered`() throws {
        let results = [
            PublishResult(id: "a", status: .published),
            PublishResult(
                id: "ü\"\\\n", status: .published, stream: "x/y", sequence: 1, position: .max, duplicate: true),
        ]
        for result in results {
            let slow = try JSONFormat().encode(ValueEncoder.encode(result))
            #expect(
                String(decoding: PublishAnswers.quickly(result), as: UTF8.self) == String(decoding: slow, as: UTF8.self)
            )
        }
    }
}
