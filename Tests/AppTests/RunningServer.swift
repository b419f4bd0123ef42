import Foundation
import Logging
import TestKit
import Testing
import Values

@testable import App

/// A whole server on the example workspace, its edges on free ports, its systems played by the sandbox.
struct RunningServer: Sendable {
    let server: JunctionServer
    let report: JunctionServer.Report
    private let running: Task<Void, any Error>

    static let example = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Examples/care-home").path

    static func start(
        data: String, workspace: String = example, sandbox: Bool = true,
        _ adjust: (inout ServerSettings) -> Void = { _ in }
    ) async throws -> RunningServer {
        var settings = ServerSettings(workspace: workspace, data: data)
        settings.sandbox = sandbox
        settings.port = 0
        settings.freePorts = true
        settings.runsSchedules = false
        settings.grace = .seconds(2)
        adjust(&settings)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let server = try await JunctionServer(settings, logger: logger)
        let (reports, report) = AsyncStream.makeStream(of: JunctionServer.Report.self)
        let running = Task {
            defer { report.finish() }
            try await server.run { report.yield($0) }
        }
        var iterator = reports.makeAsyncIterator()
        guard let started = await iterator.next() else {
            try await running.value
            throw JunctionError(.internalFault, "the server ended before it had started")
        }
        return RunningServer(server: server, report: started, running: running)
    }

    func stop() async throws {
        running.cancel()
        try await running.value
    }

    func client(key: String?) -> JunctionClient { JunctionClient(server: report.api, key: key) }

    var mllpPort: Int { report.listeners.first { $0.point == "resident-admissions" }?.port ?? 0 }

    /// Returns when no destination waits for anything.
    func settle() async throws {
        let isSettled = await eventually { await server.backlog() == 0 }
        if !isSettled { Issue.record("messages were still waiting after a minute") }
    }

    static func sample(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: "\(example)/\(path)")))
    }
}

/// A folder that is gone when the test ends.
func withFolder<T>(_ body: (String) async throws -> T) async throws -> T {
    let folder = FileManager.default.temporaryDirectory.appending(path: "junction-\(SystemIdentifier.next())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await body(folder)
}
