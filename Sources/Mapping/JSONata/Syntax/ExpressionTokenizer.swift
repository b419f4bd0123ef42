import Values

/// Cuts JSONata source into tokens, one at a time, because `/` is division or starts a regex depending on what the parser
/// expects next. Works on UTF-16 code units, so that positions are those of the reference.
struct ExpressionTokenizer {
    let source: [UInt16]
    var position = 0

    init(_ text: String) { source = Array(text.utf16) }

    func unit(_ index: Int) -> UInt16 { index >= 0 && index < source.count ? source[index] : 0 }

    func isAt(_ index: Int, _ character: Unicode.Scalar) -> Bool {
        index < source.count && source[index] == UInt16(character.value)
    }

    func text(_ range: Range<Int>) -> String { String(decoding: source[range], as: UTF16.self) }

    /// The next token. `afterOperand` says that an operator is expected, so that `/` divides.
    mutating func next(afterOperand: Bool) throws(JSONataError) -> ExpressionToken {
        try skipBlanksAndComments()
        guard position < source.count else { return end }
        if !afterOperand, isAt(position, "/") {
            position += 1
            return try regex()
        }
        if let symbol = operatorHere() {
            position += symbol.utf16.count
            return ExpressionToken(kind: .operator, text: symbol, position: position)
        }
        if isAt(position, "\"") || isAt(position, "'") { return try string() }
        if let number = try number() { return number }
        if isAt(position, "`") { return try quotedName() }
        return name()
    }

    private var end: ExpressionToken { ExpressionToken(kind: .end, text: "(end)", position: source.count) }

    private mutating func skipBlanksAndComments() throws(JSONataError) {
        while position < source.count {
            if Self.isBlank(source[position]) {
                position += 1
            } else if isAt(position, "/"), isAt(position + 1, "*") {
                let start = position
                position += 2
                while !(isAt(position, "*") && isAt(position + 1, "/")) {
                    position += 1
                    if position >= source.count { throw JSONataError("S0106", position: start) }
                }
                position += 2
            } else {
                return
            }
        }
    }

    static func isBlank(_ unit: UInt16) -> Bool { unit == 0x20 || (0x09...0x0B).contains(unit) || unit == 0x0D }

    private static let doubles = ["..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??"]
    private static let singles = Set(".[]{}(),@#;:?+-*/%|=<>^&!~".utf16)

    private func operatorHere() -> String? {
        guard Self.singles.contains(source[position]) else { return nil }
        if position + 1 < source.count {
            for double in Self.doubles where Array(double.utf16) == [source[position], source[position + 1]] {
                return double
            }
        }
        return text(position..<position + 1)
    }

    /// A name, a variable, a keyword operator or one of the literals true, false, null.
    private mutating func name() -> ExpressionToken {
        let start = position
        while position < source.count, !Self.isBlank(source[position]), !Self.singles.contains(source[position]) {
            position += 1
        }
        if isAt(start, "$") {
            return ExpressionToken(kind: .variable, text: text(start + 1..<position), position: position)
        }
        let word = text(start..<position)
        switch word {
        case "and", "or", "in": return ExpressionToken(kind: .operator, text: word, position: position)
        case "true": return ExpressionToken(kind: .literal, text: word, value: .bool(true), position: position)
        case "false": return ExpressionToken(kind: .literal, text: word, value: .bool(false), position: position)
        case "null": return ExpressionToken(kind: .literal, text: word, position: position)
        default: return ExpressionToken(kind: .name, text: word, position: position)
        }
    }

    private mutating func quotedName() throws(JSONataError) -> ExpressionToken {
        let start = position + 1
        guard let close = source[start...].firstIndex(of: 0x60) else {
            throw JSONataError("S0105", position: source.count)
        }
        position = close + 1
        return ExpressionToken(kind: .name, text: text(start..<close), position: position)
    }

    /// A number by RFC 8259 section 6, without its sign; nil when there is none here.
    private mutating func number() throws(JSONataError) -> ExpressionToken? {
        func digits(_ index: Int) -> Int {
            var index = index
            while index < source.count, (0x30...0x39).contains(source[index]) { index += 1 }
            return index
        }
        var last = isAt(position, "0") ? position + 1 : digits(position)
        guard last > position else { return nil }
        if isAt(last, "."), digits(last + 1) > last + 1 { last = digits(last + 1) }
        if isAt(last, "e") || isAt(last, "E") {
            let sign = isAt(last + 1, "+") || isAt(last + 1, "-") ? 1 : 0
            if digits(last + 1 + sign) > last + 1 + sign { last = digits(last + 1 + sign) }
        }
        let digitsText = text(position..<last)
        guard let double = Double(digitsText), double.isFinite else {
            throw JSONataError("S0102", position: position, token: digitsText)
        }
        position = last
        return ExpressionToken(kind: .number, text: digitsText, value: .number(double), position: position)
    }
}
