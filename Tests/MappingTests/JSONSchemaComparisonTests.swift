import Formats
import Foundation
import Mapping
import Testing
import Values

/// Compares verdicts with jsonschema-rs, through `scripts/compare/schema.py`. Runs where `.build/venv` has it.
struct JSONSchemaComparisonTests {
    private static let python = ExampleFiles.repository.appending(path: ".build/venv/bin/python").path

    private static var isThere: Bool { (try? run(["-c", "import jsonschema_rs, jsonschema"])) != nil }

    @Test(.enabled(if: isThere), arguments: 1...3)
    func agreesWithOthers(seed: Int) throws {
        let script = ExampleFiles.repository.appending(path: "scripts/compare/schema.py").path
        var batch = SchemaBatch(options: JSONSchema.Options())
        var count = 0
        for line in try Self.run([script, "\(seed)", "1500"]).split(separator: "\n") {
            let pair = try JSONFormat().decode(Array(line.utf8))
            let answer = try JSONFormat().decode(batch.answer(Array(line.utf8)))
            #expect(answer["valid"] == pair["valid"], "\(line.prefix(2000))")
            #expect(answer["errors"]?.array?.isEmpty == pair["valid"]?.bool, "\(line.prefix(2000))")
            count += 1
        }
        #expect(count >= 1500)
    }

    private struct Failed: Error {}

    private static func run(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed() }
        return String(decoding: data, as: UTF8.self)
    }
}
