import API
import APIContract
import HTTPTypes
import SecurityCore
import Synchronization
import Testing
import Values

@Suite struct RefusalTests {
    private static let systems = "/api/integration/systems"

    @Test func `An unknown key is named with the nearest right one`() async throws {
        try await APIHarness().route { api async throws in
            let answer = try await api.send(
                .post, Self.systems, #"{"id":"a","name":"A","type":"rest","endpont":"https://a.example.org"}"#)
            #expect(answer.status == 422)
            #expect(answer.code == "J8008 api.fieldInvalid")
            #expect(answer.places[0]["pointer"] == "/endpont")
            #expect(answer.places[0]["message"]?.string?.contains("'endpoint'") == true)
            #expect(answer.places[1]["pointer"] == "/endpoint")
        }
    }

    @Test(arguments: [
        (#"{"id":1,"name":"A","type":"t","endpoint":"e"}"#, "/id"),
        (#"{"id":"a","name":null,"type":"t","endpoint":"e"}"#, "/name"),
        (#"{"id":"a","name":"A","type":"t","endpoint":"e","capabilities":"read"}"#, "/capabilities"),
        (#"{"id":"a","name":"A","type":"t","endpoint":"e","capabilities":["read",2]}"#, "/capabilities/1"),
        (
            #"{"id":"a","name":"A","type":"t","endpoint":"e","rateLimits":[{"requests":0,"perSeconds":1}]}"#,
            "/rateLimits/0/requests"
        ),
        (
            #"{"id":"a","name":"A","type":"t","endpoint":"e","rateLimits":[{"requests":1.5,"perSeconds":1}]}"#,
            "/rateLimits/0/requests"
        ),
        (
            #"{"id":"a","name":"A","type":"t","endpoint":"e","authentication":{"scheme":"apikey"}}"#,
            "/authentication/scheme"
        ),
        (#"[]"#, ""), (#""text""#, ""),
    ])
    func `A wrong type is located`(_ body: String, _ pointer: String) async throws {
        try await APIHarness().route { api async throws in
            let answer = try await api.send(.post, Self.systems, body)
            #expect(answer.status == 422)
            #expect(answer.places.compactMap { $0["pointer"]?.string } == [pointer])
        }
    }

    @Test(arguments: [
        #"{"id":"a","id":"b"}"#, #"{"id":"a",}"#, #"{"id":"a""#, "{\"id\":\"a\u{1}\"}", "NaN", "{} {}",
        String(repeating: "[", count: 10_000),
    ])
    func `What is not sound JSON is refused where it breaks`(_ body: String) async throws {
        try await APIHarness().route { api async throws in
            let answer = try await api.send(.post, Self.systems, body)
            #expect(answer.status == 400)
            #expect(answer.places.first?["position"]?.string?.isEmpty == false || body.hasPrefix("["))
        }
    }

    @Test func `Invalid UTF-8 is refused`() async throws {
        try await APIHarness().route { api async throws in
            let bytes = Array(#"{"id":""#.utf8) + [0xC3, 0x28] + Array(#""}"#.utf8)
            #expect(try await api.send(.post, Self.systems, bytes: bytes).status == 400)
        }
    }

    @Test func `A missing body is refused`() async throws {
        try await APIHarness().route { api async throws in
            #expect(try await api.send(.post, Self.systems).status == 400)
            #expect(try await api.send(.post, Self.systems, "").status == 400)
        }
    }

    @Test(arguments: ["text/plain", "application/xml", "application/json+x", ""])
    func `A wrong content type is 415`(_ type: String) async throws {
        try await APIHarness().route { api async throws in
            #expect(try await api.send(.post, Self.systems, "{}", type: type).status == 415)
        }
    }

    @Test func `A compressed body is 415, and a charset beside JSON is let be`() async throws {
        try await APIHarness().route { api async throws in
            let gzip = try await api.send(.post, Self.systems, "{}", headers: [.contentEncoding: "gzip"])
            #expect(gzip.status == 415)
            let charset = try await api.send(
                .post, Self.systems, SystemsRoutesTests.record, type: "Application/JSON; charset=utf-8")
            #expect(charset.status == 201)
        }
    }

    @Test func `A body above the limit is 413, declared or not`() async throws {
        try await APIHarness { $0.bodyBytesMost = 1000 }.route { api async throws in
            let path = "/api/integration/integrations/a/messages"
            let fits = try await api.send(.post, path, String(repeating: "x", count: 1000), type: "text/plain")
            #expect(fits.status == 202)
            let over = try await api.send(.post, path, String(repeating: "x", count: 1001), type: "text/plain")
            #expect(over.status == 413)
            #expect(over.code == "J8002 api.bodyTooLarge")
        }
    }

    @Test(arguments: [
        "..%2f..%2fetc%2fpasswd", "%2e%2e", "..", ".hidden", "a%00b", "a%2fb", "%zz", "%c3%28", "a%20b",
        String(repeating: "a", count: 129), "",
    ])
    func `An id that is not one is refused`(_ id: String) async throws {
        try await APIHarness().route { api async throws in
            let answer = try await api.get("\(Self.systems)/\(id)")
            #expect(answer.status == 400)
            #expect(answer.places.first?["parameter"] == "id")
        }
    }

    @Test(arguments: ["/api/integration/nothing", "/", "/api/integration/systems/", "/API/integration/systems"])
    func `An unknown address is 404`(_ path: String) async throws {
        try await APIHarness().route { api async throws in
            let answer = try await api.get(path)
            // A trailing slash makes an empty id.
            #expect(answer.status == (path.hasSuffix("systems/") ? 400 : 404))
            #expect(answer.headers[.contentType] == "application/problem+json")
        }
    }

    @Test func `A wrong method is 405 with what is allowed, and OPTIONS says it too`() async throws {
        try await APIHarness().route { api async throws in
            let put = try await api.send(.put, Self.systems, "{}")
            #expect(put.status == 405)
            #expect(put.headers[.allow] == "GET, HEAD, OPTIONS, POST")
            #expect(try await api.send(.patch, Self.systems, "{}").status == 405)
            let options = try await api.send(.options, "\(Self.systems)/a", key: nil)
            #expect(options.status == 204)
            #expect(options.headers[.allow] == "GET, HEAD, OPTIONS, PUT")
        }
    }

    @Test func `HEAD is GET without the body`() async throws {
        try await APIHarness().route { api async throws in
            let get = try await api.get("/api/integration/status")
            let head = try await api.send(.head, "/api/integration/status")
            #expect(head.status == 200)
            #expect(head.text.isEmpty)
            #expect(head.headers[.contentLength] == get.headers[.contentLength])
        }
    }

    @Test(arguments: [
        ("limit=0", "limit"), ("limit=501", "limit"), ("limit=x", "limit"), ("limit=1&limit=2", "limit"),
        ("limitt=1", "limitt"), ("limit=", "limit"),
    ])
    func `A wrong query parameter is named`(_ query: String, _ name: String) async throws {
        try await APIHarness().route { api async throws in
            let answer = try await api.get("\(Self.systems)?\(query)")
            #expect(answer.status == 422)
            #expect(answer.places[0]["parameter"]?.string == name)
        }
    }

    @Test func `A query with broken escapes is 400, and plus is a space`() async throws {
        let harness = try await APIHarness()
        try await harness.route { api async throws in
            #expect(try await api.get("\(Self.systems)?limit=%4").status == 400)
            #expect(try await api.get("/api/integration/events/history?type=a+b%2Bc").status == 200)
            #expect(try await api.get("/api/integration/events/history?since=yesterday").status == 422)
            #expect(try await api.get("/api/integration/events/history?status=Published").status == 422)
        }
        #expect(harness.doubles.state.withLock { $0.eventFilters.first?.type } == "a b+c")
    }

    @Test func `An unforeseen error is 500 with a reference and nothing of the inside`() async throws {
        struct Inside: Error { let password = "hunter2" }
        let harness = try await APIHarness()
        harness.doubles.state.withLock { $0.nextError = Inside() }
        try await harness.route { api async throws in
            let answer = try await api.send(.post, "/api/integration/integrations/a/messages", "x", type: "text/plain")
            #expect(answer.status == 500)
            #expect(!answer.text.contains("hunter2"))
            #expect(!answer.text.contains("Inside"))
            #expect(answer.json["instance"]?.string?.hasPrefix("urn:junction:request:") == true)
        }
    }

    @Test(arguments: [
        (ErrorCode.malformed, 422), (.invalid, 422), (.storeFull, 503), (.storeUnavailable, 503),
        (.connectFailed, 502), (.timedOut, 504), (.versionConflict, 409), (.formatLimit, 413), (.internalFault, 500),
    ])
    func `Each kind of error has its status`(_ code: ErrorCode, _ status: Int) async throws {
        let harness = try await APIHarness()
        let place = Place(line: 3, column: 5, path: "PID-3")
        harness.doubles.state.withLock { $0.nextError = JunctionError(code, "So it is.", place: place) }
        try await harness.route { api async throws in
            let answer = try await api.send(.post, "/api/integration/integrations/a/messages", "x", type: "text/plain")
            #expect(answer.status == status)
            #expect(answer.places.first?["position"] == "3:5 (PID-3)")
            #expect((answer.headers[.retryAfter] != nil) == (status == 503))
        }
    }

    @Test func `Every answer forbids caching, sniffing and framing`() async throws {
        try await APIHarness().route { api async throws in
            for path in ["/canary", "/none", "/api/integration/systems"] {
                let answer = try await api.get(path)
                #expect(answer.headers[.cacheControl] == "no-store")
                #expect(answer.headers[HTTPField.Name("X-Content-Type-Options")!] == "nosniff")
                let policy = answer.headers[HTTPField.Name("Content-Security-Policy")!]
                #expect(policy?.contains("default-src 'none'") == true)
            }
        }
    }
}
