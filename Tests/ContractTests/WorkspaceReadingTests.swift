import Foundation
import Testing
import Values

@testable import Contract

/// A folder becomes a workspace: whatever can be read is there, whatever is wrong is told, and one hides no other.
struct WorkspaceReadingTests {
    private static let point = "points/resident-admissions.yaml"

    @Test func everythingOfAFolderIsRead() throws {
        var fixture = WorkspaceFixture()
        fixture.files["lookups/sex.csv"] = "from,to\nF,female\n"
        fixture.files["points/.hidden.yaml"] = "nonsense: ["
        fixture.files["points/notes.txt"] = "nonsense"
        fixture.files["samples/deep/er/a.hl7"] = "MSH|"
        try fixture.inFolder { folder in
            let (workspace, problems) = Workspace.read(folder + "/")
            #expect(problems.isEmpty, "\(problems)")
            #expect(workspace.points.map(\.id) == ["resident-admissions"])
            #expect(workspace.systems.map(\.id) == ["care-record"])
            #expect(workspace.mappings.map(\.id) == ["adt-to-fhir"])
            #expect(workspace.lookups.map(\.name) == ["sex"])
            #expect(workspace.samples["samples/deep/er/a.hl7"] == 4)
            let sample = try workspace.sample("samples/a01.hl7")
            #expect(sample == Array("MSH|".utf8))
            let missing = #expect(throws: JunctionError.self) { _ = try workspace.sample("samples/a10.hl7") }
            #expect(missing?.code == .danglingReference && missing?.remedy.contains("samples/a01.hl7") == true)
        }
    }

    @Test func oneBrokenFileHidesNoOther() throws {
        var fixture = WorkspaceFixture()
        fixture.files["points/broken.yaml"] = "id: [\n"
        fixture.files["systems/broken.yaml"] = "id: broken\nnme: x\n"
        try fixture.inFolder { folder in
            let (workspace, problems) = Workspace.read(folder)
            #expect(workspace.points.count == 1 && workspace.systems.count == 1)
            let said = problems.map(\.description)
            #expect(said.contains { $0.hasPrefix("points/broken.yaml:") })
            #expect(said.contains { $0.hasPrefix("systems/broken.yaml:2:1: unknown key 'nme'. Did you mean 'name'?") })
            // In reading order: by file, then by line.
            #expect(said == problems.sorted(by: Problem.inReadingOrder).map(\.description))
        }
    }

    @Test func whatIsTooLargeIsToldAndLeftOut() throws {
        try WorkspaceFixture().inFolder { folder in
            var limits = WorkspaceLimits()
            limits.reading.bytes = 500
            limits.tableBytes = 5
            let (workspace, problems) = Workspace.read(folder, limits: limits)
            #expect(workspace.points.isEmpty && workspace.mappings.isEmpty)
            let said = problems.map(\.description)
            #expect(said.contains { $0.contains(Self.point) && $0.contains("500 bytes allowed") }, "\(said)")
            #expect(
                said.contains { $0.contains("mappings/adt-to-fhir.yaml") && $0.contains("5 bytes allowed") }, "\(said)")
        }
    }

    @Test func noMoreFilesAreReadThanAllowed() throws {
        var fixture = WorkspaceFixture()
        for number in 0..<5 { fixture.files["samples/s\(number).txt"] = "x" }
        try fixture.inFolder { folder in
            var limits = WorkspaceLimits()
            limits.files = 3
            #expect(Workspace.read(folder, limits: limits).workspace.samples.count == 3)
        }
    }

    @Test func aFolderWithoutPointsOrSystemsSaysWhereTheyBelong() throws {
        var fixture = WorkspaceFixture()
        fixture.files = ["readme.txt": "hello"]
        try fixture.inFolder { folder in
            let said = Workspace.read(folder).problems.map(\.description)
            #expect(said.count == 1 && said[0].contains("Put point files into points/"), "\(said)")
        }
        let nowhere = Workspace.read("/nowhere/at/all").problems.map(\.description)
        #expect(nowhere.count == 1 && nowhere[0].contains("there is no folder"))
    }
}
