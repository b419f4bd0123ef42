import Foundation
import Synchronization
import TestKit
import Testing
import Values

@testable import Connectors

/// The REST client against nginx: trust, names, limits and broken answers, as another's server makes them.
@Suite(.enabled(if: OutsideProgram.find("nginx") != nil, "scripts/setup brings nginx"))
struct NginxTests {
    private func client(
        _ endpoint: String, tls: TLSSettings = TLSSettings(), limits: RESTLimits = RESTLimits(),
        paths: [String] = ["/"]
    ) throws -> RESTClient {
        let operations = Dictionary(uniqueKeysWithValues: paths.map { ($0, RESTOperation(method: "GET", path: $0)) })
        return try RESTClient(
            settings: RESTSettings(
                system: "nginx", endpoint: endpoint, operations: operations, limits: limits, tls: tls,
                allowedNetworks: ["127.0.0.0/8", "::1"]), environment: .test())
    }

    private func verdict(
        _ endpoint: String, _ tls: TLSSettings, path: String = "/"
    ) async throws -> (RESTAnswer, String) {
        let client = try client(endpoint, tls: tls, paths: [path])
        let answer = await client.call(path)
        await client.shutdown()
        return (answer, RESTClientTests.reason(answer))
    }

    @Test func trustAndNames() async throws {
        let certificates = try TestCertificates()
        defer { certificates.remove() }
        try certificates.make("server", alternativeNames: "DNS:localhost")
        try certificates.make("address", alternativeNames: "IP:127.0.0.1")
        let named = try await NginxServer(certificates: certificates, locations: "location / { return 200 hello; }")
        let addressed = try await NginxServer(
            certificates: certificates, certificate: "address", locations: "location / { return 200 hello; }")
        defer {
            named.stop()
            addressed.stop()
        }
        let ours = TLSSettings(authorityFile: certificates.path("ca.pem"))
        let good = try await verdict("https://localhost:\(named.port)", ours).0
        #expect(good.verdict == .success && good.body == Array("hello".utf8))
        #expect(try await verdict("https://127.0.0.1:\(addressed.port)", ours).0.verdict == .success)

        let unknown = "retry: the system's certificate is not signed by a trusted authority, or has expired"
        let wrongName = "retry: the system's certificate is for another host name"
        let other = TLSSettings(authorityFile: certificates.path("other-ca.pem"))
        for (endpoint, tls, expected) in [
            ("https://localhost:\(named.port)", other, unknown),
            ("https://localhost:\(named.port)", TLSSettings(), unknown),
            ("https://127.0.0.1:\(named.port)", ours, wrongName),
            ("https://localhost:\(addressed.port)", ours, wrongName),
        ] {
            let (answer, reason) = try await verdict(endpoint, tls)
            #expect(reason == expected)
            #expect(answer.code == .tlsFailed)
        }
        // TLS is spoken where plain HTTP listens, and the other way round.
        #expect(try await verdict("http://localhost:\(named.port)", ours).0.status == 400)
    }

    @Test func clientCertificates() async throws {
        let certificates = try TestCertificates()
        defer { certificates.remove() }
        try certificates.make("server", alternativeNames: "DNS:localhost")
        try certificates.make("client", alternativeNames: "DNS:client")
        let server = try await NginxServer(
            certificates: certificates,
            locations: "location / { if ($ssl_client_verify != SUCCESS) { return 403; } return 200 $ssl_client_s_dn; }")
        defer { server.stop() }
        var tls = TLSSettings(authorityFile: certificates.path("ca.pem"))
        #expect(try await verdict("https://localhost:\(server.port)", tls).0.status == 403)
        tls.certificateFile = certificates.path("client.pem")
        tls.keyFile = certificates.path("client.key")
        let answer = try await verdict("https://localhost:\(server.port)", tls).0
        #expect(String(decoding: answer.body, as: UTF8.self) == "CN=client")
        for (certificate, key) in [("client.pem", "server.pem"), ("missing", "client.key"), ("client.pem", nil)] {
            tls.certificateFile = certificates.path(certificate)
            tls.keyFile = key.map(certificates.path)
            let error = #expect(throws: JunctionError.self) { _ = try client("https://localhost:1", tls: tls) }
            #expect(error?.code == .connectorSettings)
        }
    }

