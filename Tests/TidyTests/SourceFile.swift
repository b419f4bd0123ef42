import Foundation

/// One text file of the repository, with what the rules ask of it worked out once.
struct SourceFile: Sendable {
    /// From the top of the repository, such as `Sources/Values/Value.swift`.
    let path: String
    let bytes: [UInt8]
    /// The bytes with comments and string literals blanked out, so that a rule sees code only. Same offsets, same lines.
    let code: [UInt8]
    let lines: [Substring]

    init(path: String, text: String) {
        self.path = path
        bytes = Array(text.utf8)
        code = path.hasSuffix(".swift") ? SwiftMask.code(of: bytes) : bytes
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        self.lines = lines
    }

    var isSwift: Bool { path.hasSuffix(".swift") }
    var isMarkdown: Bool { path.hasSuffix(".md") }
    var folders: [Substring] { path.split(separator: "/").dropLast() }
    var name: Substring { path.split(separator: "/").last ?? "" }
    /// `Type` of `Type.swift` and of `Type+aspect.swift`.
    var stem: Substring { name.prefix { $0 != "+" && $0 != "." } }

    /// The layer that a file under `Sources/` belongs to.
    var layer: String? {
        let parts = path.split(separator: "/")
        return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
    }

    /// Counted from 1.
    func line(at offset: Int) -> Int {
        var line = 1
        for byte in bytes[..<offset] where byte == UInt8(ascii: "\n") { line += 1 }
        return line
    }

    /// The text of a line, counted from 1; empty beyond the ends.
    func text(ofLine number: Int) -> Substring {
        lines.indices.contains(number - 1) ? lines[number - 1] : ""
    }

    func under(_ folders: [String]) -> Bool { folders.contains { path.hasPrefix($0 + "/") || path == $0 } }
}
