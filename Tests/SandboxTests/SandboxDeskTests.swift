import Formats
import Testing
import Values

@testable import Sandbox

@Suite struct SandboxDeskTests {
    private let now = Instant(seconds: 1_800_000_000)

    private func desk(_ system: SandboxSystem) -> SandboxDesk { SandboxDesk(system, entriesMost: 3, bytesMost: 100) }

    private func request(
        _ method: String, _ path: Substring, _ body: String = "", _ headers: [(name: String, value: String)] = []
    ) -> SandboxRequest {
        SandboxRequest(method: method, path: path, query: "", headers: headers, body: Array(body.utf8))
    }

    private func status(_ desk: inout SandboxDesk, _ request: SandboxRequest) -> Int? {
        let fault = desk.nextFault()
        return desk.answer(request, fault: fault, now: now)?.status
    }

    @Test func operationsByMethodAndPath() {
        var desk = desk(
            SandboxSystem(
                id: "s",
                operations: [
                    SandboxOperation(method: "GET", path: "/Patient/{id}", body: [1]),
                    SandboxOperation(method: "POST", path: "/", status: 201),
                ]))
        #expect(status(&desk, request("GET", "/Patient/7")) == 200)
        #expect(status(&desk, request("GET", "/Patient/")) == 404)
        #expect(status(&desk, request("GET", "/Patient/7/x")) == 404)
        #expect(status(&desk, request("PUT", "/Patient/7")) == 405)
        #expect(status(&desk, request("POST", "")) == 201)
        #expect(status(&desk, request("POST", "/")) == 201)
    }

    @Test func faultsComeInOrderAndEnd() {
        var desk = desk(
            SandboxSystem(
                id: "s", operations: [SandboxOperation(method: "GET", path: "/a")],
                faults: [.status(503, retryAfter: "1"), .dropAfterReading, .ok, .applicationError]))
        var answers: [Int?] = []
        for _ in 0..<6 { answers.append(status(&desk, request("GET", "/a"))) }
        #expect(answers == [503, nil, 200, 422, 200, 200])
        #expect(desk.ring.total == 6)
    }

    @Test func theRingKeepsTheLast() {
        var desk = desk(SandboxSystem(id: "s"))
        for number in 0..<5 { _ = status(&desk, request("GET", "/\(number)")) }
        #expect(desk.ring.kept.map(\.path) == ["/2", "/3", "/4"])
        #expect(desk.ring.kept.map(\.number) == [3, 4, 5])
        _ = status(&desk, request("POST", "/big", String(repeating: "x", count: 200)))
        #expect(desk.ring.kept.map(\.path) == ["/big"])
        desk.clear()
        #expect(desk.ring.kept.isEmpty && desk.ring.total == 6)
    }

    @Test func aLongRunKeepsMemoryBounded() {
        var ring = SandboxRing(entriesMost: 10, bytesMost: 1 << 20)
        for _ in 0..<10_000 {
            ring.add { number in
                SandboxReceived(number: number, time: now, method: "GET", path: "", headers: [], body: [], fault: .ok)
            }
        }
        #expect(ring.kept.map(\.number) == Array(9991...10_000))
    }

    @Test func tokens() throws {
        var desk = desk(
            SandboxSystem(
                id: "s", operations: [SandboxOperation(method: "GET", path: "/a")],
                authentication: .clientCredentials(clientID: "me", secret: "p@ss:w", lifetime: .seconds(60))))
        #expect(status(&desk, request("GET", "/a")) == 401)
        let form = "grant_type=client_credentials&client_id=me&client_secret=p%40ss%3Aw"
        let reply = desk.token(request("POST", "/oauth/token", form), now: now)
        #expect(reply.status == 200)
        let token = try #require(try JSONFormat().decode(reply.body)["access_token"]?.string)
        let proof = [(name: "Authorization", value: "Bearer \(token)")]
        #expect(status(&desk, request("GET", "/a", "", proof)) == 200)
        #expect(desk.answer(request("GET", "/a", "", proof), fault: .ok, now: now + .seconds(60))?.status == 401)
        desk.expireTokens()
        #expect(status(&desk, request("GET", "/a", "", proof)) == 401)
        #expect(desk.token(request("POST", "/oauth/token", form + "x"), now: now).status == 401)
        #expect(desk.token(request("POST", "/oauth/token", "grant_type=password"), now: now).status == 400)
        // "me:p%40ss%3Aw"
        let basic = [(name: "authorization", value: "Basic bWU6cCU0MHNzJTNBdw==")]
        #expect(
            desk.token(request("POST", "/oauth/token", "grant_type=client_credentials", basic), now: now).status == 200)
        #expect(desk.tokenCounts == SandboxTokenCounts(requested: 4, issued: 2))
    }

    @Test func signatures() {
        var desk = desk(
            SandboxSystem(
                id: "s", operations: [SandboxOperation(method: "POST", path: "/a")],
                authentication: .signature(secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")))
        let good = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        for (signature, body, expected) in [
            (good, #"{"test": 2432232314}"#, 200), ("v1,AAAA " + good, #"{"test": 2432232314}"#, 200),
            ("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OA=", #"{"test": 2432232314}"#, 401), (good, "{}", 401),
            ("", #"{"test": 2432232314}"#, 401),
        ] {
            let proof = [
                (name: "webhook-id", value: "msg_p5jXN8AQM9LWM0D4loKWxJek"),
                (name: "webhook-timestamp", value: "1614265330"), (name: "webhook-signature", value: signature),
            ]
            #expect(status(&desk, request("POST", "/a", body, proof)) == expected)
        }
    }

    @Test func fhirTransaction() throws {
        var desk = desk(SandboxSystem(id: "s", behaviour: .fhir))
        let bundle = """
            {"resourceType":"Bundle","type":"transaction","entry":[
             {"resource":{"resourceType":"Patient"},"request":{"method":"POST","url":"Patient"}},
             {"resource":{"resourceType":"Patient","id":"x"},"request":{"method":"PUT","url":"Patient/x"}},
             {"resource":{"resourceType":"Patient"},"request":{"method":"PUT","url":"Patient?identifier=a|1"}},
             {"request":{"method":"DELETE","url":"Encounter/9"}}]}
            """
        let posted = desk.answer(request("POST", "", bundle), fault: .ok, now: now)
        let reply = try #require(posted)
        let answer = try JSONFormat().decode(reply.body)
        #expect(answer["type"]?.string == "transaction-response")
        let entries = try #require(answer["entry"]?.array)
        #expect(
            entries.map { $0["response"]?["status"]?.string } == [
                "201 Created", "200 OK", "201 Created", "204 No Content",
            ])
        #expect(
            entries.map { $0["response"]?["location"]?.string }
                == ["Patient/1/_history/1", "Patient/x/_history/1", "Patient/2/_history/1", nil])
    }

    @Test(arguments: [
        "", "[]", #"{"resourceType":"Patient"}"#, #"{"resourceType":"Bundle","type":"collection"}"#,
        #"{"resourceType":"Bundle","type":"batch","entry":[{}]}"#,
    ])
    func fhirRefusals(body: String) {
        var desk = desk(SandboxSystem(id: "s", behaviour: .fhir))
        #expect(status(&desk, request("POST", "/", body)) == 400)
    }
}
