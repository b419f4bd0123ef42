import Values

/// Reads a condition:
///
///     condition  = conjunction ("or" conjunction)*
///     conjunction = term ("and" term)*
///     term = "not" term | "(" condition ")" | source [operator operand | "in" "[" word ("," word)* "]"]
///     operand = word | "{" source "}"
///
/// A word is bare (`A01`) or quoted (`'A 01'`); operators are `=`, `!=`, `<`, `<=`, `>`, `>=`.
struct ConditionParser {
    private var tokens: ArraySlice<Token>
    private let expression: (String) throws -> FieldExpression
    private let fault: (String) -> JunctionError

    private enum Token: Equatable {
        case word(String)
        case quoted(String)
        case symbol(String)
    }

    static func parse(
        _ node: DefinitionNode, expression: @escaping (String) throws -> FieldExpression
    ) throws -> Condition {
        guard let text = node.text else { throw node.fault("'when' must be a condition in text, such as PV1-2 = I") }
        let fault: (String) -> JunctionError = { node.fault("the condition cannot be read: \($0)") }
        guard let tokens = tokens(text) else { throw fault("a quote or bracket does not end") }
        var parser = ConditionParser(tokens: tokens[...], expression: expression, fault: fault)
        let condition = try parser.disjunction()
        guard parser.tokens.isEmpty else { throw fault("something stands after its end") }
        return condition
    }

    private mutating func disjunction() throws -> Condition {
        var parts = [try conjunction()]
        while take(.word("or")) { parts.append(try conjunction()) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func conjunction() throws -> Condition {
        var parts = [try term()]
        while take(.word("and")) { parts.append(try term()) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func term() throws -> Condition {
        if take(.word("not")) { return .not(try term()) }
        if take(.symbol("(")) {
            let inner = try disjunction()
            guard take(.symbol(")")) else { throw fault("a bracket does not end") }
            return inner
        }
        guard case .word(let source)? = tokens.popFirst() else { throw fault("a source path is expected") }
        let left = try expression(source)
        if take(.word("in")) { return .member(left, try words()) }
        guard case .symbol(let symbol)? = tokens.first, let comparison = Self.comparisons[symbol] else {
            return .present(left)
        }
        tokens.removeFirst()
        return .compare(left, comparison, try operand())
    }

    /// A word, or `{path}` for another value of the source.
    private mutating func operand() throws -> FieldExpression {
        guard case .word(let text)? = tokens.first, text.hasPrefix("{"), text.hasSuffix("}") else {
            return .constant(.string(try word()))
        }
        tokens.removeFirst()
        return try expression(String(text.dropFirst().dropLast()))
    }

    private mutating func words() throws -> Set<String> {
        guard take(.symbol("[")) else { throw fault("'in' takes a list such as [A01, A04]") }
        var words: Set<String> = [try word()]
        while take(.symbol(",")) { words.insert(try word()) }
        guard take(.symbol("]")) else { throw fault("a list does not end") }
        return words
    }

    private mutating func word() throws -> String {
        switch tokens.popFirst() {
        case .word(let text)?, .quoted(let text)?: return text
        default: throw fault("a value is expected")
        }
    }

    private mutating func take(_ token: Token) -> Bool {
        guard tokens.first == token else { return false }
        tokens.removeFirst()
        return true
    }

    private static let comparisons: [String: Condition.Comparison] = [
        "=": .equal, "==": .equal, "!=": .notEqual, "<": .less, "<=": .lessOrEqual, ">": .greater,
        ">=": .greaterOrEqual,
    ]

    private static func tokens(_ text: String) -> [Token]? {
        var tokens: [Token] = []
        var rest = text[...]
        while let character = rest.first {
            if character.isWhitespace {
                rest.removeFirst()
            } else if character == "'" || character == "\"" {
                guard let end = rest.dropFirst().firstIndex(of: character) else { return nil }
                tokens.append(.quoted(String(rest[rest.index(after: rest.startIndex)..<end])))
                rest = rest[rest.index(after: end)...]
            } else if "=!<>".contains(character), !("<>".contains(character) && startsPath(rest.dropFirst())) {
                let symbol = rest.prefix { "=!<>".contains($0) }
                tokens.append(.symbol(String(symbol)))
                rest.removeFirst(symbol.count)
            } else if "(),]".contains(character) || (character == "[" && isListStart(tokens)) {
                tokens.append(.symbol(String(rest.removeFirst())))
            } else {
                guard let word = takeWord(&rest) else { return nil }
                tokens.append(.word(word))
            }
        }
        return tokens
    }

    private static func isListStart(_ tokens: [Token]) -> Bool { tokens.last == .word("in") }

    /// `>OBX` and `<OBR` are paths; `> 5` is a comparison.
    private static func startsPath(_ rest: Substring) -> Bool {
        rest.prefix(3).count == 3 && rest.prefix(3).allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber) }
    }

    /// A path or a bare word; brackets within it belong to it.
    private static func takeWord(_ rest: inout Substring) -> String? {
        var word = ""
        var depth = 0
        while let character = rest.first {
            if character == "[" { depth += 1 }
            if depth == 0,
                character.isWhitespace || "=!,()]".contains(character) || ("<>".contains(character) && !word.isEmpty)
            {
                break
            }
            if character == "]" { depth -= 1 }
            word.append(character)
            rest.removeFirst()
        }
        return depth == 0 && !word.isEmpty ? word : nil
    }
}
