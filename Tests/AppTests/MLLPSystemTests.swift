import Connectors
import Flows
import Foundation
import Logging
import NIOPosix
import TestKit
import Testing
import Values

@testable import App
@testable import Contract

/// Systems that take HL7 over MLLP, as their files describe them.
@Suite struct MLLPSystemTests {
    private static func system(_ endpoint: String, _ more: String = "") throws -> SystemDefinition {
        let text = """
            id: ward
            name: The ward
            type: hospital
            connector: mllp
            owner: IT
            endpoint: \(endpoint)
            allowedNetworks: [127.0.0.0/8, "::1/128"]
            operations: { admit: { method: POST, path: / } }
            \(more)
            """
        let read = SystemDefinition.read(
            Array(text.utf8), source: "ward", resolver: SettingsResolver(environment: .development) { _ in nil })
        return try #require(read.system, "\(read.problems)")
    }

    private static func caller(_ system: SystemDefinition, _ secrets: [String: String] = [:]) -> SystemDirectory {
        let directory = SystemDirectory(
            environment: ConnectorEnvironment(
                time: .system, secret: { secrets[$0] }, eventLoopGroup: MultiThreadedEventLoopGroup.singleton),
            addresses: SystemAddresses())
        _ = directory.install(system)
        return directory
    }

    private static let identity =
        "authentication: { mutualTLS: { certificate: ward-chain, key: ward-key, authority: ward-authority } }"

    private static func reason(_ answer: SystemAnswer) -> String? {
        switch answer {
        case .done: nil
        case .retry(let reason, _), .postponed(let reason, _), .refused(let reason): reason
        }
    }

    @Test func messagesGoOverTLSWhereTheAddressSaysSo() async throws {
        let certificates = try TestCertificates()
        defer { certificates.remove() }
        try certificates.make("server", alternativeNames: "DNS:localhost")
        try certificates.make("client", alternativeNames: "DNS:client")
        let server = MLLPServer(
            name: "ward", host: "127.0.0.1", port: 0,
            identity: try ListenerIdentity(
                TLSSettings(
                    authorityFile: certificates.path("ca.pem"), certificateFile: certificates.path("server.pem"),
                    keyFile: certificates.path("server.key")),
                at: Instant(seconds: Int64(Date().timeIntervalSince1970) + 60)),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: .silent
        ) { message, _ in
            Array("MSH|^~\\&|J\rMSA|AA|\(MLLPAcknowledgement.controlID(of: message) ?? "")\r".utf8)
        }
        let port = try await server.start()
        func send(_ secrets: [String: String]) async throws -> String? {
            let directory = Self.caller(try Self.system("mllps://localhost:\(port)", Self.identity), secrets)
            let message = Array("MSH|^~\\&|A|B|C|D|20260101||ADT^A01|1|P|2.5\r".utf8)
            let answer = await directory.call(SystemRequest(system: "ward", operation: "admit", body: message))
            await directory.shutdown()
            return Self.reason(answer)
        }
        func pem(_ file: String) throws -> String {
            try String(contentsOfFile: certificates.path(file), encoding: .utf8)
        }
        let secrets = [
            "ward-chain": try pem("client.pem"), "ward-key": try pem("client.key"), "ward-authority": try pem("ca.pem"),
        ]
        #expect(try await send(secrets) == nil, "it was acknowledged")
        #expect(try await send([:]) == "the secret 'ward-chain' is not there")
        await server.stop(grace: .zero)
    }

    @Test func aCertificateIsNotLeftOutInSilence() async throws {
        let directory = Self.caller(try Self.system("mllp://127.0.0.1:2575", Self.identity))
        let answer = await directory.call(SystemRequest(system: "ward", operation: "admit", body: [1]))
        #expect(Self.reason(answer)?.contains("called without TLS") == true)
        await directory.shutdown()
    }
}

extension Logger {
    fileprivate static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}
