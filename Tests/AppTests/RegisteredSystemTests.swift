import Formats
import Foundation
import TestKit
import Testing
import Values

@testable import App

/// Systems that are registered over the API, and servers that ask for proof.
@Suite(.enabled(if: OutsideProgram.find("nginx") != nil, "scripts/setup brings nginx"))
struct RegisteredSystemTests {
    private let json = JSONFormat()

    private func register(_ client: JunctionClient, endpoint: String, _ authentication: Object) async throws -> Value {
        try await client.post(
            "/api/integration/systems",
            body: json.encode([
                "id": "ledger", "name": "The ledger", "type": "bank", "endpoint": .string(endpoint),
                "authentication": .object(authentication),
                "configuration": [
                    "allowedNetworks": ["127.0.0.0/8", "::1/128"],
                    "operations": ["post": ["method": "POST", "path": "/"]],
                ],
            ]))
    }

    private func connect(_ client: JunctionClient, _ secrets: Object) async throws -> Value {
        try await client.post(
            "/api/integration/systems/ledger/connect", body: json.encode(["secrets": .object(secrets)]))
    }

    @Test func aBearerTokenIsSent() async throws {
        let server = try await NginxServer(
            locations: "location / { if ($http_authorization != \"Bearer t0ken\") { return 401; } return 200; }")
        defer { server.stop() }
        try await withFolder { data in
            let running = try await RunningServer.start(data: data, sandbox: false)
            let client = running.client(key: running.report.adminKey)
            let made = try await register(
                client, endpoint: "http://127.0.0.1:\(server.port)", ["scheme": "bearer", "secret": "ledger-token"])
            #expect(made["authentication"] == ["scheme": "bearer", "secret": "ledger-token"])
            let missing = try await connect(client, [:])
            #expect(missing["problem"]?["detail"] == "the secret 'ledger-token' is not there")
            #expect(try await connect(client, ["ledger-token": "wr0ng"])["status"] == "unreachable")
            #expect(try await connect(client, ["ledger-token": "t0ken"])["status"] == "connected")
            try await running.stop()
        }
    }

    @Test func aClientCertificateIsShown() async throws {
        let certificates = try TestCertificates()
        defer { certificates.remove() }
        try certificates.make("server", alternativeNames: "DNS:localhost")
        try certificates.make("client", alternativeNames: "DNS:client")
        func pem(_ file: String) throws -> Value {
            .string(try String(contentsOfFile: certificates.path(file), encoding: .utf8))
        }
        let server = try await NginxServer(
            certificates: certificates,
            locations: "location / { if ($ssl_client_verify != SUCCESS) { return 403; } return 200; }")
        defer { server.stop() }
        try await withFolder { data in
            let running = try await RunningServer.start(data: data, sandbox: false)
            let client = running.client(key: running.report.adminKey)
            let authentication: Object = [
                "scheme": "mutualTLS", "certificate": "ledger-certificate", "key": "ledger-key",
                "authority": "ledger-authority",
            ]
            let made = try await register(client, endpoint: "https://localhost:\(server.port)", authentication)
            #expect(made["authentication"] == .object(authentication))
            #expect(try await connect(client, [:])["status"] == "unreachable")
            let connected = try await connect(
                client,
                [
                    "ledger-certificate": try pem("client.pem"), "ledger-key": try pem("client.key"),
                    "ledger-authority": try pem("ca.pem"),
                ])
            #expect(connected["status"] == "connected", "\(connected)")
            let renewed = try await connect(client, ["ledger-authority": try pem("other-ca.pem")])
            #expect(renewed["status"] == "unreachable")
            try await running.stop()
        }
    }

    @Test func aCertificateWithoutItsKeyIsRefused() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            let problem = await #expect(throws: ServerProblem.self) {
                _ = try await register(
                    client, endpoint: "https://ledger.example.org", ["scheme": "mutualTLS", "certificate": "a"])
            }
            #expect(problem?.status == 400)
            #expect(
                problem?.document["places"]?[0]?["pointer"] == "/authentication/key", "\(String(describing: problem))")
            try await running.stop()
        }
    }
}
