import Values

/// Sources, expressions and conditions.
extension RuleCompiler {
    /// `3`, `3.4.1`, `3[2].1`, `.` for the scope, `^3.1` for a field of the segment, `ORC-2.1` for one of the last ORC, `ORC` for all of it.
    mutating func source(_ words: inout ArraySlice<RuleWord>, _ statement: RuleStatement) throws -> RuleLibrary.Source {
        guard let word = words.popFirst(), !word.isLiteral, let source = Self.source(word.text) else {
            throw fault("'\(statement.text)' names no source", statement)
        }
        return source
    }

    static func source(_ text: String) -> RuleLibrary.Source? {
        var source = RuleLibrary.Source()
        var rest = Substring(text)
        if rest == "." { return source }
        if rest.first == "^" {
            source.base = .segment
            rest = rest.dropFirst()
        } else if let dash = rest.firstIndex(of: "-") {
            guard rest.distance(from: rest.startIndex, to: dash) == 3 else { return nil }
            source.base = .other
            source.segment = SourceTree.pack(String(rest[..<dash]))
            rest = rest[rest.index(after: dash)...]
        }
        if source.base == .scope, isSegmentName(rest) {
            source.base = .other
            source.segment = SourceTree.pack(text)
            return source
        }
        let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= RuleLibrary.Source.deepest else { return nil }
        for (index, part) in parts.enumerated() {
            var digits = part
            if index == 0, part.hasSuffix("]"), let open = part.firstIndex(of: "[") {
                guard let number = UInt16(part[part.index(after: open)...].dropLast()), number > 0 else { return nil }
                source.repetition = number
                digits = part[..<open]
            }
            guard let number = UInt32(digits), number > 0, number < 1000 else { return nil }
            source[index] = number
        }
        return source
    }

    private static func isSegmentName(_ text: Substring) -> Bool {
        text.utf8.count == 3 && text.utf8.allSatisfy { $0 >= 0x41 && $0 <= 0x5A || $0 >= 0x30 && $0 <= 0x39 }
            && text.utf8.first.map { $0 >= 0x41 } ?? false
    }

    /// Terms joined by `+` (all or nothing) or `|` (the first there is).
    mutating func expression(_ given: ArraySlice<RuleWord>, _ statement: RuleStatement) throws -> RuleLibrary.Expression
    {
        var words = given
        var parts = [try term(&words, statement)]
        let sign = words.first?.text ?? ""
        while let next = words.popFirst() {
            guard next.is(sign), sign == "+" || sign == "|" else {
                throw fault("terms are joined by + or by |", statement)
            }
            parts.append(try term(&words, statement))
        }
        if parts.count == 1 { return parts[0] }
        let range = self.parts(parts)
        return sign == "+" ? .all(range) : .first(range)
    }

    mutating func term(_ words: inout ArraySlice<RuleWord>, _ statement: RuleStatement) throws -> RuleLibrary.Expression
    {
        guard let word = words.first else { throw fault("a value is missing", statement) }
        if word.isLiteral {
            words = words.dropFirst()
            return .literal(literal(word.text))
        }
        if word.text == "event" || word.text == "ordinal" {
            words = words.dropFirst()
            return word.text == "event" ? .event : .ordinal
        }
        if word.text.hasPrefix("join("), word.text.hasSuffix(")") {
            words = words.dropFirst()
            return try joined(String(word.text.dropFirst(5).dropLast()), statement)
        }
        return .source(try source(&words, statement))
    }

    /// `join(--, 1, 2, 3)`; a space is written `_`.
    private mutating func joined(_ text: String, _ statement: RuleStatement) throws -> RuleLibrary.Expression {
        let parts = text.split(separator: ",").map { String($0).trimmed }
        guard parts.count > 1 else { throw fault("join takes a separator and sources", statement) }
        let sources = try parts.dropFirst().map { part in
            guard let source = Self.source(part) else { throw fault("'\(part)' is no source", statement) }
            return RuleLibrary.Expression.source(source)
        }
        return .joined(literal(parts[0].replacing("_", with: " ")), self.parts(sources))
    }

    // MARK: - Conditions

    /// Takes what follows `if` off the words; -1 when nothing does.
    mutating func takeCondition(_ words: inout ArraySlice<RuleWord>, _ statement: RuleStatement) throws -> Int32 {
        guard let start = words.firstIndex(where: { $0.is("if") }) else { return -1 }
        var rest = words[(start + 1)...]
        var kept = words[..<start]
        if rest.last?.is(":") ?? false {
            kept = kept + [RuleWord(text: ":")]
            rest = rest.dropLast()
            if kept.count == 1 { kept = [] }
        }
        words = kept
        let condition = try either(&rest, statement)
        guard rest.isEmpty else { throw fault("the condition goes on with '\(rest.first?.text ?? "")'", statement) }
        return self.condition(condition)
    }

