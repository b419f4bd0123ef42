import Formats
import Foundation
import Mapping
import Values

/// Reads the example workspace's mappings, lookups and golden pairs.
struct ExampleFiles {
    struct Sample {
        let file: URL
        let messages: [Value]
        let output: URL
        var name: String { file.lastPathComponent }
        let expected: [Value]
    }

    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    let workspace = repository.appending(path: "Examples/care-home")
    let context = MappingContext(now: Instant(seconds: 1_790_000_000))

    var rewrites: Bool { ProcessInfo.processInfo.environment["JUNCTION_GOLDEN"] == "write" }

    func write(_ results: [Value], to sample: Sample) throws {
        var format = JSONFormat()
        format.pretty = sample.output.pathExtension == "json"
        var lines: [UInt8] = []
        for result in results { lines += try format.encode(result) + [0x0A] }
        try Data(lines).write(to: sample.output)
    }

    func bytes(_ url: URL) throws -> [UInt8] { Array(try Data(contentsOf: url)) }

    func lookups() throws -> [String: Lookup] {
        var sources: [LookupSource] = []
        let folder = workspace.appending(path: "lookups")
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        where file.pathExtension == "csv" {
            let name = file.deletingPathExtension().lastPathComponent
            sources.append(LookupSource(name: name, path: file.lastPathComponent, bytes: try bytes(file)))
        }
        return try Lookup.tables(sources)
    }

    func table(_ name: String) throws -> CompiledMapping {
        let file = workspace.appending(path: "mappings/\(name).yaml")
        let yaml = String(decoding: try bytes(file), as: UTF8.self)
        return try MappingDefinition(yaml: yaml, source: file.lastPathComponent).compile(lookups: lookups())
    }

    /// The samples of a folder whose expected result is there (all that can be read, when results are being written).
    func samples(_ name: String, ending: String) throws -> [Sample] {
        let folder = workspace.appending(path: "samples/\(name)")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.sorted { $0.path < $1.path }.compactMap { file in
            let stem = file.deletingPathExtension()
            let output = stem.deletingLastPathComponent().appending(path: stem.lastPathComponent + "." + ending)
            guard !stem.lastPathComponent.contains("."), FileManager.default.fileExists(atPath: output.path) else {
                return nil
            }
            let expected = try NDJSONLines.decode(bytes(output), isOne: output.pathExtension == "json")
            return Sample(file: file, messages: try messages(file), output: output, expected: expected)
        }
    }

    /// A rota's rows are messages of their own.
    private func messages(_ file: URL) throws -> [Value] {
        switch file.pathExtension {
        case "hl7": return [try HL7Format().decode(bytes(file))]
        case "csv":
            let format = try FormatCatalogue.format(named: "csv", options: ["delimiter": ";"])
            return try format.decode(bytes(file)).array ?? []
        default: return [try JSONFormat().decode(bytes(file))]
        }
    }
}

enum NDJSONLines {
    static func decode(_ bytes: [UInt8], isOne: Bool) throws -> [Value] {
        if bytes.isEmpty { return [] }
        return isOne ? [try JSONFormat().decode(bytes)] : try NDJSONFormat().decode(bytes).array ?? []
    }
}
