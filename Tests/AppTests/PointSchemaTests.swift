import Flows
import Foundation
import Mapping
import Testing
import Values

@testable import App

struct PointSchemaTests {
    @Test func aPointMayNameAJSONSchemaOfItsWorkspace() throws {
        try withWorkspace(["order.json": #"{"required": ["id"]}"#, "broken.json": #"{"type": 1}"#]) { folder in
            let catalogue = SchemaCatalogue(workspace: folder)
            #expect(catalogue.names.contains("schemas/order.json"))
            let check = try catalogue.check("schemas/order.json")
            #expect(check.findings(in: ["id": 1]).isEmpty)
            #expect(check.findings(in: [:]).map(\.code) == ["schema.required"])
            #expect(try catalogue.check("hl7v2/ADT").findings(in: [:]).isEmpty == false)

            let broken = try #require(throws: JunctionError.self) { try catalogue.check("schemas/broken.json") }
            #expect(broken.code == .schemaMalformed)
            let absent = try #require(throws: JunctionError.self) { try catalogue.check("schemas/ordre.json") }
            #expect(absent.remedy == "Did you mean 'schemas/order.json'?")
        }
    }

    /// A folder with these files in its folder `schemas`, gone when the test ends.
    private func withWorkspace(_ files: [String: String], _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let schemas = folder.appending(path: "schemas")
        try FileManager.default.createDirectory(at: schemas, withIntermediateDirectories: true)
        for (name, text) in files { try Data(text.utf8).write(to: schemas.appending(path: name)) }
        try body(folder.path)
    }
}
