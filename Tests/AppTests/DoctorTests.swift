import Foundation
import Testing
import Values

@testable import App

/// What `junction doctor` says of a workspace: what is well, and what to do about what is not.
@Suite struct DoctorTests {
    private func examine(workspace: String = RunningServer.example, port: Int = 0, data: String) async -> [Diagnosis] {
        var settings = ServerSettings(workspace: workspace, data: data)
        settings.port = port
        return await Doctor(settings).examine()
    }

    @Test func whatIsWrongComesWithItsRemedy() async throws {
        try await withFolder { data in
            let found = await examine(data: data)
            #expect(found.contains { $0.subject == "workspace" && $0.isWell && $0.message == "5 points, 5 systems" })
            #expect(found.contains { $0.subject == "disk" })
            #expect(found.contains { $0.subject == "flush" || $0.subject == "data" })
            #expect(found.contains { $0.subject == "clock" && $0.isWell })
            // None of the example's secrets is stored here.
            let secrets = found.filter { $0.subject == "secret" }
            #expect(secrets.count == 5 && secrets.allSatisfy { !$0.isWell })
            for diagnosis in found { #expect(diagnosis.isWell == (diagnosis.remedy == nil), "\(diagnosis)") }
            for diagnosis in found { #expect(diagnosis.value["ok"] == .bool(diagnosis.isWell)) }
        }
    }

    @Test func aStoredSecretIsFound() async throws {
        try await withFolder { data in
            let folder = "\(data)/secrets"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            _ = FileManager.default.createFile(
                atPath: "\(folder)/rostering-key", contents: Data("k".utf8), attributes: [.posixPermissions: 0o600])
            _ = FileManager.default.createFile(
                atPath: "\(folder)/care-record-client", contents: Data("k".utf8), attributes: [.posixPermissions: 0o644]
            )
            let secrets = await examine(data: data).filter { $0.subject == "secret" }
            #expect(secrets.contains { $0.isWell && $0.message == "'rostering-key' is there" })
            #expect(secrets.contains { !$0.isWell && $0.message.contains("may be read or written by others") })
        }
    }

    @Test func aPortInUseIsTold() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let port = try #require(URL(string: running.report.api)?.port)
            let found = await examine(port: port, data: "\(data)/other")
            #expect(
                found.contains { $0.subject == "port" && !$0.isWell && $0.message == "\(port), for API, is in use" })
            try await running.stop()
        }
    }

    @Test func aBrokenWorkspaceIsToldFirst() async throws {
        try await withFolder { folder in
            try FileManager.default.createDirectory(
                atPath: "\(folder)/points", withIntermediateDirectories: true)
            try "id: [".write(toFile: "\(folder)/points/a.yaml", atomically: true, encoding: .utf8)
            let first = try #require(await examine(workspace: folder, data: "\(folder)/data").first)
            #expect(first.subject == "workspace" && !first.isWell && first.message.contains("points/a.yaml:"))
            #expect(first.remedy == "Run 'junction check \(folder)'.")
        }
    }
}
