import Foundation
import Testing

@testable import Contract

/// What is made from the declaration of keys and committed, so that it can be read without building anything.
struct GeneratedFileTests {
    static let files: [(path: String, content: @Sendable () -> String)] = [
        ("schemas/integration-point.schema.json", { SchemaDocument.point }),
        ("schemas/system.schema.json", { SchemaDocument.system }),
        ("docs/point-file.md", { KeyReference.point }),
        ("docs/system-file.md", { KeyReference.system }),
        ("docs/lint.md", { RulePage.markdown }),
    ]

    /// `scripts/generate` sets the variable, which makes them anew.
    @Test(arguments: files.indices)
    func isUpToDate(index: Int) throws {
        let file = Self.files[index]
        if ProcessInfo.processInfo.environment["JUNCTION_GENERATE"] == "1" {
            try file.content().write(toFile: Repository.path(file.path), atomically: true, encoding: .utf8)
        }
        let committed = try Repository.text(file.path)
        #expect(committed == file.content(), "\(file.path) is stale; run scripts/generate")
    }
}
