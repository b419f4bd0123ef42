import Foundation
import Synchronization

/// A program of others' that tests run against, ended by its process id.
final class OutsideProgram: Sendable {
    struct Failed: Error, CustomStringConvertible {
        var description: String
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static let folders =
        [".build/tools/usr/sbin", ".build/tools/usr/bin", ".build/venv/bin"].map { root.appending(path: $0).path }
        + (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init) + ["/usr/sbin"]

    /// Where it is; `scripts/setup` brings those that are missing.
    static func find(_ name: String) -> String? {
        folders.map { $0 + "/" + name }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private let process = Mutex<Process?>(nil)
    private let output: Pipe

    init(_ name: String, _ arguments: [String]) throws {
        guard let path = Self.find(name) else { throw Failed(description: "\(name) is missing: run scripts/setup") }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        self.process.withLock { $0 = process }
    }

    deinit { stop() }

    func stop() {
        process.withLock { process in
            if process?.isRunning == true { process?.terminate() }
            process = nil
        }
    }

    /// The first line that it prints.
    func line() -> String {
        var bytes: [UInt8] = []
        while let byte = output.fileHandleForReading.readData(ofLength: 1).first, byte != 10 { bytes.append(byte) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Runs to its end, and gives back what it printed.
    @discardableResult
    static func run(_ name: String, _ arguments: [String]) throws -> String {
        let program = try OutsideProgram(name, arguments)
        let printed = program.output.fileHandleForReading.readDataToEndOfFile()
        let status = program.process.withLock { process -> Int32 in
            process?.waitUntilExit()
            return process?.terminationStatus ?? -1
        }
        guard status == 0 else { throw Failed(description: "\(name) ended with \(status)") }
        return String(decoding: printed, as: UTF8.self)
    }
}
