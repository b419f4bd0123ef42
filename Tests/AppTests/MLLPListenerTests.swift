import Connectors
import Foundation
import TestKit
import Testing
import Values

@testable import App

/// A point that listens for HL7 v2 over TLS, spoken to by openssl.
@Suite struct MLLPListenerTests {
    private static let trigger = #"trigger: { receive: mllp, port: "${port}" }"#

    /// A server on the example, whose point listens with these TLS settings, relative to the workspace.
    private func withServer(
        _ tls: String, _ body: (RunningServer, TestCertificates, String) async throws -> Void
    ) async throws {
        let certificates = try TestCertificates()
        defer { certificates.remove() }
        try certificates.make("server", alternativeNames: "DNS:localhost")
        try certificates.make("client", alternativeNames: "DNS:client")
        try await withFolder { folder in
            try FileManager.default.copyItem(atPath: RunningServer.example, toPath: folder)
            try FileManager.default.copyItem(atPath: certificates.folder, toPath: folder + "/tls")
            let point = folder + "/points/resident-admissions.yaml"
            let text = try String(contentsOfFile: point, encoding: .utf8)
            #expect(text.contains(Self.trigger))
            try text.replacing(Self.trigger, with: "trigger: { receive: mllp, port: \"${port}\", tls: { \(tls) } }")
                .write(toFile: point, atomically: true, encoding: .utf8)
            try await withFolder { data in
                let running = try await RunningServer.start(data: data, workspace: folder)
                try await body(running, certificates, folder)
                try await running.stop()
            }
        }
    }

    private static let sender = """
        import socket, ssl, sys
        port, message, authority, *own = sys.argv[1:]
        context = ssl.create_default_context(cafile=authority)
        if own: context.load_cert_chain(*own)
        try:
            with context.wrap_socket(socket.create_connection(('127.0.0.1', int(port)), 60), server_hostname='localhost') as s:
                s.sendall(b'\\x0b' + open(message, 'rb').read() + b'\\x1c\\r')
                answer = b''
                while not answer.endswith(b'\\x1c\\r'):
                    part = s.recv(4096)
                    if not part: break
                    answer += part
                print(s.version(), s.getpeercert()['subject'], answer)
        except OSError as error:
            print('failed:', error)
        """

    /// What the listener answers to a message of the example, by its port and the certificate that it has shown.
    /// The program runs on a thread of its own: the server needs those of the tests to answer it.
    private func answer(_ running: RunningServer, authority: String, _ own: [String] = []) async -> String {
        let message = RunningServer.example + "/samples/admissions/a01.hl7"
        let arguments = ["-c", Self.sender, "\(running.mllpPort)", message, authority] + own
        return await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let answer = try? OutsideProgram.run("python3", arguments)
                continuation.resume(returning: answer ?? "the program failed")
            }
        }
    }

    @Test func messagesComeOverTLSAndTheCertificateIsRenewed() async throws {
        try await withServer("certificate: tls/server.pem, key: tls/server.key") { running, certificates, folder in
            let first = await answer(running, authority: certificates.path("ca.pem"))
            #expect(
                first.contains("TLSv1.3") && first.contains("'server'") && first.contains("MSA|AA|"), "\(first)")
            let other = await answer(running, authority: certificates.path("other-ca.pem"))
            #expect(other.hasPrefix("failed:"), "\(other)")
            let plain = try MessageSender.mllp(host: "127.0.0.1", port: running.mllpPort)
            let refused = try? await plain.send(RunningServer.sample("samples/admissions/a01.hl7"))
            #expect(refused?.isAccepted != true)
            try certificates.make("renewed", alternativeNames: "DNS:localhost")
            for ending in ["pem", "key"] {
                let text = try String(contentsOfFile: certificates.path("renewed.\(ending)"), encoding: .utf8)
                try text.write(toFile: "\(folder)/tls/server.\(ending)", atomically: true, encoding: .utf8)
            }
            let isRenewed = await eventually {
                await answer(running, authority: certificates.path("ca.pem")).contains("'renewed'")
            }
            #expect(isRenewed)
        }
    }

    @Test func sendersMayHaveToShowACertificate() async throws {
        let tls = "certificate: tls/server.pem, key: tls/server.key, clientAuthority: tls/ca.pem"
        try await withServer(tls) { running, certificates, _ in
            let own = [certificates.path("client.pem"), certificates.path("client.key")]
            let shown = await answer(running, authority: certificates.path("ca.pem"), own)
            let unshown = await answer(running, authority: certificates.path("ca.pem"))
            #expect(shown.contains("MSA|AA|") && !unshown.contains("MSA|AA|"), "\(shown) \(unshown)")
        }
    }

    /// The point says so, and the others run.
    @Test func aPointWhoseCertificateCannotBeReadDoesNotRun() async throws {
        try await withServer("certificate: tls/none.pem, key: tls/server.key") { running, _, _ in
            #expect(running.mllpPort == 0)
            let client = running.client(key: running.report.adminKey)
            let points = try await client.get("/api/integration/status")["integrations"]?.array ?? []
            let broken = points.filter { $0["status"] == "invalid" }.map { $0["id"] }
            #expect(points.count > 1 && broken == ["resident-admissions"], "\(points)")
        }
    }
}
