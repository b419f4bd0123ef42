import Connectors
import Foundation
import TestKit
import Testing
import Values

@testable import App

/// The API over TLS, asked by the command line's client, by openssl and by curl.
@Suite struct SecureServerTests {
    private func withServer(
        clientAuthority: String? = nil, _ body: (RunningServer, TestCertificates) async throws -> Void
    ) async throws {
        let certificates = try TestCertificates()
        defer { certificates.remove() }
        try certificates.make("server", alternativeNames: "DNS:localhost,IP:127.0.0.1")
        try certificates.make("client", alternativeNames: "DNS:client")
        try await withFolder { data in
            let running = try await RunningServer.start(data: data) { settings in
                settings.secure(
                    certificate: certificates.path("server.pem"), key: certificates.path("server.key"),
                    clientAuthority: clientAuthority.map(certificates.path))
            }
            try await body(running, certificates)
            try await running.stop()
        }
    }

    private func status(_ running: RunningServer, server: String? = nil, _ tls: TLSSettings) async -> String {
        do {
            let client = try JunctionClient(
                server: server ?? running.report.api, key: running.report.adminKey, tls: tls)
            return try await client.get("/api/integration/status")["version"]?.string ?? "no version"
        } catch { return "\(error)" }
    }

    @Test func theServerIsKnownByWhoSignsItsCertificate() async throws {
        try await withServer { running, certificates in
            #expect(running.report.api.hasPrefix("https://127.0.0.1:"))
            let ours = TLSSettings(authorityFile: certificates.path("ca.pem"))
            #expect(await status(running, ours) == Product.version)
            for tls in [TLSSettings(), TLSSettings(authorityFile: certificates.path("other-ca.pem"))] {
                let refused = await status(running, tls)
                #expect(refused.contains("not signed by a trusted authority"), "\(refused)")
                #expect(refused.contains("--authority"))
            }
            let plain = await status(running, server: running.report.api.replacing("https", with: "http"), ours)
            #expect(plain.contains("with https if it speaks TLS"), "\(plain)")
        }
    }

    @Test func versionsBefore12AreRefused() async throws {
        try await withServer { running, certificates in
            func speaks(_ version: String) -> Bool {
                let arguments = [
                    "s_client", "-connect", String(running.report.api.dropFirst("https://".count)), version,
                    "-cipher", "ALL:@SECLEVEL=0", "-CAfile", certificates.path("ca.pem"), "-verify_return_error",
                ]
                return (try? OutsideProgram.run("openssl", arguments)) != nil
            }
            #expect(!speaks("-tls1"))
            #expect(!speaks("-tls1_1"))
            #expect(speaks("-tls1_2"))
            #expect(speaks("-tls1_3"))
        }
    }

    @Test func callersShowTheirCertificateWhereOneIsAskedFor() async throws {
        try await withServer(clientAuthority: "ca.pem") { running, certificates in
            var tls = TLSSettings(authorityFile: certificates.path("ca.pem"))
            #expect(await status(running, tls) != Product.version)
            tls.certificateFile = certificates.path("client.pem")
            tls.keyFile = certificates.path("client.key")
            #expect(await status(running, tls) == Product.version)
            // One that nobody who is trusted has signed.
            tls.certificateFile = certificates.path("other-ca.pem")
            tls.keyFile = certificates.path("other-ca.key")
            #expect(await status(running, tls) != Product.version)
        }
    }

    @Test func aRenewedCertificateIsShownWithoutARestart() async throws {
        try await withServer { running, certificates in
            func subject() throws -> String {
                try OutsideProgram.run(
                    "openssl",
                    ["s_client", "-connect", String(running.report.api.dropFirst("https://".count)), "-no_ign_eof"])
            }
            #expect(try subject().contains("CN = server"))
            try certificates.make("renewed", alternativeNames: "DNS:localhost")
            for ending in ["pem", "key"] {
                let text = try String(contentsOfFile: certificates.path("renewed.\(ending)"), encoding: .utf8)
                try text.write(toFile: certificates.path("server.\(ending)"), atomically: true, encoding: .utf8)
                running.server.certificate?.look()
                #expect(try subject().contains(ending == "pem" ? "CN = server" : "CN = renewed"))
            }
        }
    }

