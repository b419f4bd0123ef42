import Formats
import Foundation
import Mapping
import Values

/// A file of lines of JSON, one for each message converted: `{"file", "message", "accounting", "findings"}`.
struct AccountFile: Sendable {
    private let handle: FileHandle

    /// Makes the file anew. Throws `notFound` when it cannot be written.
    init(_ path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else {
            throw JunctionError(
                .notFound, "\(path) cannot be written", remedy: "Check that the folder is there and may be written.")
        }
        self.handle = handle
    }

    func add(_ result: MappingResult, file: String, number: Int) {
        var line: Object = ["file": .string(file), "message": .integer(Int64(number))]
        for member in result.report where member.key != "result" { line[member.key] = member.value }
        let bytes = (try? JSONFormat().encode(.object(line))) ?? []
        handle.write(Data(bytes + [0x0A]))
    }
}
