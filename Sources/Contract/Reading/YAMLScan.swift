import Values

/// What is asked of YAML text before or beside parsing it. Each answer errs on the safe side: it may see too many aliases,
/// and may fail to find a repeated key, whose first place is then reported.
enum YAMLScan {
    struct Found {
        var line: Int
        var column: Int
        var range: Range<String.Index>
    }

    /// What looks like an alias (`*name`) where a value may begin.
    static func aliases(in text: String) -> [Found] {
        var found: [Found] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            var mayBegin = true
            for index in line.unicodeScalars.indices {
                let letter = line.unicodeScalars[index]
                if mayBegin, letter == "*", isName(after: index, in: line) {
                    let column = line.unicodeScalars.distance(from: line.unicodeScalars.startIndex, to: index) + 1
                    found.append(Found(line: number + 1, column: column, range: index..<index))
                }
                if letter != " ", letter != "\t" { mayBegin = ":-,[{?".unicodeScalars.contains(letter) }
            }
        }
        return found
    }

    private static func isName(after index: Substring.Index, in line: Substring) -> Bool {
        let next = line.unicodeScalars.index(after: index)
        guard next < line.endIndex else { return false }
        let letter = line.unicodeScalars[next]
        return letter != " " && letter != "/" && letter != "\r"
    }

    /// The second occurrence of a key in the mapping whose first one is at the place given: in a block, the next line that
    /// has it in the same column; within braces, the next one before they close.
    static func repeated(_ key: String, after line: Int, _ column: Int, in text: String) -> Found? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(line - 1) else { return nil }
        return inBraces(key, lines: lines, line, column) ?? inBlock(key, lines: lines, line, column)
    }

    private static func inBlock(_ key: String, lines: [Substring], _ line: Int, _ column: Int) -> Found? {
        for (offset, candidate) in lines.dropFirst(line).enumerated() {
            let content = candidate.drop { $0 == " " }
            if content.isEmpty || content.first == "#" { continue }
            let indent = candidate.count - content.count
            if indent < column - 1 { return nil }
            guard indent == column - 1, let range = keyRange(key, at: content.startIndex, in: candidate) else {
                continue
            }
            return Found(line: line + offset + 1, column: column, range: range)
        }
        return nil
    }

    /// Looks only on the first one's own line, where mappings in braces nearly always end.
    private static func inBraces(_ key: String, lines: [Substring], _ line: Int, _ column: Int) -> Found? {
        let text = lines[line - 1]
        var depth = 0
        var quote: Character?
        var mayBegin = false
        for index in text.indices.dropFirst(column - 1).dropFirst() {
            let letter = text[index]
            if let open = quote {
                if letter == open { quote = nil }
                continue
            }
            if mayBegin, depth == 0, let range = keyRange(key, at: index, in: text) {
                return Found(line: line, column: text.distance(from: text.startIndex, to: index) + 1, range: range)
            }
            switch letter {
            case "{", "[": depth += 1
            case "}", "]": depth -= 1
            case "\"", "'": quote = letter
            default: break
            }
            if depth < 0 { return nil }
            if letter != " " { mayBegin = letter == "," }
        }
        return nil
    }

    /// Where the key stands, without its quotes, if it begins there and a colon follows.
    private static func keyRange(_ key: String, at start: Substring.Index, in text: Substring) -> Range<String.Index>? {
        var rest = text[start...]
        let quote = rest.first.flatMap { "\"'".contains($0) ? $0 : nil }
        if quote != nil { rest.removeFirst() }
        guard rest.hasPrefix(key) else { return nil }
        let end = rest.index(rest.startIndex, offsetBy: key.count)
        let range = rest.startIndex..<end
        rest = rest[end...]
        if let quote {
            guard rest.first == quote else { return nil }
            rest.removeFirst()
        }
        return rest.drop { $0 == " " }.first == ":" ? range : nil
    }

    /// A key nobody writes, as long as the one it stands for so that columns stay true.
    static func mask(count: Int, length: Int) -> String {
        let digits = String(count)
        return "~" + String(repeating: "~", count: max(0, length - digits.count - 1)) + digits
    }

    /// What to do about the complaints of libyaml that people meet most.
    static func advice(_ problem: String, line: Int, in text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let here = lines.indices.contains(line - 1) ? lines[line - 1] : ""
        if here.contains("\t") { return "Indent with spaces, not with tabs." }
        if problem.contains("cannot start any token") { return "Put the value in quotes." }
        if problem.contains("mapping values are not allowed") {
            return "Put a value that contains ': ' in quotes, and check the indentation."
        }
        if problem.contains("expected key") || problem.contains("expected ',' or") {
            return "Check the indentation, brackets and quotes here and in the line above."
        }
        return ""
    }
}