    private mutating func condition(_ condition: RuleLibrary.Condition) -> Int32 {
        library.conditions.append(condition)
        return Int32(library.conditions.count - 1)
    }

    private mutating func conditions(_ conditions: [RuleLibrary.Condition]) -> Range<Int32> {
        let numbers = conditions.map { condition($0) }
        let start = Int32(library.conditionLists.count)
        library.conditionLists += numbers
        return start..<Int32(library.conditionLists.count)
    }

    private mutating func textSet(_ words: inout ArraySlice<RuleWord>, _ statement: RuleStatement) throws -> Int32 {
        let texts = texts(&words)
        guard !texts.isEmpty else {
            throw fault("'\(statement.text)' lacks values: a sign is followed by some", statement)
        }
        library.textSets.append(TextSet(texts))
        return Int32(library.textSets.count - 1)
    }

    private mutating func either(_ words: inout ArraySlice<RuleWord>, _ statement: RuleStatement) throws
        -> RuleLibrary.Condition
    {
        var parts = [try both(&words, statement)]
        while words.first?.is("or") ?? false {
            words = words.dropFirst()
            parts.append(try both(&words, statement))
        }
        return parts.count == 1 ? parts[0] : .or(conditions(parts))
    }

    private mutating func both(_ words: inout ArraySlice<RuleWord>, _ statement: RuleStatement) throws
        -> RuleLibrary.Condition
    {
        var parts = [try single(&words, statement)]
        while words.first?.is("and") ?? false {
            words = words.dropFirst()
            parts.append(try single(&words, statement))
        }
        return parts.count == 1 ? parts[0] : .and(conditions(parts))
    }

    // Long because: one line for each kind of condition.
    private mutating func single(_ words: inout ArraySlice<RuleWord>, _ statement: RuleStatement) throws
        -> RuleLibrary.Condition
    {
        guard let word = words.first, !word.isLiteral else { throw fault("a condition is missing", statement) }
        switch word.text {
        case "not":
            words = words.dropFirst()
            return .not(condition(try single(&words, statement)))
        case "(":
            words = words.dropFirst()
            let inner = try either(&words, statement)
            guard words.popFirst()?.is(")") ?? false else { throw fault("a parenthesis is not closed", statement) }
            return inner
        case "event", "type":
            words = words.dropFirst()
            guard words.popFirst()?.is("in") ?? false else {
                throw fault("'\(word.text)' is followed by 'in'", statement)
            }
            let texts = try textSet(&words, statement)
            return word.text == "event" ? .event(texts) : .type(texts)
        case "has":
            words = words.dropFirst()
            guard let name = words.popFirst() else { throw fault("'has' names an element", statement) }
            return .written(key(name.text))
        default: break
        }
        if word.text.hasPrefix("@") {
            words = words.dropFirst()
            return .slot(slot(word.text))
        }
        return try comparison(&words, statement)
    }

    private mutating func comparison(_ words: inout ArraySlice<RuleWord>, _ statement: RuleStatement) throws
        -> RuleLibrary.Condition
    {
        let source = try source(&words, statement)
        guard let sign = words.first, !sign.isLiteral else { return .valued(source) }
        switch sign.text {
        case "=", "!=", "in":
            words = words.dropFirst()
            if words.first?.is("table") ?? false {
                words = words.dropFirst()
                return .inTable(source, try table(words.popFirst()?.text ?? "", statement))
            }
            let one = RuleLibrary.Condition.oneOf(source, try textSet(&words, statement))
            return sign.text == "!=" ? .not(condition(one)) : one
        case "longer", "repeats":
            words = words.dropFirst()
            guard let number = words.popFirst().flatMap({ Int($0.text) }) else {
                throw fault("a number is missing", statement)
            }
            return sign.text == "longer"
                ? .longer(source, Int32(clamping: number)) : .more(source, Int32(clamping: number))
        default: return .valued(source)
        }
    }

    /// Literals, or words that are no signs.
    private func texts(_ words: inout ArraySlice<RuleWord>) -> [String] {
        var found: [String] = []
        while let word = words.first, word.isLiteral || !["and", "or", ")", ":"].contains(word.text) {
            found.append(word.text)
            words = words.dropFirst()
        }
        return found
    }
}
