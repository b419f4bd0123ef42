/// A function, initialiser, subscript or computed property with a body, as found in a file's code.
struct SwiftFunction: Equatable {
    var name: String
    /// From 1: the line of the keyword, and of the closing brace.
    var firstLine: Int
    var lastLine: Int
    var length: Int { lastLine - firstLine + 1 }

    private static let keywords: Set<String> = ["func", "init", "subscript", "var"]
    /// What begins another declaration: a keyword before it had no body (a protocol's requirement, a stored property).
    private static let ends: Set<String> = [
        "func", "init", "subscript", "var", "let", "case", "struct", "class", "enum", "extension", "protocol", "import",
        "typealias", "associatedtype", "if", "for", "while", "return", "guard", "switch", "package", "public",
        "private",
    ]

    static func all(in file: SourceFile) -> [SwiftFunction] {
        var scanner = Scanner(code: file.code)
        return scanner.run()
    }

    private struct Scanner {
        let code: [UInt8]
        var position = 0
        var line = 1
        var found: [SwiftFunction] = []
        /// Open braces: the functions that they belong to, nil for any other.
        var open: [SwiftFunction?] = []
        /// A keyword seen whose body has not begun.
        var pending: SwiftFunction?
        var parentheses = 0
        /// How deep the parentheses were where the pending keyword stood.
        var pendingDepth = 0

        init(code: [UInt8]) { self.code = code }

        mutating func run() -> [SwiftFunction] {
            while position < code.count {
                let byte = code[position]
                if byte.isIdentifierByte {
                    word()
                    continue
                }
                punctuation(byte)
                position += 1
            }
            return found
        }

        private mutating func punctuation(_ byte: UInt8) {
            switch byte {
            case UInt8(ascii: "\n"): line += 1
            case UInt8(ascii: "("), UInt8(ascii: "["): parentheses += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): parentheses -= 1
            case UInt8(ascii: "="): if pending?.name.hasPrefix("var") == true { endOfStored() }
            case UInt8(ascii: "{"): openBrace()
            case UInt8(ascii: "}"): closeBrace()
            default: break
            }
        }

        /// `var x = …` is stored unless the `=` belongs to `==` or stands inside parentheses.
        private mutating func endOfStored() {
            if parentheses == pendingDepth { pending = nil }
        }

        private mutating func openBrace() {
            let isBody = pending != nil && parentheses == pendingDepth
            open.append(isBody ? pending : nil)
            if isBody { pending = nil }
        }

        private mutating func closeBrace() {
            if var function = open.popLast() ?? nil {
                function.lastLine = line
                found.append(function)
            }
            if parentheses <= pendingDepth { pending = nil }
        }

        private mutating func word() {
            let start = position
            while position < code.count, code[position].isIdentifierByte { position += 1 }
            let before = start > 0 ? code[start - 1] : UInt8(ascii: " ")
            guard position - start <= 14, before != UInt8(ascii: "."), before != UInt8(ascii: "`") else { return }
            let word = String(decoding: code[start..<position], as: UTF8.self)
            if pending != nil, parentheses == pendingDepth, SwiftFunction.ends.contains(word) { pending = nil }
            guard SwiftFunction.keywords.contains(word), before != UInt8(ascii: "@") else { return }
            pending = SwiftFunction(name: "\(word) \(nextWord())", firstLine: line, lastLine: line)
            pendingDepth = parentheses
        }

        private func nextWord() -> String {
            var start = position
            while start < code.count, code[start] == UInt8(ascii: " ") { start += 1 }
            var end = start
            while end < code.count, code[end].isIdentifierByte { end += 1 }
            return String(decoding: code[start..<end], as: UTF8.self)
        }
    }
}
