import Testing

@testable import Contract

/// The workspace that ships as an example.
enum ExampleWorkspace {
    static var folder: String {
        let parts = #filePath.split(separator: "/").dropLast(3)
        return "/" + parts.joined(separator: "/") + "/Examples/care-home"
    }

    static func read() -> (workspace: Workspace, problems: [Problem]) { Workspace.read(folder) }
}

struct ExampleWorkspaceTests {
    @Test func hasNoProblems() {
        let (workspace, problems) = ExampleWorkspace.read()
        #expect(problems.map(\.description) == [])
        #expect(
            Set(workspace.points.map(\.id)).isSuperset(of: ["resident-admissions", "nightly-rota", "incident-notice"]))
        #expect(Set(workspace.systems.map(\.id)).isSuperset(of: ["care-record", "rostering", "family-portal"]))
        #expect(workspace.samples.keys.filter { $0.hasSuffix(".hl7") }.count >= 15)
    }

    @Test func samplesCanBeRead() throws {
        let workspace = ExampleWorkspace.read().workspace
        #expect(try workspace.sample("samples/admissions/a01.hl7").starts(with: Array("MSH|".utf8)))
        #expect(throws: (any Error).self) { try workspace.sample("samples/admissions/a99.hl7") }
        #expect(throws: (any Error).self) { try workspace.sample("../../../Package.swift") }
    }
}
