import App
import Foundation
import Mapping
import Testing
import Values

struct SchemaFolderTests {
    @Test func filesAreFoundByPathByAddressAndByTheirOwnName() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder.appending(path: "sub"), withIntermediateDirectories: true)
        let files = [
            "person.json": #"{"$ref": "sub/name.json"}"#,
            "sub/name.json": #"{"$id": "https://example.test/name", "type": "string"}"#, "broken.json": "{",
        ]
        for (path, text) in files { try Data(text.utf8).write(to: folder.appending(path: path)) }

        let schemas = SchemaFolder(folder.path)
        #expect(schemas.paths == ["person.json", "sub/name.json"])
        for name in ["sub/name.json", "http://localhost:1234/sub/name.json", "https://example.test/name"] {
            #expect(try schemas.loader(name) != nil)
        }
        #expect(try schemas.loader("../person.json") == nil)
        let person = try #require(try schemas.schema(at: "person.json"))
        #expect(try person.isMet(by: "x"))
        #expect(try !person.isMet(by: 1))
        #expect(try schemas.schema(at: "absent.json") == nil)
    }

    @Test func aFolderThatIsNotThereIsEmpty() {
        #expect(SchemaFolder("/nowhere/at/all").paths.isEmpty)
    }
}
