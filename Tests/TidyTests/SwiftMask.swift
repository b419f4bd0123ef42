/// Blanks out comments and string literals of Swift source, keeping every offset and every line.
///
/// A small scanner, not a compiler: an interpolation counts as part of its string, and a string that does not end on its
/// line is given up there, so that one surprise costs a line and not the rest of the file.
struct SwiftMask {
    private let bytes: [UInt8]
    private var output: [UInt8]
    private var position = 0

    static func code(of bytes: [UInt8]) -> [UInt8] {
        var mask = SwiftMask(bytes: bytes, output: bytes)
        mask.run()
        return mask.output
    }

    private mutating func run() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"): lineComment()
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"): blockComment()
            case UInt8(ascii: "\""): string(hashes: 0)
            case UInt8(ascii: "#"): hash()
            default: position += 1
            }
        }
    }

    private func peek(_ distance: Int) -> UInt8 {
        position + distance < bytes.count ? bytes[position + distance] : 0
    }

    private mutating func blank(_ count: Int = 1) {
        for _ in 0..<count where position < bytes.count {
            if bytes[position] != UInt8(ascii: "\n") { output[position] = UInt8(ascii: " ") }
            position += 1
        }
    }

    private mutating func lineComment() {
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { blank() }
    }

    private mutating func blockComment() {
        var depth = 0
        repeat {
            if bytes[position] == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
                depth += 1
                blank(2)
            } else if bytes[position] == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
                depth -= 1
                blank(2)
            } else {
                blank()
            }
        } while depth > 0 && position < bytes.count
    }

    /// `#"…"#` and `##"…"##` are strings; `#/…/#` is a regular expression; `#expect` is code.
    private mutating func hash() {
        var hashes = 0
        while peek(hashes) == UInt8(ascii: "#") { hashes += 1 }
        let next = peek(hashes)
        guard next == UInt8(ascii: "\"") || next == UInt8(ascii: "/") else {
            position += hashes
            return
        }
        blank(hashes)
        if next == UInt8(ascii: "\"") { string(hashes: hashes) } else { regex(hashes: hashes) }
    }

    private mutating func regex(hashes: Int) {
        blank()
        while position < bytes.count, !(bytes[position] == UInt8(ascii: "/") && closes(hashes, after: 1)) { blank() }
        blank(1 + hashes)
    }

    private func closes(_ hashes: Int, after distance: Int) -> Bool {
        (0..<hashes).allSatisfy { peek(distance + $0) == UInt8(ascii: "#") }
    }

    private mutating func string(hashes: Int) {
        let quote = UInt8(ascii: "\"")
        let multiline = peek(1) == quote && peek(2) == quote
        let width = multiline ? 3 : 1
        blank(width)
        while position < bytes.count {
            let byte = bytes[position]
            if byte == quote, width == 1 || (peek(1) == quote && peek(2) == quote), closes(hashes, after: width) {
                blank(width + hashes)
                return
            }
            if byte == UInt8(ascii: "\n"), !multiline { return }
            if byte == UInt8(ascii: "\\"), closes(hashes, after: 1) {
                escape(hashes: hashes)
            } else {
                blank()
            }
        }
    }

    private mutating func escape(hashes: Int) {
        blank(1 + hashes)
        guard position < bytes.count, bytes[position] == UInt8(ascii: "(") else {
            blank()
            return
        }
        var depth = 0
        repeat {
            switch bytes[position] {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            case UInt8(ascii: "\n"): return
            case UInt8(ascii: "\""):
                string(hashes: 0)
                continue
            default: break
            }
            blank()
        } while depth > 0 && position < bytes.count
    }
}
