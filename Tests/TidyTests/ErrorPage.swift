/// One error code as it stands in the catalogue's source.
struct ErrorEntry {
    var number: Int
    var name: String
    var kind: String
    var summary: String
    var remedy: String
    var line: Int

    /// Read as text, so that the page can be made without building anything.
    static func all(in file: SourceFile) -> [ErrorEntry] {
        let text = String(decoding: file.bytes, as: UTF8.self)
        let pattern =
            /ErrorCode\(\s*([0-9_]+),\s*"([^"]+)",\s*\.(\w+),\s*"((?:[^"\\]|\\.)*)",\s*remedy:\s*((?:"(?:[^"\\]|\\.)*"[\s+]*)+)\)/
        return text.matches(of: pattern).compactMap { match in
            guard let number = Int(match.1.replacing("_", with: "")) else { return nil }
            let offset = text.utf8.distance(from: text.startIndex, to: match.range.lowerBound)
            let pieces = match.5.matches(of: /"((?:[^"\\]|\\.)*)"/).map { String($0.1) }
            return ErrorEntry(
                number: number, name: String(match.2), kind: String(match.3), summary: unescaped(String(match.4)),
                remedy: unescaped(pieces.joined()), line: file.line(at: offset))
        }
    }

    private static func unescaped(_ text: String) -> String { text.replacing("\\\"", with: "\"") }
}

/// `docs/errors.md`, the page that an error's number leads to.
enum ErrorPage {
    private static let sections: [(first: Int, title: String)] = [
        (1000, "Formats"), (2000, "Contract"), (3000, "Mapping and validation"), (4000, "Events and storage"),
        (5000, "Connectors"), (6000, "Security"), (7000, "Flows"), (8000, "API"), (9000, "Application"),
    ]
    private static let classes = [
        "retryLater": "tries again by itself", "reconnect": "connects anew, then tries again",
        "reject": "refuses, or moves to the dead letters", "bug": "reports a fault of ours",
    ]

    static func markdown(for entries: [ErrorEntry]) -> String {
        var page = """
            # Error codes

            Made from `Sources/Values/ErrorCatalogue.swift` by `scripts/generate`; do not edit. A number keeps its meaning for
            ever. An HTTP problem document carries it as `code`, the command line prints it after the message.

            """
        for section in sections {
            let range = section.first..<(section.first + 1000)
            let mine = entries.filter { range.contains($0.number) }.sorted { $0.number < $1.number }
            if mine.isEmpty { continue }
            page +=
                "\n## \(section.title)\n\n| code | what is wrong | what Junction does | what to do |\n|---|---|---|---|\n"
            for entry in mine {
                let code = "J\(entry.number) `\(entry.name)`"
                page +=
                    "| \(code) | \(cell(entry.summary)) | \(classes[entry.kind] ?? entry.kind) | \(cell(entry.remedy)) |\n"
            }
        }
        return page
    }

    private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
}
