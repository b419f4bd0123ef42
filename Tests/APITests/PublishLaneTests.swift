import API
import APIContract
import HTTPTypes
import HummingbirdTesting
import SecurityCore
import Synchronization
import Testing
import Values

@testable import API

/// Single events published without a task: in what the lane and the route do alike, and in what order.
@Suite(.timeLimit(.minutes(10))) struct PublishLaneTests {
    private static let path = "/api/integration/events/publish"

    static func event(_ id: String, _ more: String = "") -> String {
        #"{"id":"\#(id)","type":"t","source":"s","payload":{"n":1}\#(more)}"#
    }

    /// KEY stands for a key with the scope to write.
    static func post(_ body: String, _ fields: [String] = [], type: String? = "application/json", key: String? = "KEY")
        -> String
    {
        let lines =
            ["POST \(path) HTTP/1.1", "Host: localhost", "Content-Length: \(body.utf8.count)"]
            + (key.map { ["Authorization: Bearer \($0)"] } ?? []) + (type.map { ["Content-Type: \($0)"] } ?? [])
            + fields
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
    }

    static func other(_ line: String, _ fields: [String] = []) -> String {
        (["\(line) HTTP/1.1", "Host: localhost", "Authorization: Bearer KEY"] + fields).joined(separator: "\r\n")
            + "\r\n\r\n"
    }

    struct Exchange: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: String
        /// How many of its events the lane takes.
        var taken = 0
        var error: JunctionError?
        /// Nothing may follow it: what comes of that depends on whether it comes before the answer or after.
        var isLast = false
        var testDescription: String { name }
    }

    private static let cloudEvent = #"{"specversion":"1.0","id":"c","type":"t","source":"s","data":1}"#
    private static let binary = ["ce-specversion: 1.0", "ce-id: b", "ce-type: t", "ce-source: s"]

    static let exchanges: [Exchange] = [
        Exchange(name: "one event", bytes: post(event("a")), taken: 1),
        Exchange(name: "one without a type", bytes: post(event("a"), type: nil), taken: 1),
        Exchange(name: "one after white space", bytes: post(" \r\n\t" + event("a")), taken: 1),
        Exchange(name: "a CloudEvent", bytes: post(cloudEvent, type: "application/cloudevents+json"), taken: 1),
        Exchange(name: "a binary CloudEvent", bytes: post("[1]", binary, type: "text/plain"), taken: 1),
        Exchange(name: "keep-alive", bytes: post(event("a"), ["Connection: Keep-Alive"]), taken: 1),
        Exchange(
            name: "several in turn",
            bytes: post(event("a")) + post(event("b")) + other("GET /canary") + post("{}") + post(event("c")), taken: 2),
        Exchange(name: "a route first", bytes: other("GET /canary") + post(event("a")) + post(event("b"))),
        Exchange(name: "another node's", bytes: post(event("a"), ["Junction-Forwarded: 1"]), taken: 1),
        Exchange(name: "many", bytes: post("[" + event("a") + "," + event("b") + "]")),
        Exchange(name: "many of none", bytes: post("[]")),
        Exchange(name: "lines", bytes: post(event("a") + "\n" + event("b"), type: "application/x-ndjson")),
        Exchange(name: "a batch", bytes: post("[\(cloudEvent)]", type: "application/cloudevents-batch+json")),
        Exchange(
            name: "an Idempotency-Key twice",
            bytes: post(event("a"), ["Idempotency-Key: k"]) + post(event("a"), ["Idempotency-Key: k"])),
        Exchange(name: "no key", bytes: post(event("a"), key: nil)),
        Exchange(name: "a key to read", bytes: post(event("a"), key: "READER")),
        Exchange(name: "wrong keys", bytes: String(repeating: post(event("a"), key: "jk_x_y"), count: 30)),
        Exchange(
            name: "another scheme",
            bytes: post(event("a"), key: nil).replacing("Host: localhost", with: "Host: h\r\nAuthorization: Basic eDp5")
        ),
        Exchange(name: "an unknown type", bytes: post(event("a"), type: "text/csv")),
        Exchange(name: "compressed", bytes: post(event("a"), ["Content-Encoding: gzip"])),
        Exchange(name: "not compressed", bytes: post(event("a"), ["Content-Encoding: identity"]), taken: 1),
        Exchange(name: "broken JSON", bytes: post(#"{"id":"#)),
        Exchange(name: "a key twice", bytes: post(#"{"id":"a","id":"b"}"#)),
        Exchange(name: "an unknown member", bytes: post(event("a", #","colour":1"#))),
        Exchange(name: "a name that cannot be", bytes: post(event("a\u{7F}b"))),
        Exchange(name: "no body", bytes: post("")),
        Exchange(name: "no length", bytes: other("POST \(path)", ["Content-Type: application/json"])),
        Exchange(
            name: "chunks",
            bytes: other("POST \(path)", ["Transfer-Encoding: chunked"])
                + "\(String(event("a").utf8.count, radix: 16))\r\n\(event("a"))\r\n0\r\n\r\n" + post(event("b"))),
        Exchange(name: "asks to go on", bytes: post(event("a"), ["Expect: 100-continue"])),
        Exchange(name: "HEAD", bytes: other("HEAD \(path)")),
        Exchange(name: "OPTIONS", bytes: other("OPTIONS \(path)")),
        Exchange(name: "PUT", bytes: other("PUT \(path)")),
        Exchange(name: "no WebSocket", bytes: other("GET \(path)")),
        Exchange(
            name: "an upgrade that is not granted",
            bytes: post(event("a"), ["Connection: Upgrade", "Upgrade: h2c"]) + post(event("b"))),
        Exchange(name: "a query", bytes: post(event("a")).replacing(path, with: "\(path)?a=b")),
        Exchange(name: "the empty query", bytes: post(event("a")).replacing(path, with: "\(path)?")),
        Exchange(name: "larger than the lane takes", bytes: post(event(String(repeating: "i", count: 70_000)))),
        Exchange(
            name: "as large as is taken",
            bytes: post(#"{"type":"t","source":"s","payload":"\#(String(repeating: "x", count: 60_000))"}"#), taken: 1),
        Exchange(name: "too large", bytes: post(event(String(repeating: "i", count: 100_001)))),
        Exchange(name: "the last", bytes: post(event("a"), ["Connection: close"]) + post(event("b"))),
        Exchange(name: "broken HTTP behind one", bytes: post(event("a")) + "GARBAGE\r\n\r\n", taken: 1),
        Exchange(name: "a body cut off", bytes: String(post(event("a")).dropLast(3))),
        Exchange(
            name: "HTTP/1.0", bytes: post(event("a")).replacing("HTTP/1.1", with: "HTTP/1.0"), taken: 1, isLast: true
        ),
        Exchange(
            name: "a full queue", bytes: post(event("a")) + post(event("b")), taken: 2,
            error: JunctionError(.appendQueueFull, "full")),
        Exchange(
            name: "a full backlog", bytes: post(event("a")), taken: 1,
            error: JunctionError(.backlogFull, "The backlog is full.", remedy: "Wait.")),
        Exchange(name: "no store", bytes: post(event("a")), taken: 1, error: JunctionError(.storeUnavailable, "gone")),
        Exchange(
            name: "another version", bytes: post(event("a")), taken: 1,
            error: JunctionError.versionConflict("s", at: 7, expected: 5)),
        Exchange(
            name: "against its schema", bytes: post(event("a")), taken: 1,
            error: JunctionError(
                .schemaViolated, "the event does not fit",
                cause: LocatedFindings([ProblemPlace(pointer: "/payload", message: "no")]))),
    ]

    /// Everything that was answered, what was published, and what was counted.
    private static func transcript(
        _ exchange: Exchange, hasLane: Bool, finishes: Bool
    ) async throws -> (text: String, taken: Int) {
        let harness = try await APIHarness {
            $0.bodyBytesMost = 100_000
            $0.hasPublishLane = hasLane
        }
        harness.doubles.state.withLock { $0.nextError = exchange.error }
        let bytes = exchange.bytes.replacing("KEY", with: try #require(harness.keys[.write]))
            .replacing("READER", with: try #require(harness.keys[.read]))
        let answers = Mutex("")
        try await harness.live { api async throws in
            let port = try #require(api.client.port)
            let text = try await RawConnection.open(port: port) { connection async throws in
                try await connection.send(bytes)
                if finishes || exchange.isLast {
                    connection.finish()
                } else {
                    try await connection.send(other("GET /canary", ["Connection: close"]))
                }
                return try await connection.read()
            }
            answers.withLock { $0 = text }
        }
        let counted = harness.registry.render().split(separator: "\n").filter {
            $0.hasPrefix("junction_http_requests_total") || $0.hasPrefix("junction_http_request_duration_seconds_count")
        }
        let text = answers.withLock { $0 }.replacing(/Date: [^\r]*/, with: "Date: NOW").replacing(
            /urn:junction:request:[0-9a-f]+/, with: "REQUEST")
        let (events, taken) = harness.doubles.state.withLock { ($0.events, $0.withoutTask) }
        return (text + "\n\(events)\n" + counted.joined(separator: "\n"), taken)
    }

    @Test(arguments: exchanges, [false, true])
    func `The lane answers as the route does`(_ exchange: Exchange, finishes: Bool) async throws {
        let lane = try await Self.transcript(exchange, hasLane: true, finishes: finishes)
        let route = try await Self.transcript(exchange, hasLane: false, finishes: finishes)
        #expect(lane.text == route.text)
        #expect(lane.taken == exchange.taken)
        #expect(route.taken == 0)
        #expect(lane.text.contains("HTTP/1.1 "))
    }

    private static func waitForHeld(_ count: Int, _ harness: APIHarness) async {
        while harness.doubles.state.withLock({ $0.held.count }) < count { await Task.yield() }
    }

    /// A connection to a server that keeps back what came of events until it is let go.
    private static func held(
        _ harness: APIHarness, _ body: @escaping @Sendable (inout RawConnection.Session, String) async throws -> Void
    ) async throws {
        let key = try #require(harness.keys[.write])
        harness.doubles.state.withLock { $0.isHolding = true }
        try await harness.live { api async throws in
            let port = try #require(api.client.port)
            try await RawConnection.open(port: port) { connection async throws in try await body(&connection, key) }
        }
    }

    @Test func `Pipelined requests are answered in their order, whoever serves them`() async throws {
        let harness = try await APIHarness()
        try await Self.held(harness) { connection, key async throws in
            let bytes =
                Self.post(Self.event("a")) + Self.post(Self.event("b")) + Self.other("GET /nowhere")
                + Self.post(Self.event("c")) + Self.other("GET /canary", ["Connection: close"])
            try await connection.send(bytes.replacing("KEY", with: key))
            await Self.waitForHeld(1, harness)
            harness.doubles.letGo()
            let text = try await connection.read()
            let marks = [#""id":"a""#, #""id":"b""#, "HTTP/1.1 404", #""id":"c""#, "HTTP/1.1 200"]
            let places = marks.map { text.firstRange(of: $0)?.lowerBound }
            #expect(!places.contains(nil))
            #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
        }
        #expect(harness.doubles.state.withLock { $0.events.map(\.id) } == ["a", "b", "c"])
    }

    @Test func `A client that sends far ahead gets every answer`() async throws {
        let harness = try await APIHarness()
        try await Self.held(harness) { connection, key async throws in
            let count = 3000
            let bytes = (0..<count).map { Self.post(Self.event("m\($0)-")) }.joined().replacing("KEY", with: key)
            let letting = Task {
                await Self.waitForHeld(1, harness)
                harness.doubles.letGo()
            }
            try await connection.send(bytes)
            await letting.value
            let text = try await connection.read(until: "m\(count - 1)-")
            let ids = text.matches(of: /"id":"m([0-9]+)-"/).compactMap { Int($0.output.1) }
            #expect(ids == Array(0..<count))
        }
    }

    @Test func `What is under way is answered before the server stops`() async throws {
        let harness = try await APIHarness()
        let key = try #require(harness.keys[.write])
        harness.doubles.state.withLock { $0.isHolding = true }
        let client = Mutex<Task<String, any Error>?>(nil)
        let end = Mutex<Task<Void, Never>?>(nil)
        try await harness.live { api async throws in
            let port = try #require(api.client.port)
            let task = Task {
                try await RawConnection.open(port: port) { connection async throws in
                    try await connection.send(Self.post(Self.event("a")).replacing("KEY", with: key))
                    return try await connection.read()
                }
            }
            client.withLock { $0 = task }
            await Self.waitForHeld(1, harness)
            // Once the server takes no more connections.
            let ending = Task {
                while (try? await RawConnection.open(port: port) { _ async throws in }) != nil { await Task.yield() }
                harness.doubles.letGo()
            }
            end.withLock { $0 = ending }
        }
        await end.withLock { $0 }?.value
        let text = try await client.withLock { $0 }?.value
        #expect(text?.hasPrefix("HTTP/1.1 202 Accepted") == true)
    }

    @Test func `Room for bodies is given back however a request ends`() async throws {
        let body = Self.event("a")
        let harness = try await APIHarness { $0.bodiesBytesMost = body.utf8.count }
        let key = try #require(harness.keys[.write])
        let request = Self.post(body).replacing("KEY", with: key)
        try await harness.live { api async throws in
            let port = try #require(api.client.port)
            try await RawConnection.open(port: port) { connection async throws in
                for text in [request, request, Self.post("{}").replacing("KEY", with: key), request] {
                    try await connection.send(text)
                    #expect(try await connection.read(until: "}").hasPrefix("HTTP/1.1 \(text == request ? 202 : 422)"))
                }
                let larger = Self.post(body + " ").replacing("KEY", with: key)
                try await connection.send(larger)
                #expect(try await connection.read(until: "}").hasPrefix("HTTP/1.1 429"))
            }
            for _ in 0..<3 {
                try await RawConnection.open(port: port) { connection async throws in
                    try await connection.send(String(request.dropLast(3)))
                }
            }
            try await RawConnection.open(port: port) { connection async throws in
                var isTaken = false
                while !isTaken {
                    try await connection.send(request)
                    isTaken = try await connection.read(until: "}").hasPrefix("HTTP/1.1 202")
                }
            }
        }
    }

    @Test func `Work that takes too long is answered 503 and the connection closed`() async throws {
        let harness = try await APIHarness { $0.requestTimeLimit = .seconds(1) }
        let key = try #require(harness.keys[.write])
        harness.doubles.state.withLock { $0.isHolding = true }
        try await harness.live { api async throws in
            let port = try #require(api.client.port)
            try await RawConnection.open(port: port) { connection async throws in
                try await connection.send(Self.post(Self.event("a")).replacing("KEY", with: key))
                let text = try await connection.read()
                #expect(text.hasPrefix("HTTP/1.1 503"))
                #expect(text.contains("J8010 api.requestTimedOut"))
            }
            harness.doubles.letGo()
            #expect(try await api.get("/canary").status == 200)
        }
    }
}
