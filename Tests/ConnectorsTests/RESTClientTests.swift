import NIOCore
import NIOPosix
import Sandbox
import Testing
import Values

@testable import Connectors

/// The client against a real server on loopback: the sandbox, which plays what systems do.
@Suite struct RESTClientTests {
    static let fhir = SandboxSystem(
        id: "care",
        operations: [
            SandboxOperation(
                method: "GET", path: "/Patient/{id}", headers: [("X-Version", "3")], body: Array(#"{"a":1}"#.utf8)),
            SandboxOperation(method: "GET", path: "/long", body: [UInt8](repeating: 65, count: 5000)),
            SandboxOperation(method: "GET", path: "/moved", status: 302, headers: [("Location", "/care/Patient/9")]),
            SandboxOperation(
                method: "GET", path: "/away", status: 307, headers: [("Location", "http://127.0.0.2:1/x")]),
            SandboxOperation(method: "POST", path: "/silent", status: 204),
        ],
        behaviour: .fhir)

    static func operations() -> [String: RESTOperation] {
        [
            "read": RESTOperation(method: "GET", path: "/Patient/{id}", expects: "application/json"),
            "typed": RESTOperation(method: "GET", path: "/Patient/{id}", expects: "text/csv"),
            "long": RESTOperation(method: "GET", path: "/long"), "moved": RESTOperation(method: "GET", path: "/moved"),
            "away": RESTOperation(method: "GET", path: "/away"), "none": RESTOperation(method: "GET", path: "/none"),
            "silent": RESTOperation(method: "POST", path: "/silent"),
            "transaction": RESTOperation(method: "POST", path: "", contentType: "application/fhir+json"),
        ]
    }

    struct Bench {
        var server: SandboxServer
        var client: RESTClient
        var port: Int
    }

    static func running(
        _ system: SandboxSystem = fhir, authentication: RESTAuthentication = .none, limits: RESTLimits = RESTLimits(),
        secrets: [String: String] = [:], clock: ManualTime? = nil, _ body: (Bench) async throws -> Void
    ) async throws {
        let environment = ConnectorEnvironment.test(secrets, clock: clock)
        let server = SandboxServer(
            systems: [system], time: environment.time, eventLoopGroup: MultiThreadedEventLoopGroup.singleton)
        let port = try await server.start()
        var authentication = authentication
        if case .clientCredentials(var client) = authentication {
            client.tokenEndpoint = "http://127.0.0.1:\(port)/\(system.id)/oauth/token"
            authentication = .clientCredentials(client)
        }
        let client = try RESTClient(
            settings: RESTSettings(
                system: system.id, endpoint: "http://127.0.0.1:\(port)/\(system.id)", authentication: authentication,
                operations: operations(), limits: limits, allowedNetworks: ["127.0.0.1"]),
            environment: environment)
        let result: Result<Void, any Error>
        do { result = .success(try await body(Bench(server: server, client: client, port: port))) } catch {
            result = .failure(error)
        }
        await client.shutdown()
        await server.stop()
        try result.get()
    }

    static func reason(_ answer: RESTAnswer) -> String {
        switch answer.verdict {
        case .success: "success"
        case .retry(let reason, _): "retry: \(reason)"
        case .refused(let reason): "refused: \(reason)"
        }
    }

    @Test func answersComeWhole() async throws {
        try await Self.running { bench in
            let answer = await bench.client.call("read", parameters: ["id": "7/8"])
            #expect(answer.verdict == .success)
            #expect(answer.status == 200)
            #expect(answer.body == Array(#"{"a":1}"#.utf8))
            #expect(answer.header("x-version") == "3")
            #expect(bench.server.received("care").first?.path == "/Patient/7%2F8")
            #expect(await bench.client.call("silent", body: []).status == 204)
        }
    }

    @Test func transactionIsAnswered() async throws {
        try await Self.running { bench in
            let bundle =
                #"{"resourceType":"Bundle","type":"batch","entry":[{"request":{"method":"POST","url":"Patient"}}]}"#
            let answer = await bench.client.call(
                "transaction", headers: [RESTHeader("X-Id", "1")], body: Array(bundle.utf8))
            #expect(answer.verdict == .success)
            let received = bench.server.received("care")[0]
            #expect(received.body == Array(bundle.utf8))
            #expect(
                received.headers.contains {
                    $0.name.lowercased() == "content-type" && $0.value == "application/fhir+json"
                })
            #expect(received.headers.contains { $0.name == "X-Id" && $0.value == "1" })
        }
    }

    @Test func connectionsAreKept() async throws {
        try await Self.running { bench in
            for _ in 0..<50 { #expect(await bench.client.call("read", parameters: ["id": "1"]).verdict == .success) }
            #expect(bench.server.openConnections == 1)
        }
    }

    @Test func noMoreConnectionsThanAllowed() async throws {
        var limits = RESTLimits()
        limits.connections = 3
        try await Self.running(limits: limits) { bench in
            bench.server.play([SandboxFault](repeating: .delay(.milliseconds(30)), count: 30), on: "care")
            let most = await withTaskGroup(of: Int.self) { group in
                for _ in 0..<30 {
                    group.addTask {
                        let answer = await bench.client.call("read", parameters: ["id": "1"])
                        #expect(answer.verdict == .success)
                        return bench.server.openConnections
                    }
                }
                return await group.reduce(0, max)
            }
            #expect(most == 3)
        }
    }

    @Test func callsAtOnceIsALimit() async throws {
        var limits = RESTLimits()
        limits.callsAtOnce = 2
        try await Self.running(limits: limits) { bench in
            bench.server.play([.delay(.seconds(5)), .delay(.seconds(5))], on: "care")
            // Long enough for the third to be made in the meantime on any machine; nobody waits for it in vain.
            async let one = bench.client.call("read", parameters: ["id": "1"])
            async let two = bench.client.call("read", parameters: ["id": "2"])
            while bench.server.receivedCount("care") < 2 { try await Task.sleep(for: .milliseconds(5)) }
            let three = await bench.client.call("read", parameters: ["id": "3"])
            #expect(three.code == .connectorBusy)
            #expect(await one.verdict == .success)
            #expect(await two.verdict == .success)
            #expect(await bench.client.call("read", parameters: ["id": "4"]).verdict == .success)
        }
    }

    @Test(arguments: [
        ("503, Retry-After 7", "retry: the system answered 503", Duration.seconds(7) as Duration?, 503 as Int?),
        ("429", "retry: the system answered 429", nil, 429), ("500", "retry: the system answered 500", nil, 500),
        ("400", "refused: the system answered 400", nil, 400), ("409", "refused: the system answered 409", nil, 409),
        ("drop", "retry: the system closed the connection without an answer", nil, nil),
        ("drop before reading", "retry: the system closed the connection without an answer", nil, nil),
        ("garbage", "retry: the system answered something that is not HTTP", nil, nil),
        ("malformed", "retry: the system closed the connection within its answer", nil, nil),
        ("hang", "retry: no more of the answer within 'readTimeout'", nil, nil),
        ("drip 150ms", "retry: no whole answer within 'wholeTimeout'", nil, nil),
    ])
    func faults(fault: String, expected: String, after: Duration?, status: Int?) async throws {
        var limits = RESTLimits()
        // Short only where it is what ends the wait: the machine may be busy.
        if fault == "hang" { limits.readTimeout = .milliseconds(300) }
        if fault.hasPrefix("drip") { limits.wholeTimeout = .milliseconds(700) }
        try await Self.running(limits: limits) { bench in
            bench.server.play([try SandboxFault(fault)], on: "care")
            let answer = await bench.client.call("read", parameters: ["id": "1"])
            #expect(Self.reason(answer) == expected)
            #expect(answer.status == status)
            if case .retry(_, let given) = answer.verdict { #expect(given == after) }
            // The next call is not the worse for it.
            guard fault != "hang", !fault.hasPrefix("drip") else { return }
            #expect(await bench.client.call("read", parameters: ["id": "2"]).verdict == .success)
        }
    }

    @Test func nothingListens() async throws {
        try await Self.running { bench in
            await bench.server.stop()
            let answer = await bench.client.call("read", parameters: ["id": "1"])
            #expect(Self.reason(answer) == "retry: no connection to the system could be made")
            #expect(answer.code == .connectFailed)
        }
    }

    @Test func answersAreBounded() async throws {
        var limits = RESTLimits()
        limits.answerBytes = 4999
        try await Self.running(limits: limits) { bench in
            let answer = await bench.client.call("long")
            #expect(Self.reason(answer) == "refused: the answer is longer than 'answerBytes' (4999)")
            #expect(answer.code == .answerTooLong)
        }
        limits.answerBytes = 5000
        try await Self.running(limits: limits) { bench in
            #expect(await bench.client.call("long").body.count == 5000)
        }
    }

    @Test func requestsAreChecked() async throws {
        var limits = RESTLimits()
        limits.requestBytes = 10
        try await Self.running(limits: limits) { bench in
            #expect(await bench.client.call("nothing").code == .requestInvalid)
            #expect(await bench.client.call("read").code == .requestInvalid)
            #expect(await bench.client.call("silent", body: [UInt8](repeating: 0, count: 11)).code == .requestInvalid)
            #expect(await bench.client.call("typed", parameters: ["id": "1"]).code == .answerUnusable)
            #expect(await bench.client.call("none").status == 404)
            #expect(bench.server.receivedCount("care") == 2)
        }
    }

    @Test func redirectsStayHome() async throws {
        try await Self.running { bench in
            #expect(await bench.client.call("moved").status == 302)
        }
        var limits = RESTLimits()
        limits.redirects = 2
        try await Self.running(limits: limits) { bench in
            #expect(await bench.client.call("moved").status == 200)
            let away = await bench.client.call("away")
            #expect(Self.reason(away) == "refused: the system answered 307, a redirect that is not followed")
        }
    }

    @Test(arguments: [
        (RESTAuthentication.apiKeyInHeader(name: "X-API-Key", secret: "key"), "X-API-Key", "s3cret"),
        (.basic(user: "us:er", secret: "key"), "Authorization", "Basic dXM6ZXI6czNjcmV0"),
        (.bearer(secret: "key"), "Authorization", "Bearer s3cret"),
    ])
    func proofs(authentication: RESTAuthentication, header: String, value: String) async throws {
        var system = Self.fhir
        system.authentication = .header(name: header, value: value)
        try await Self.running(system, authentication: authentication, secrets: ["key": "s3cret"]) { bench in
            #expect(await bench.client.call("read", parameters: ["id": "1"]).status == 200)
        }
        try await Self.running(system, authentication: authentication, secrets: ["key": "wrong"]) { bench in
            #expect(await bench.client.call("read", parameters: ["id": "1"]).status == 401)
        }
        try await Self.running(system, authentication: authentication) { bench in
            let answer = await bench.client.call("read", parameters: ["id": "1"])
            #expect(Self.reason(answer) == "retry: the secret 'key' is not there")
        }
    }

    @Test func keyInTheQuery() async throws {
        let proof = RESTAuthentication.apiKeyInQuery(name: "api key", secret: "key")
        try await Self.running(authentication: proof, secrets: ["key": "a&b"]) { bench in
            #expect(await bench.client.call("read", parameters: ["id": "1"]).status == 200)
            #expect(bench.server.received("care")[0].path == "/Patient/1?api%20key=a%26b")
        }
    }
}
