import Foundation

@testable import Contract

/// A workspace in a temporary folder, whole until a test damages one of its files.
struct WorkspaceFixture {
    var files: [String: String] = [
        "points/resident-admissions.yaml": PointSketch.text, "systems/care-record.yaml": Self.system,
        "mappings/adt-to-fhir.yaml": "id: adt-to-fhir\n", "samples/a01.hl7": "MSH|", "samples/a03.hl7": "MSH|",
        "samples/a01.fhir.json": "{}", "samples/a03.fhir.json": "{}", "samples/a01-without-pid3.hl7": "MSH|",
    ]

    private static let system = PointSketch.system.replacing("/Bundle/{id}", with: "/Bundle")

    init() {
        // Everything declared in the sketch is used, so that the whole workspace is without a warning.
        replace("orderBy: PID-3.1", with: "orderBy: \"${greeting}\"", in: "points/resident-admissions.yaml")
    }

    mutating func replace(_ old: String, with new: String, in file: String) {
        files[file] = files[file]?.replacing(old, with: new)
    }

    func report(_ context: LintContext = .strict) throws -> LintReport {
        try inFolder { Linter.check($0, context) }
    }

    func inFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "workspace-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (path, text) in files {
            let file = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return try body(folder.path)
    }
}
