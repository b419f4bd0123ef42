import Mapping
import Testing
import Values

/// Tables of several versions.
struct LookupVersionTests {
    private func tables(_ names: String...) throws -> [String: Lookup] {
        try Lookup.tables(
            names.map { LookupSource(name: $0, path: "lookups/\($0).csv", bytes: Array("code,text\nF,\($0)\n".utf8)) })
    }

    @Test func aTableWithoutVersionStandsForItself() throws {
        let tables = try tables("sex", "sex@2026")
        #expect(tables["sex"]?.value(for: "F") == "sex")
        #expect(tables["sex@2026"]?.value(for: "F") == "sex@2026" && tables["sex@2026"]?.version == "2026")
    }

    @Test(arguments: [
        (["t@1.9", "t@1.10"], "t@1.10"), (["t@2026-04", "t@2025-10"], "t@2026-04"), (["t@1", "t@1.1"], "t@1.1"),
        (["t@b", "t@a"], "t@b"),
    ])
    func theNewestVersionStandsForTheName(_ names: [String], _ newest: String) throws {
        let sources = names.map { LookupSource(name: $0, path: $0, bytes: Array("k,v\nF,\($0)\n".utf8)) }
        #expect(try Lookup.tables(sources)["t"]?.value(for: "F")?.string == newest)
    }

    @Test func aFieldNamesTheVersionThatItWants() throws {
        let yaml = "fields: [{ to: a, from: s, lookup: { table: sex, version: 1.9 } }, { to: b, from: s, lookup: sex }]"
        let result = try ExpressionMappingTests.map(yaml, ["s": "F"], lookups: IntegrationFunctionTests.lookups)
        #expect(result.value == ["a": "woman", "b": "female"])
        #expect(throws: JunctionError.self) {
            try ExpressionMappingTests.map(
                yaml.replacing("1.9", with: "7"), ["s": "F"], lookups: IntegrationFunctionTests.lookups)
        }
    }

    @Test func anExpressionSeesTheDefinitionsOwnTables() throws {
        let yaml = "lookups: { sex: { entries: { F: own }, version: 3 } }\nexpression: $lookupTable('sex', s)"
        let result = try ExpressionMappingTests.map(yaml, ["s": "F"], lookups: IntegrationFunctionTests.lookups)
        #expect(result.value == "own")
    }
}
