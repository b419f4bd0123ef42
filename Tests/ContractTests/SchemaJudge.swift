import Foundation

/// The jsonschema of PyPI, asked whether documents meet the committed schemas.
enum SchemaJudge {
    struct Verdict: Decodable {
        var valid: Bool
        var errors: [String]
    }

    struct Case: Encodable {
        var schema: String
        var yaml: String
    }

    enum Kind: String {
        case point = "schemas/integration-point.schema.json"
        case system = "schemas/system.schema.json"
    }

    static func verdicts(_ kind: Kind, _ documents: [String]) throws -> [Verdict] {
        let lines = try documents.map { text in
            try JSONEncoder().encode(Case(schema: Repository.path(kind.rawValue), yaml: text)) + Data("\n".utf8)
        }
        let output = try run(lines.reduce(into: Data()) { $0 += $1 })
        return try output.split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(Verdict.self, from: Data($0))
        }
    }

    private static func run(_ input: Data) throws -> Data {
        let folder = FileManager.default.temporaryDirectory.appending(path: "judge-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (given, taken) = (folder.appending(path: "in"), folder.appending(path: "out"))
        try input.write(to: given)
        try Data().write(to: taken)
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = [Repository.path("scripts/judge-schema")]
        process.standardInput = try FileHandle(forReadingFrom: given)
        process.standardOutput = try FileHandle(forWritingTo: taken)
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
        return try Data(contentsOf: taken)
    }

    /// The one that `scripts/setup` made, else whatever Python 3 the machine has.
    private static var python: String {
        let made = Repository.path(".build/venv/bin/python")
        if FileManager.default.isExecutableFile(atPath: made) { return made }
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        let found = folders.map { "\($0)/python3" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        return found ?? "/usr/bin/python3"
    }

    struct Failure: Error, CustomStringConvertible {
        var status: Int32
        var description: String {
            "scripts/judge-schema ended with \(status); run scripts/setup, which installs jsonschema"
        }
    }
}

/// Files of the repository.
enum Repository {
    static func path(_ relative: String) -> String {
        "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/" + relative
    }

    static func text(_ relative: String) throws -> String {
        try String(contentsOfFile: path(relative), encoding: .utf8)
    }
}