    @Test func aStreamOfEventsIsSecuredToo() async throws {
        try await withServer { running, certificates in
            let client = try JunctionClient(
                server: running.report.api, key: running.report.adminKey,
                tls: TLSSettings(authorityFile: certificates.path("ca.pem")))
            let body = Array(#"{"id":"first","type":"t","source":"s","payload":{}}"#.utf8)
            _ = try await client.post("/api/integration/events/publish", body: body)
            let shown = try OutsideProgram(
                "curl",
                [
                    "-sN", "--cacert", certificates.path("ca.pem"), "-H",
                    "authorization: Bearer \(running.report.adminKey ?? "")",
                    "\(running.report.api)/api/integration/events/stream?start=beginning",
                ])
            defer { shown.stop() }
            #expect(shown.line() == "retry: 2000")
            #expect(shown.line() == "")
            #expect(shown.line() == "id: 1")
        }
    }

    @Test func otherMachinesAreNotServedInTheClear() {
        for (host, isAllowed) in [
            ("127.0.0.1", true), ("127.9.9.9", true), ("::1", true), ("localhost", true), ("LOCALHOST", true),
            ("0.0.0.0", false), ("::", false), ("10.0.0.1", false), ("junction.example.org", false), ("", false),
        ] {
            var settings = ServerSettings(workspace: "a", data: "b")
            settings.host = host
            var refusal: JunctionError?
            do throws(JunctionError) { try settings.checkEncryption() } catch { refusal = error }
            #expect((refusal == nil) == isAllowed, "\(host)")
            #expect(refusal?.remedy.contains("--allow-unencrypted") ?? true)
            settings.allowsUnencrypted = true
            #expect(throws: Never.self) { try settings.checkEncryption() }
            settings.allowsUnencrypted = false
            settings.secure(certificate: "c", key: "k")
            #expect(throws: Never.self) { try settings.checkEncryption() }
        }
    }

    /// Whoever asks a queue of a node that is not trusted is told so, and not to wait for another to take over.
    @Test func aNodeThatIsNotTrustedIsSaidToBeSo() async throws {
        try await withServer { running, certificates in
            let address = running.report.api
            for (authority, expected) in [
                ("other-ca.pem", "no trusted connection to \(address), the node that serves the queue"),
                ("missing.pem", "the node that serves the queue cannot be called: "),
            ] {
                let trouble: JunctionError
                do {
                    let client = try JunctionClient(
                        server: address, key: nil, tls: TLSSettings(authorityFile: certificates.path(authority)))
                    _ = try await client.get("/health/live")
                    Issue.record("it was trusted")
                    continue
                } catch { trouble = QueueForwarding.trouble(error, address) }
                #expect(trouble.code == .storeUnavailable)
                #expect(trouble.message.hasPrefix(expected), "\(trouble)")
                #expect(!trouble.remedy.contains("ten seconds"))
            }
            let gone = QueueForwarding.trouble(JunctionError(.connectFailed, "no answer"), address)
            #expect(gone.remedy.contains("within ten seconds"))
        }
    }

    /// Nodes call each other by the certificates that they have.
    @Test func aNodeIsCalledOverTLS() {
        var settings = ServerSettings(workspace: "a", data: "b")
        settings.host = "10.0.0.1"
        settings.port = 8443
        #expect(QueueForwarding.name(settings).hasSuffix(" http://10.0.0.1:8443"))
        settings.secure(certificate: "c", key: "k", clientAuthority: "clients")
        settings.nodeAuthority = "nodes"
        #expect(QueueForwarding.name(settings).hasSuffix(" https://10.0.0.1:8443"))
        let towards = TLSSettings(authorityFile: "nodes", certificateFile: "c", keyFile: "k")
        #expect(settings.towardsNodes == towards)
    }

    @Test func anAddressWithoutItsSchemeIsRefusedAtOnce() {
        let error = #expect(throws: JunctionError.self) {
            _ = try JunctionClient(server: "localhost:8080", key: nil, trusting: nil)
        }
        #expect(error?.remedy.contains("http://127.0.0.1:8080") == true)
    }
}
