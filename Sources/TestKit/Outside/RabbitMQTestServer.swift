import Foundation
import Synchronization

/// A RabbitMQ broker of the tests' own: on a free port of the loopback interface, in a temporary folder, run by
/// `scripts/test-servers/rabbitmq`. It ends with the process that started it, however that ends.
package final class RabbitMQTestServer: Sendable {
    package struct Failed: Error, CustomStringConvertible {
        package var description: String
    }

    /// One for all tests of the process that do not stop it.
    package static func shared() throws -> RabbitMQTestServer {
        try sharedServer.withLock { server in
            if let server { return server }
            let new = try RabbitMQTestServer()
            server = new
            return new
        }
    }

    private static let sharedServer = Mutex<RabbitMQTestServer?>(nil)

    package static var isThere: Bool {
        ["\(OutsideProgram.root)/.build/tools", ""].contains {
            FileManager.default.fileExists(atPath: $0 + "/usr/lib/rabbitmq/lib")
        } && FileManager.default.isExecutableFile(atPath: python)
    }

    package let port: Int
    package let folder: String
    private let leash: FileHandle
    private let keeper = Process()
    private let answers = Pipe()

    /// - Parameters:
    ///   - plugins: What is enabled beside the broker itself.
    ///   - configuration: Lines of `rabbitmq.conf`, given the folder.
    package init(plugins: [String] = [], _ configuration: (String) -> String = { _ in "" }) throws {
        folder = FileManager.default.temporaryDirectory.path + "/junction-rabbitmq-\(UUID().uuidString)"
        port = try FreePort.find()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let file = folder + "/test.conf"
        try ("loopback_users = none\n" + configuration(folder)).write(toFile: file, atomically: true, encoding: .utf8)
        try "[\(plugins.joined(separator: ","))].\n".write(
            toFile: folder + "/enabled_plugins", atomically: true, encoding: .utf8)
        keeper.executableURL = URL(filePath: "/bin/bash")
        keeper.arguments = ["\(OutsideProgram.root)/scripts/test-servers/rabbitmq", folder, "\(port)", file]
        keeper.standardOutput = answers
        keeper.standardError = FileHandle.nullDevice
        leash = try OutsideProgram.start(keeper)
        try start()
    }

    /// Starts it again after `stop` or `kill`, with what it had on disk. Returns when it takes connections.
    package func start() throws { try order("start", "started") }

    /// Ends the broker as an operator does.
    package func stop() throws { try order("stop", "stopped") }

    /// Ends the broker as a power cut would end its process.
    package func kill() throws { try order("kill", "stopped") }

    /// Lets its process do nothing, as on a machine that hangs.
    package func freeze() throws { try order("freeze", "frozen") }
    package func wake() throws { try order("wake", "awake") }

    private func order(_ order: String, _ expected: String) throws {
        try leash.write(contentsOf: Data("\(order)\n".utf8))
        let answer = String(decoding: answers.fileHandleForReading.availableData, as: UTF8.self)
        guard answer.hasPrefix(expected) else {
            let log = try? String(contentsOfFile: folder + "/out", encoding: .utf8)
            throw Failed(description: "RabbitMQ: '\(order)' brought '\(answer)': \((log ?? "").suffix(500))")
        }
    }

    /// Ends the broker for good and removes its data.
    package func end() {
        try? leash.close()
        keeper.waitUntilExit()
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static let python = OutsideProgram.root + "/.build/venv/bin/python3"

    /// What another client does: see `scripts/test-servers/amqp.py`.
    @discardableResult
    package func client(_ arguments: String...) throws -> [Substring] { try client(arguments) }

    private func client(_ arguments: [String]) throws -> [Substring] {
        let script = OutsideProgram.root + "/scripts/test-servers/amqp.py"
        return try OutsideProgram.run("python3", [script, "\(port)"] + arguments).split(separator: "\n")
    }

    /// The same on a thread of its own: what another client waits for may need those of the process's tasks.
    @discardableResult
    package func ask(_ arguments: String...) async throws -> [Substring] {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { [self] in continuation.resume(with: Result { try client(arguments) }) }
        }
    }

    package func declare(queue: String) throws { try client("declare", queue) }
}

extension RabbitMQTestServer {
    /// A broker that speaks TLS as well, at the port returned, as "server" of these certificates. It takes the user's name from a
    /// certificate of "ca", or a password.
    package static func secured(_ certificates: TestCertificates) throws -> (server: RabbitMQTestServer, port: Int) {
        let port = try FreePort.find()
        let server = try RabbitMQTestServer(plugins: ["rabbitmq_auth_mechanism_ssl"]) { _ in
            """
            listeners.ssl.default = 127.0.0.1:\(port)
            ssl_options.cacertfile = \(certificates.path("ca.pem"))
            ssl_options.certfile = \(certificates.path("server.pem"))
            ssl_options.keyfile = \(certificates.path("server.key"))
            ssl_options.verify = verify_peer
            ssl_options.fail_if_no_peer_cert = false
            auth_mechanisms.1 = EXTERNAL
            auth_mechanisms.2 = PLAIN
            ssl_cert_login_from = common_name
            """
        }
        return (server, port)
    }
}
