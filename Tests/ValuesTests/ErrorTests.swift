import Foundation
import Testing
import Values

@Suite struct ErrorTests {
    @Test func placesReadAsPeopleWriteThem() {
        #expect(Place(source: "a.yaml", line: 3, column: 5).description == "a.yaml:3:5")
        #expect(Place(line: 3, path: "$.x").description == "3 ($.x)")
        #expect(Place(path: "PID-3").description == "PID-3")
        #expect(Place().description == "")
    }

    @Test func errorsSayWhereWhatAndWhatToDo() {
        let error = JunctionError(.malformed, "There is no end.", place: Place(source: "x.json", line: 1))
        #expect(
            error.description == "x.json:1: There is no end. (J1001 format.malformed). \(ErrorCode.malformed.remedy)")
        #expect(JunctionError(.malformed, "m", remedy: "r").description == "m (J1001 format.malformed). r")
    }

    /// Numbers and names are given once, in the source that is the catalogue.
    @Test func catalogueRepeatsNothing() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
            .appending(path: "Sources/Values/ErrorCatalogue.swift")
        let text = try String(contentsOf: file, encoding: .utf8)
        let found = text.matches(of: /ErrorCode\(\s*(\d+), "([^"]+)"/)
        #expect(found.count > 30)
        #expect(Set(found.map { $0.1 }).count == found.count)
        #expect(Set(found.map { $0.2 }).count == found.count)
    }

    @Test func codesAreEqualByNumber() {
        #expect(ErrorCode.malformed != .formatLimit)
        #expect(ErrorCode.malformed.description == "J1001 format.malformed")
        #expect(Set([ErrorCode.malformed, .malformed]).count == 1)
    }
}
