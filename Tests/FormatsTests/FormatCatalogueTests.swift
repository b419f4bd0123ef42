import Foundation
import Testing
import Values

@testable import Formats

@Suite struct FormatCatalogueTests {
    @Test func isSortedByName() {
        let names = FormatCatalogue.all.map { $0.name }
        #expect(names == names.sorted())
    }

    /// Every type in the sources that says it is a `Format` must have its line in the catalogue.
    @Test func lacksNoFormat() throws {
        let sources = Fixtures.folder.deletingLastPathComponent().appending(path: "Sources/Formats")
        let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
        var declared: Set<String> = []
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /package struct (\w+): Format\b/) { declared.insert(String(match.1)) }
        }
        #expect(declared == Set(FormatCatalogue.all.map { String(describing: $0) }))
    }

    @Test(arguments: ["json", "JSON", "application/json; charset=utf-8", "fhir+json"])
    func findsByNameAliasAndMediaType(name: String) throws {
        #expect(try FormatCatalogue.format(named: name) is JSONFormat)
    }

    @Test func refusesUnknownNamesAndOptions() {
        #expect(junctionError { _ = try FormatCatalogue.format(named: "xls") }?.code == .unknownFormat)
        let error = junctionError { _ = try FormatCatalogue.format(named: "json", options: ["prety": true]) }
        #expect(error?.code == .formatOption)
        #expect(error?.message.contains("prety") == true)
        #expect(junctionError { _ = try FormatCatalogue.format(named: "json", options: ["pretty": 3]) } != nil)
        #expect(junctionError { _ = try FormatCatalogue.format(named: "json", options: ["depthMost": 0]) } != nil)
    }

    /// The documented default of each option is what `init` takes when it is given.
    @Test(arguments: FormatCatalogue.all.map { $0.name })
    func documentedOptionsAreTaken(name: String) throws {
        let type = try #require(FormatCatalogue.type(named: name))
        for option in type.spec.options where option.defaultValue != .null {
            _ = try type.init(FormatOptions([option.name: option.defaultValue]))
        }
        #expect(junctionError { _ = try type.init(FormatOptions(["no such": 1])) }?.code == .formatOption)
    }
}
