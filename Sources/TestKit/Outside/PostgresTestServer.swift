import Foundation
import Synchronization

/// A PostgreSQL server of the tests' own: on a free port of the loopback interface, in a temporary folder, with fsync on.
/// Debian's programs run it, as a user that is not root. It ends with the process that started it, however that ends.
package final class PostgresTestServer: Sendable {
    package struct Failed: Error, CustomStringConvertible {
        package var description: String
    }

    /// One for all tests of the process.
    package static func shared() throws -> PostgresTestServer {
        try sharedServer.withLock { server in
            if let server { return server }
            let new = try PostgresTestServer()
            server = new
            return new
        }
    }

    private static let sharedServer = Mutex<PostgresTestServer?>(nil)

    /// Where `initdb` and `postgres` are; nil when the machine has none.
    package static let programs: String? = {
        let roots = ["/usr/lib/postgresql", OutsideProgram.root + "/.build/tools/usr/lib/postgresql"]
        return roots.lazy.flatMap { root in
            ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).sorted().map { "\(root)/\($0)/bin" }
        }.first { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") }
    }()

    package let port: Int
    package let folder: String
    /// Ends the server when it is closed: by us, or by the kernel when we are gone.
    private let leash: FileHandle
    private let keeper: Process

    /// - Parameter primary: Of which it is a standby, by streaming replication, until `promote`.
    package init(standbyOf primary: PostgresTestServer? = nil) throws {
        guard let programs = Self.programs else {
            throw Failed(description: "PostgreSQL is missing: run scripts/setup")
        }
        folder = FileManager.default.temporaryDirectory.path + "/junction-postgres-\(UUID().uuidString)"
        port = try FreePort.find()
        keeper = Process()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let options = "-p \(port) -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200"
        let script = """
            set -e
            pg=\(programs) data=\(folder)/data
            \(Self.making(from: primary)) >\(folder)/initdb.log 2>&1
            start() { $pg/pg_ctl -D $data -l \(folder)/server.log -w -t 60 -o "\(options)" start >/dev/null; }
            start
            echo ready
            # Each line asks for a start, after the server was killed; the end of the lines, for the end.
            while read -r _; do
                tries=0
                until start; do tries=$((tries + 1)); [ $tries -lt 20 ] || exit 1; done
                echo ready
            done
            $pg/pg_ctl -D $data -m immediate stop >/dev/null || true
            rm -rf \(folder) 2>/dev/null || true
            """
        keeper.executableURL = URL(fileURLWithPath: "/bin/sh")
        keeper.arguments = ["-c", script]
        if getuid() == 0 {
            // initdb and postgres refuse to run as root.
            try FileManager.default.setAttributes(
                [.ownerAccountID: 65534, .groupOwnerAccountID: 65534], ofItemAtPath: folder)
            let asNobody = "setpriv --reuid=65534 --regid=65534 --clear-groups /bin/sh -c \"$0\"; rm -rf '\(folder)'"
            keeper.arguments = ["-c", asNobody, script]
        }
        keeper.currentDirectoryURL = URL(fileURLWithPath: folder)
        keeper.standardOutput = answers
        leash = try OutsideProgram.start(keeper)
        try waitUntilReady()
    }

    /// The command that makes `$data`.
    private static func making(from primary: PostgresTestServer?) -> String {
        guard let primary else { return "$pg/initdb -D $data -U junction -A trust -E UTF8 --locale=C --no-sync" }
        return """
            $pg/pg_basebackup -D $data -R -X stream -c fast --no-sync -d 'host=127.0.0.1 port=\(primary.port) user=junction'
            """
    }

    private let answers = Pipe()

    private func waitUntilReady() throws {
        let answer = answers.fileHandleForReading.availableData
        guard String(decoding: answer, as: UTF8.self).hasPrefix("ready") else {
            let log = ["initdb.log", "server.log"].compactMap {
                try? String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8)
            }
            throw Failed(description: "PostgreSQL did not start: \(log.joined().suffix(500))")
        }
    }

    package var address: String { "postgres://junction@127.0.0.1:\(port)/postgres" }

    /// Ends the server as a power cut would end its process: SIGKILL to the postmaster and to each of its sessions.
    package func kill() throws {
        for process in try processes() { Foundation.kill(process, SIGKILL) }
    }

    /// Freezes or wakes all of the server's processes.
    package func signal(_ number: Int32) throws {
        for process in try processes() { Foundation.kill(process, number) }
    }

    /// The postmaster and its children.
    private func processes() throws -> [Int32] {
        let text = try String(contentsOfFile: "\(folder)/data/postmaster.pid", encoding: .utf8)
        guard let line = text.split(separator: "\n").first, let postmaster = Int32(line) else {
            throw Failed(description: "the server does not run")
        }
        let children = try String(contentsOfFile: "/proc/\(postmaster)/task/\(postmaster)/children", encoding: .utf8)
        return [postmaster] + children.split(separator: " ").compactMap { Int32($0) }
    }

    /// Starts it again after `kill`. Returns when it takes connections.
    package func restart() throws {
        try leash.write(contentsOf: Data("start\n".utf8))
        try waitUntilReady()
    }

    /// Ends the server and removes its data.
    package func stop() {
        try? leash.close()
        keeper.waitUntilExit()
        try? FileManager.default.removeItem(atPath: folder)
    }
}
