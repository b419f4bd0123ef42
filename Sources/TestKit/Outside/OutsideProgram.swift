import Foundation
import Synchronization

/// A program of others' that tests run against, ended by its process id whatever becomes of the test.
package final class OutsideProgram: Sendable {
    package struct Failed: Error, CustomStringConvertible {
        package var description: String
    }

    /// The folder of the package.
    package static let root = (0..<4).reduce(URL(filePath: #filePath)) { file, _ in file.deletingLastPathComponent() }
        .path

    private static let folders =
        ["usr/sbin", "usr/bin"].map { "\(root)/.build/tools/\($0)" } + ["\(root)/.build/venv/bin"]
        + ["/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"]

    /// Where it is; `scripts/setup` brings those that are missing.
    package static func find(_ name: String) -> String? {
        folders.map { $0 + "/" + name }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private static func path(of name: String) throws -> String {
        guard let path = find(name) else { throw Failed(description: "\(name) is missing: run scripts/setup") }
        return path
    }

    private struct Running {
        var process: Process
        /// Open as long as the program is wanted.
        var leash: FileHandle
    }

    private let running: Mutex<Running?>
    private let output = Pipe()

    /// Runs the program and ends it when the standard input does: by `stop`, or because the tests are gone, killed or not.
    private static let keeper = """
        "$@" & program=$!
        while read -r line; do :; done
        kill -9 $program 2>/dev/null
        """

    package init(_ name: String, _ arguments: [String]) throws {
        let path = try Self.path(of: name)
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", Self.keeper, "keeper", path] + arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        let leash = try Self.start(process)
        running = Mutex(Running(process: process, leash: leash))
    }

    private static let starting = Mutex(())

    /// Starts a program that is to end when its standard input does, and returns what holds that open. One after the other,
    /// so that no program inherits another's leash, which would then not end when it should.
    static func start(_ process: Process) throws -> FileHandle {
        try starting.withLock { _ in
            let leash = Pipe()
            _ = fcntl(leash.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
            process.standardInput = leash
            try process.run()
            return leash.fileHandleForWriting
        }
    }

    deinit { stop() }

    package func stop() {
        running.withLock { running in
            try? running?.leash.close()
            running = nil
        }
    }

    /// The first line that it prints.
    package func line() -> String {
        var bytes: [UInt8] = []
        while let byte = output.fileHandleForReading.readData(ofLength: 1).first, byte != 10 { bytes.append(byte) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Runs to its end, and gives back what it printed.
    @discardableResult
    package static func run(_ name: String, _ arguments: [String]) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: try path(of: name))
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try starting.withLock { _ in try process.run() }
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failed(description: "\(name) ended with \(process.terminationStatus)")
        }
        return String(decoding: printed, as: UTF8.self)
    }
}
