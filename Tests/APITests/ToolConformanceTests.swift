import API
import Foundation
import HTTPTypes
import HummingbirdTesting
import SecurityCore
import Synchronization
import Testing
import Values

/// Others' tools judge a running server. `scripts/api-conformance` installs them and names their folder.
@Suite(.enabled(if: Tool.folder != nil), .serialized, .timeLimit(.minutes(5)))
struct ToolConformanceTests {
    @Test func `promtool accepts the metrics`() async throws {
        let harness = try await APIHarness()
        harness.registry.collectProcess()
        try await harness.live { api async throws in
            _ = try await api.get("/api/integration/systems/none")
            let metrics = try await api.get("/metrics")
            let verdict = try await Tool("promtool").run(["check", "metrics"], input: metrics.text)
            #expect(verdict.status == 0, "\(verdict.output)")
        }
    }

    @Test func `openapi-spec-validator accepts the document`() async throws {
        try await APIHarness().live { api async throws in
            let document = try await api.get("/openapi.json").text
            let path = FileManager.default.temporaryDirectory.appendingPathComponent("openapi-\(UUID()).json").path
            try document.write(toFile: path, atomically: true, encoding: .utf8)
            defer { try? FileManager.default.removeItem(atPath: path) }
            let verdict = try await Tool("openapi-spec-validator").run([path])
            #expect(verdict.status == 0, "\(verdict.output)")
        }
    }

    @Test func `schemathesis finds no answer the document does not promise`() async throws {
        let harness = try await APIHarness()
        let key = try #require(harness.keys[.admin])
        try await harness.live { api async throws in
            _ = try await api.send(.post, "/api/integration/systems", SystemsRoutesTests.record)
            _ = try await api.send(.post, IntegrationsRoutesTests.path, IntegrationsRoutesTests.admissions)
            let port = try #require(api.client.port)
            let checks =
                "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
            let verdict = try await Tool("schemathesis").run([
                "run", "http://127.0.0.1:\(port)/openapi.json", "--header", "Authorization: Bearer \(key)", "--checks",
                "\(checks),negative_data_rejection,unsupported_method", "--max-examples", "25", "--seed", "1",
                "--no-color",
                // It would take its own key away, and try the rest without one.
                "--exclude-operation-id", "revokeKey",
            ])
            #expect(verdict.status == 0, "\(verdict.output.suffix(6000))")
        }
    }
}

private struct Tool {
    static let folder = ProcessInfo.processInfo.environment["JUNCTION_API_TOOLS"]
    let name: String
    init(_ name: String) { self.name = name }

    func run(_ arguments: [String], input: String = "") async throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        var environment = ProcessInfo.processInfo.environment
        environment["PATH"] = "\(Self.folder ?? ""):\(environment["PATH"] ?? "/usr/bin:/bin")"
        process.environment = environment
        // Of its own: schemathesis leaves what it remembers in the folder that it runs in.
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tool-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        process.currentDirectoryURL = folder
        let output = folder.appendingPathComponent("output")
        let source = folder.appendingPathComponent("input")
        try Data().write(to: output)
        try Data(input.utf8).write(to: source)
        process.standardInput = try FileHandle(forReadingFrom: source)
        let sink = try FileHandle(forWritingTo: output)
        process.standardOutput = sink
        process.standardError = sink
        await withCheckedContinuation { continuation in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.run() } catch { continuation.resume() }
        }
        let text = String(decoding: try Data(contentsOf: output), as: UTF8.self)
        return (process.terminationStatus, text)
    }
}
