import Values

/// One line of a rule file with the lines indented below it.
struct RuleStatement {
    var words: [RuleWord]
    var line: Int
    var text: String
    var below: [RuleStatement] = []
}

/// A word, a literal in quotes, or a sign.
struct RuleWord: Equatable {
    var text: String
    var isLiteral = false

    func `is`(_ word: String) -> Bool { !isLiteral && text == word }
}

/// Reads the lines of a rule file into statements. Two spaces indent; `#` begins a comment at the start of a line or after
/// a space; `"…"` is a literal, in which `\"` stands for a quote.
struct RuleReader {
    /// Levels of indentation accepted.
    static let depthMost = 16

    let source: String
    private var lines: [(number: Int, indent: Int, text: Substring)] = []
    private var next = 0

    init(_ text: String, source: String) throws {
        self.source = source
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let content = line.drop { $0 == " " }
            guard !content.isEmpty, content.first != "#" else { continue }
            lines.append((index + 1, line.utf8.count - content.utf8.count, content))
        }
    }

    func fault(_ message: String, line: Int) -> JunctionError {
        JunctionError(.mappingMalformed, message, place: Place(source: source, line: line, column: 1))
    }

    mutating func statements(indent: Int = 0) throws -> [RuleStatement] {
        var found: [RuleStatement] = []
        while next < lines.count, lines[next].indent >= indent {
            let line = lines[next]
            guard line.indent == indent else { throw fault("this line is indented too far", line: line.number) }
            guard indent <= Self.depthMost * 2 else { throw fault("rules are nested too deeply", line: line.number) }
            next += 1
            var statement = RuleStatement(words: [], line: line.number, text: String(line.text))
            if Self.isRaw(found: statement.text, indent: indent) {
                statement.words = try words(line.text, line: line.number)
                statement.below = rawLines(indent: indent)
            } else {
                statement.words = try words(line.text, line: line.number)
                statement.below = try statements(indent: indent + 2)
            }
            found.append(statement)
        }
        return found
    }

    /// Tables hold data, not rules.
    private static func isRaw(found text: String, indent: Int) -> Bool {
        indent == 0 && (text.hasPrefix("table ") || text.hasPrefix("systems") || text.hasPrefix("ignore "))
    }

    private mutating func rawLines(indent: Int) -> [RuleStatement] {
        var found: [RuleStatement] = []
        while next < lines.count, lines[next].indent > indent {
            found.append(RuleStatement(words: [], line: lines[next].number, text: String(lines[next].text)))
            next += 1
        }
        return found
    }

    private func words(_ text: Substring, line: Int) throws -> [RuleWord] {
        var words: [RuleWord] = []
        var rest = text
        while let first = rest.first {
            switch first {
            case " ": rest = rest.dropFirst()
            case "#": return words
            case "\"": words.append(RuleWord(text: try literal(&rest, line: line), isLiteral: true))
            case ",": rest = rest.dropFirst()
            default: words += Self.word(&rest)
            }
        }
        return words
    }

    private func literal(_ rest: inout Substring, line: Int) throws -> String {
        var text = ""
        rest = rest.dropFirst()
        while let character = rest.popFirst() {
            if character == "\"" { return text }
            if character == "\\", let escaped = rest.popFirst() {
                text.append(escaped == "n" ? "\n" : escaped)
            } else {
                text.append(character)
            }
        }
        throw fault("a literal is not closed", line: line)
    }

    /// A word up to a space or comma, where parentheses keep what they hold; a colon at its end is a word of its own, and
    /// so is an opening parenthesis at its beginning.
    private static func word(_ rest: inout Substring) -> [RuleWord] {
        if rest.first == "(" || rest.first == ")" { return [RuleWord(text: String(rest.removeFirst()))] }
        var text = ""
        var open = 0
        while let character = rest.first {
            if open == 0, character == " " || character == "," || character == ")" { break }
            if character == "(" { open += 1 }
            if character == ")" { open -= 1 }
            text.append(character)
            rest = rest.dropFirst()
        }
        guard text.hasSuffix(":"), text != ":" else { return [RuleWord(text: text)] }
        return [RuleWord(text: String(text.dropLast())), RuleWord(text: ":")]
    }
}
