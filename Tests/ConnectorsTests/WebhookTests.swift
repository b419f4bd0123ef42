import Foundation
import NIOPosix
import Sandbox
import TestKit
import Testing
import Values

@testable import Connectors

@Suite struct WebhookTests {
    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    /// The vector of the specification's own libraries.
    @Test func vector() throws {
        let signature = try WebhookSignature(secret: Self.secret).sign(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, payload: Array(#"{"test": 2432232314}"#.utf8))
        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test(arguments: [
        "", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_", "whsec_short", "whsec_!!!!", "whsk_AAAA",
        "whsec_" + String(repeating: "A", count: 88),
    ])
    func unusableSecrets(secret: String) {
        let error = #expect(throws: JunctionError.self) { _ = try WebhookSignature(secret: secret) }
        #expect(error?.code == .connectorSettings)
        #expect(secret.count < 10 || !"\(error?.message ?? "")".contains(secret))
    }

    @Test func keyPairs() throws {
        let secret = "whsk_" + Base64.text(of: (0..<32).map { UInt8($0) })
        let signature = try WebhookSignature(secret: secret)
        #expect(signature.publicKey?.hasPrefix("whpk_") == true)
        let entry = signature.sign(id: "a", timestamp: 1, payload: [1])
        #expect(entry.hasPrefix("v1a,"))
        #expect(Base64.bytes(unpadded: entry.dropFirst(4))?.count == 64)
    }

    @Test func base64RoundTrip() {
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
            #expect(Base64.bytes(unpadded: Base64.text(of: bytes)) == bytes)
        }
        for text in ["A", "A===", "AA=A", "AB CD", "====", "-_-_"] {
            #expect(Base64.bytes(unpadded: text) == nil, "\(text)")
        }
    }

    private func running(
        secrets: [String] = ["new", "old"], limits: RESTLimits = WebhookSettings.usualLimits,
        _ body: (SandboxServer, WebhookClient) async throws -> Void
    ) async throws {
        let environment = ConnectorEnvironment.test([
            "new": Self.secret, "old": "whsec_" + Base64.text(of: [UInt8](repeating: 7, count: 24)),
        ])
        let system = SandboxSystem(id: "shop", operations: [SandboxOperation(method: "POST", path: "/hooks/")])
        let server = SandboxServer(
            systems: [system], time: environment.time, eventLoopGroup: MultiThreadedEventLoopGroup.singleton)
        let port = try await server.start()
        let client = try WebhookClient(
            settings: WebhookSettings(
                system: "shop", url: "http://127.0.0.1:\(port)/shop/hooks/?a=b", secrets: secrets,
                headers: [RESTHeader("X-Environment", "test")], limits: limits, allowedNetworks: ["127.0.0.1"]),
            environment: environment)
        let result: Result<Void, any Error>
        do { result = .success(try await body(server, client)) } catch { result = .failure(error) }
        await client.shutdown()
        await server.stop()
        try result.get()
    }

    @Test func delivered() async throws {
        try await running { server, client in
            let answer = await client.deliver(id: "msg_1", payload: Array("{}".utf8))
            #expect(answer.verdict == .success)
            let received = server.received("shop")[0]
            #expect(received.path == "/hooks/?a=b")
            func header(_ name: String) -> String? { received.headers.first { $0.name.lowercased() == name }?.value }
            #expect(header("webhook-id") == "msg_1")
            #expect(header("content-type") == "application/json")
            #expect(header("x-environment") == "test")
            #expect(header("webhook-signature")?.split(separator: " ").count == 2)
        }
    }

    @Test(.enabled(if: OutsideProgram.find("mllp_send") != nil, "scripts/setup brings standardwebhooks"))
    func anotherLibraryVerifiesIt() async throws {
        try await running { server, client in
            let payload = Array(#"{"resident":"Ünal 🏥","n":1}"#.utf8)
            #expect(await client.deliver(id: "msg_2", payload: payload).verdict == .success)
            let received = server.received("shop")[0]
            func header(_ name: String) -> String {
                received.headers.first { $0.name.lowercased() == name }?.value ?? ""
            }
            let file = FileManager.default.temporaryDirectory.appending(path: "junction-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: file) }
            try Data(received.body).write(to: file)
            let script = OutsideProgram.root + "/scripts/test-servers/webhook_verify.py"
            let proof = ["msg_2", header("webhook-timestamp"), header("webhook-signature"), file.path]
            for secret in [Self.secret, "whsec_" + Base64.text(of: [UInt8](repeating: 7, count: 24))] {
                let got1 = try OutsideProgram.run("python", [script, secret] + proof)
                #expect(got1 == "ok\n")
            }
            // A byte changed, or another secret, and the library refuses it.
            try Data(received.body + [32]).write(to: file)
            #expect(throws: OutsideProgram.Failed.self) {
                try OutsideProgram.run("python", [script, Self.secret] + proof)
            }
        }
    }

    @Test(arguments: [
        (200, "success"), (204, "success"), (301, "retry"), (400, "retry"), (401, "retry"), (404, "retry"),
        (410, "refused"), (429, "retry"), (500, "retry"), (503, "retry"),
    ])
    func statuses(status: Int, expected: String) async throws {
        try await running { server, client in
            server.play([.status(status, retryAfter: "5")], on: "shop")
            let answer = await client.deliver(id: "m", payload: [])
            switch answer.verdict {
            case .success: #expect(expected == "success")
            case .retry(_, let after): #expect(expected == "retry" && after == .seconds(5))
            case .refused: #expect(expected == "refused")
            }
        }
    }

    /// A system with operations can want its requests signed too.
    @Test func operationsCanBeSigned() async throws {
        let secrets = ["new": Self.secret, "bad": "password"]
        for (names, key, expected) in [
            (["new"], "idempotency-key", "success"), (["new"], "webhook-id", "success"),
            (["new"], "x-other", "refused: the call has neither 'webhook-id' nor 'idempotency-key' to be signed with"),
            (["lost"], "webhook-id", "retry: the secret 'lost' is not there"),
            (["bad"], "webhook-id", "retry: the secret is not one of Standard Webhooks"),
        ] {
            try await RESTClientTests.running(
                authentication: .signature(secrets: names), secrets: secrets, clock: ManualTime()
            ) { bench in
                let answer = await bench.client.call("silent", headers: [RESTHeader(key, "m1")], body: [1, 2])
                #expect(RESTClientTests.reason(answer) == expected)
                guard expected == "success" else { return }
                let headers = bench.server.received("care")[0].headers
                let signature = try WebhookSignature(secret: Self.secret).sign(
                    id: "m1", timestamp: 1_800_000_000, payload: [1, 2])
                #expect(headers.contains { $0.name == "webhook-signature" && $0.value == signature })
                #expect(headers.contains { $0.name == "webhook-timestamp" && $0.value == "1800000000" })
            }
        }
    }

    @Test func whatCannotBeSent() async throws {
        var limits = WebhookSettings.usualLimits
        limits.requestBytes = 3
        try await running(limits: limits) { server, client in
            for id in ["", "a.b", "a\r\nb"] {
                #expect(await client.deliver(id: id, payload: []).code == .requestInvalid)
            }
            #expect(await client.deliver(id: "a", payload: [1, 2, 3, 4]).code == .requestInvalid)
            #expect(server.receivedCount("shop") == 0)
        }
        try await running(secrets: ["lost"]) { _, client in
            let answer = await client.deliver(id: "a", payload: [])
            #expect(RESTClientTests.reason(answer) == "retry: the secret 'lost' is not there")
        }
        for (url, secrets) in [
            ("http://127.0.0.1/", ["s"]), ("http://example.org/a b", ["s"]), ("http://example.org/?a=\"", ["s"]),
            ("http://example.org/", []),
        ] {
            #expect(throws: JunctionError.self) {
                _ = try WebhookClient(
                    settings: WebhookSettings(system: "s", url: url, secrets: secrets), environment: .test())
            }
        }
    }
}
