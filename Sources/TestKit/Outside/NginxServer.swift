import Foundation
import NIOCore
import NIOPosix

/// Debian's nginx on a free port of loopback.
package final class NginxServer: Sendable {
    package let port: Int
    private let program: OutsideProgram
    private let folder: String

    /// - Parameter locations: What goes into the server block.
    package init(certificates: TestCertificates? = nil, certificate: String = "server", locations: String) async throws
    {
        let folder = FileManager.default.temporaryDirectory.appending(path: "junction-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        self.folder = folder
        port = try await Self.freePort()
        var listen = "listen 127.0.0.1:\(port);"
        if let certificates {
            listen = """
                listen 127.0.0.1:\(port) ssl;
                ssl_certificate \(certificates.path(certificate + ".pem"));
                ssl_certificate_key \(certificates.path(certificate + ".key"));
                ssl_client_certificate \(certificates.path("ca.pem"));
                ssl_verify_client optional;
                """
        }
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { "\($0)_temp_path \(folder)/\($0);" }
        let text = """
            daemon off; master_process off; pid \(folder)/pid; error_log \(folder)/error.log;
            events { worker_connections 512; }
            http {
              access_log off; \(temporary.joined(separator: " "))
              limit_conn_zone $server_name zone=few:1m;
              server { \(listen) server_name localhost; \(locations) }
            }
            """
        try text.write(toFile: folder + "/nginx.conf", atomically: true, encoding: .utf8)
        program = try OutsideProgram(
            "nginx", ["-e", folder + "/error.log", "-c", folder + "/nginx.conf", "-p", folder])
        try await waitUntilUp()
    }

    package func stop() {
        program.stop()
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func waitUntilUp() async throws {
        for _ in 0..<200 {
            let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            if let channel = try? await bootstrap.connect(host: "127.0.0.1", port: port).get() {
                try? await channel.close()
                return
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        let log = (try? String(contentsOfFile: folder + "/error.log", encoding: .utf8)) ?? ""
        throw OutsideProgram.Failed(description: "nginx did not come up: \(log)")
    }

    private static func freePort() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = channel.localAddress?.port ?? 0
        try await channel.close()
        return port
    }
}