    /// Certificate, key and authority from secrets, which are renewed while the client is in use.
    @Test func clientCertificatesFromSecrets() async throws {
        let certificates = try TestCertificates()
        defer { certificates.remove() }
        try certificates.make("server", alternativeNames: "DNS:localhost")
        for name in ["first", "second"] { try certificates.make(name, alternativeNames: "DNS:client") }
        let server = try await NginxServer(
            certificates: certificates,
            locations: "location / { if ($ssl_client_verify != SUCCESS) { return 403; } return 200 $ssl_client_s_dn; }")
        defer { server.stop() }
        func pem(_ file: String) throws -> String {
            try String(contentsOfFile: certificates.path(file), encoding: .utf8)
        }
        let secrets = Mutex(["authority": try pem("ca.pem")])
        var environment = ConnectorEnvironment.test()
        environment.secret = { name in secrets.withLock { $0[name] } }
        let client = try RESTClient(
            settings: RESTSettings(
                system: "nginx", endpoint: "https://localhost:\(server.port)",
                operations: ["read": RESTOperation(method: "GET", path: "/")],
                tls: TLSSettings(secrets: TLSSecrets(certificate: "certificate", key: "key", authority: "authority")),
                allowedNetworks: ["127.0.0.0/8", "::1"]), environment: environment)
        func answer() async -> String {
            let answer = await client.call("read")
            return answer.verdict == .success
                ? String(decoding: answer.body, as: UTF8.self) : RESTClientTests.reason(answer)
        }
        #expect(await answer() == "retry: the secret 'certificate' is not there")
        secrets.withLock { $0["certificate"] = "nonsense" }
        #expect(await answer() == "retry: the secret 'key' is not there")
        secrets.withLock { $0["key"] = "nonsense" }
        #expect(await answer() == "retry: the secret 'certificate' holds no certificate in PEM")
        for name in ["first", "second"] {
            try secrets.withLock {
                $0["certificate"] = try pem("\(name).pem")
                $0["key"] = try pem("\(name).key")
            }
            #expect(await answer() == "CN=\(name)")
        }
        #expect(await client.reach().verdict == .success)
        secrets.withLock { $0["key"] = "nonsense" }
        #expect(await answer() == "retry: the secret 'key' holds no private key in PEM")
        try secrets.withLock {
            $0["key"] = try pem("second.key")
            $0["authority"] = try pem("other-ca.pem")
        }
        #expect(
            await answer() == "retry: the system's certificate is not signed by a trusted authority, or has expired")
        await client.shutdown()
    }

    @Test func brokenAnswers() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "junction-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data(count: 60 << 20).write(to: URL(filePath: folder + "/bomb"))
        try OutsideProgram.run("gzip", [folder + "/bomb"])
        let server = try await NginxServer(
            locations: """
                location /bomb { alias \(folder)/bomb.gz; add_header Content-Encoding gzip; }
                location /torn { return 200 notgzip; add_header Content-Encoding gzip; }
                location /gone { return 444; }
                location /busy { return 503; add_header Retry-After 9 always; }
                location /text { gzip on; gzip_min_length 1; gzip_types text/plain; return 200 "aaaaaaaaaaaaaaaaaaaaaaaa"; }
                """)
        defer { server.stop() }
        let client = try client(
            "http://127.0.0.1:\(server.port)", paths: ["/bomb", "/torn", "/gone", "/busy", "/text"])
        #expect(
            RESTClientTests.reason(await client.call("/bomb"))
                == "refused: the answer is longer than 'answerBytes' once decompressed")
        #expect(RESTClientTests.reason(await client.call("/torn")) == "retry: the answer's compression is broken")
        #expect(
            RESTClientTests.reason(await client.call("/gone"))
                == "retry: the system closed the connection without an answer")
        #expect(
            await client.call("/busy").verdict == .retry(reason: "the system answered 503", after: .seconds(9)))
        let text = await client.call("/text")
        #expect(String(decoding: text.body, as: UTF8.self) == String(repeating: "a", count: 24))
        await client.shutdown()
    }

    @Test func connectionLimits() async throws {
        let program = try #require(OutsideProgram.find("openssl"))
        let server = try await NginxServer(
            locations: "location /openssl { limit_conn few 2; limit_rate 2m; alias \(program); }"
        )
        defer { server.stop() }
        for (connections, allWell) in [(2, true), (8, false)] {
            var limits = RESTLimits()
            limits.connections = connections
            let client = try client("http://127.0.0.1:\(server.port)", limits: limits, paths: ["/openssl"])
            let statuses = await withTaskGroup(of: Int?.self) { group in
                for _ in 0..<8 { group.addTask { await client.call("/openssl").status } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect((statuses.filter { $0 == 503 }.isEmpty) == allWell, "\(statuses)")
            await client.shutdown()
        }
    }

    /// After hundreds of calls that hang, are dropped and are refused, no connection is left behind.
    @Test func nothingLeaks() async throws {
        let server = try await NginxServer(
            locations: """
                location /gone { return 444; }
                location /busy { return 503; }
                location /hang { limit_rate 1; return 200 "0123456789012345678901234567890123456789"; }
                """)
        defer { server.stop() }
        var limits = RESTLimits()
        limits.wholeTimeout = .milliseconds(60)
        limits.connections = 64
        let client = try client("http://127.0.0.1:\(server.port)", limits: limits, paths: ["/gone", "/busy", "/hang"])
        for _ in 0..<5 {
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<60 {
                    group.addTask { _ = await client.call(["/gone", "/busy", "/hang"][number % 3]) }
                }
            }
        }
        await client.shutdown()
        #expect(await eventually { Self.connections(to: server.port) == 0 })
    }

    /// Sockets of this machine that are connected to the port and not closed on this side.
    private static func connections(to port: Int) -> Int {
        let hex = String(port, radix: 16, uppercase: true)
        let suffix = ":" + String(repeating: "0", count: 4 - hex.count) + hex
        let table = (try? String(contentsOfFile: "/proc/net/tcp", encoding: .utf8)) ?? ""
        return table.split(separator: "\n").filter { line in
            let fields = line.split(separator: " ")
            return fields.count > 3 && fields[2].hasSuffix(suffix) && ["01", "08"].contains(fields[3])
        }.count
    }
}
