import Mapping
import Testing
import Values

struct DefinitionNodeTests {
    @Test func plainScalarsFollowTheCoreSchema() throws {
        let node = try DefinitionNode.read(
            yaml: "a: no\nb: true\nc: 007\nd: 1.10\ne: ~\nf: '12'\ng: 12\n", source: nil)
        #expect(node["a"]?.value == "no")
        #expect(node["b"]?.value == true)
        #expect(node["c"]?.value == "007")
        #expect(node["d"]?.text == "1.10")
        #expect(node["e"]?.isNull == true)
        #expect(node["f"]?.value == "12")
        #expect(node["g"]?.value == 12)
    }

    @Test func complaintsNameLineAndColumn() throws {
        let node = try DefinitionNode.read(yaml: "id: x\nfeilds: []\n", source: "m.yaml")
        let error = #expect(throws: JunctionError.self) { try node.onlyKeys(["id", "fields"], in: "a mapping") }
        #expect(error?.place == Place(source: "m.yaml", line: 2, column: 1))
        #expect(error?.remedy == "Did you mean 'fields'?")
    }

    @Test(arguments: ["a: [1", "a: 1\na: 2", "a: *gone", "", "? [x]\n: 1"])
    func whatIsNotADefinitionIsRefused(_ yaml: String) {
        let error = #expect(throws: JunctionError.self) { try DefinitionNode.read(yaml: yaml, source: "m.yaml") }
        #expect(error?.code == .mappingMalformed)
        #expect(error?.place?.source == "m.yaml")
    }

    @Test func aliasesCannotExplode() {
        var yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let ten = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            yaml += "a\(level): &a\(level) [\(ten)]\n"
        }
        #expect(throws: JunctionError.self) { try DefinitionNode.read(yaml: yaml, source: nil) }
    }
}
