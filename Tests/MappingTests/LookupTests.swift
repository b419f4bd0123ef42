import Mapping
import Testing
import Values

struct LookupTests {
    @Test func keysMatchExactlyAndTheFallbackAnswersTheRest() {
        var lookup = Lookup(name: "sex", entries: ["F": "female", "M": "male"])
        #expect(lookup.value(for: "F") == "female")
        #expect(lookup.value(for: "f") == nil)
        lookup.fallback = "unknown"
        #expect(lookup.value(for: "f") == "unknown")
    }

    @Test func columnsAreChosenByPosition() {
        let lookup = Lookup(
            name: "ward", columns: ["code", "name"], rows: ["1": ["W1", "North"], "2": ["W2", .null]])
        #expect(lookup.value(for: "1", column: 1) == "North")
        #expect(lookup.value(for: "2", column: 1) == nil)
        #expect(lookup.value(for: "1", column: 2) == nil)
    }

    @Test func tablesAreReadFromCSV() throws {
        let bytes = Array("code,display,system\nF,Female,http://x\nU,,http://y\n".utf8)
        let lookup = try Lookup(name: "sex", csv: bytes)
        #expect(lookup.columns == ["display", "system"])
        #expect(lookup.value(for: "F") == "Female")
        #expect(lookup.value(for: "U") == nil)
        #expect(lookup.value(for: "U", column: 1) == "http://y")
    }

    @Test(arguments: ["code,display\nF,a\nF,b\n", "code\nF\n"])
    func tablesThatCannotBeUsedAreLocated(_ text: String) {
        let error = #expect(throws: JunctionError.self) {
            try Lookup(name: "sex", csv: Array(text.utf8), source: "sex.csv")
        }
        #expect(error?.code == .mappingMalformed)
        #expect(error?.place?.source == "sex.csv")
    }
}
