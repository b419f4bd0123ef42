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
        let person = try #require(try schemas.validator(at: "person.json"))
        #expect(person.validate("x").isEmpty)
        #expect(person.validate(1).map(\.code) == ["schema.type"])
        #expect(try schemas.validator(at: "absent.json") == nil)
    }

    @Test func xmlSchemasIncludeEachOther() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let files = [
            "order.xsd": """
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:include schemaLocation="parts.xsd"/>
            <xs:element name="order" type="count"/></xs:schema>
            """,
            "parts.xsd": """
            <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
            <xs:simpleType name="count"><xs:restriction base="xs:int"/></xs:simpleType></xs:schema>
            """,
        ]
        for (path, text) in files { try Data(text.utf8).write(to: folder.appending(path: path)) }
        let order = try #require(try SchemaFolder(folder.path).validator(at: "order.xsd"))
        #expect(order.validate(["order": "7"]).isEmpty)
        let findings = order.validate(["order": "x"])
        #expect(findings.map(\.code) == ["xsd.datatype"])
        #expect(findings.first?.place.path == "/order")
    }

    @Test func aFolderThatIsNotThereIsEmpty() {
        #expect(SchemaFolder("/nowhere/at/all").paths.isEmpty)
    }
}
