/// Reads an expression and writes its code in one pass (CloudEvents SQL 1.0, sections 2 and 3.6).
///
/// Operators of one rank group from the left. From the tightest: calls; NOT and `-`; LIKE, EXISTS and IN; `* / %`; `+ -`;
/// comparisons; AND, OR and XOR.
struct CESQLCompiler {
    private let source: String
    private let tokens: [CESQLToken]
    private var position = 0
    private var depth = 0
    private(set) var code: [CESQLInstruction] = []
    /// The first attribute that no event can have.
    private(set) var impossibleAttribute: CESQLError?

    private init(_ source: String) throws(CESQLError) {
        self.source = source
        tokens = try CESQLTokenizer.tokens(of: source)
    }

    /// The compiler at the end of its work.
    static func compile(_ source: String) throws(CESQLError) -> CESQLCompiler {
        var compiler = try CESQLCompiler(source)
        try compiler.expression()
        guard compiler.token.kind == .end else { throw compiler.unexpected("an operator or the end") }
        return compiler
    }

    // MARK: Tokens

    private var token: CESQLToken { tokens[position] }

    /// The token after the next; `.end` stays `.end`.
    private var following: CESQLToken { tokens[min(position + 1, tokens.count - 1)] }

    private mutating func advance() { position = min(position + 1, tokens.count - 1) }

    private mutating func expect(_ symbol: CESQLSymbol) throws(CESQLError) {
        guard token.kind == .symbol(symbol) else { throw unexpected("'\(symbol.rawValue)'") }
        advance()
    }

    private func unexpected(_ wanted: String) -> CESQLError {
        let found = token.kind == .end ? "the expression ends" : "there is something else"
        return refusal("\(wanted) belongs here, and \(found)")
    }

    private func refusal(_ message: String) -> CESQLError {
        CESQLError(
            .parse, message, column: CESQLTokenizer.column(of: token.range.lowerBound, in: source.utf8))
    }

    // MARK: Operators

    private mutating func expression() throws(CESQLError) {
        try nested { compiler throws(CESQLError) in try compiler.connectives() }
    }

    private mutating func nested(_ body: (inout CESQLCompiler) throws(CESQLError) -> Void) throws(CESQLError) {
        guard depth < CESQLExpression.depthMost else {
            throw refusal("the expression nests deeper than \(CESQLExpression.depthMost)")
        }
        depth += 1
        try body(&self)
        depth -= 1
    }

    private mutating func connectives() throws(CESQLError) {
        try comparisons()
        while let keyword = token.keyword, let connective = CESQLConnective(rawValue: keyword) {
            advance()
            let decision = code.count
            code.append(.decide(connective, end: 0))
            try comparisons()
            code.append(.connect(connective))
            code[decision] = .decide(connective, end: code.count)
        }
    }

    private mutating func comparisons() throws(CESQLError) {
        try sums()
        while case .symbol(let symbol) = token.kind, let instruction = symbol.comparison {
            advance()
            try sums()
            code.append(instruction)
        }
    }

    private mutating func sums() throws(CESQLError) {
        try products()
        while case .symbol(let symbol) = token.kind, symbol == .plus || symbol == .minus {
            advance()
            try products()
            code.append(.arithmetic(symbol))
        }
    }

    private mutating func products() throws(CESQLError) {
        try tests()
        while case .symbol(let symbol) = token.kind, [.times, .divide, .remainder].contains(symbol) {
            advance()
            try tests()
            code.append(.arithmetic(symbol))
        }
    }

    /// `x [NOT] LIKE 'pattern'` and `x [NOT] IN (…)`.
    private mutating func tests() throws(CESQLError) {
        try unary()
        while true {
            let isNegated = token.keyword == "NOT"
            switch (isNegated ? following : token).keyword {
            case "LIKE":
                if isNegated { advance() }
                advance()
                guard case .string(let pattern) = token.kind else { throw unexpected("a string in quotes") }
                advance()
                code.append(.like(CESQLPattern(pattern), isNegated: isNegated))
            case "IN":
                if isNegated { advance() }
                advance()
                try elements(isNegated: isNegated)
            default: return
            }
        }
    }

    private mutating func elements(isNegated: Bool) throws(CESQLError) {
        let begin = code.count
        var compared: [Int] = []
        code.append(.beginIn(end: 0))
        try expect(.open)
        while true {
            try expression()
            compared.append(code.count)
            code.append(.element(isNegated: isNegated, end: 0))
            guard token.kind == .symbol(.comma) else { break }
            advance()
        }
        try expect(.close)
        code.append(.endIn(isNegated: isNegated))
        code[begin] = .beginIn(end: code.count)
        for index in compared { code[index] = .element(isNegated: isNegated, end: code.count) }
    }

    private mutating func unary() throws(CESQLError) {
        switch token.kind {
        case .word where token.keyword == "NOT":
            advance()
            try nested { compiler throws(CESQLError) in try compiler.unary() }
            code.append(.not)
        case .symbol(let sign) where sign == .plus || sign == .minus:
            if case .digits(let digits) = following.kind, token.range.upperBound == following.range.lowerBound {
                let literal = try integer(sign.rawValue + digits)
                advance()
                advance()
                code.append(.push(literal))
            } else {
                guard sign == .minus else { throw unexpected("a value") }
                advance()
                try nested { compiler throws(CESQLError) in try compiler.unary() }
                code.append(.negate)
            }
        case .word where token.keyword == "EXISTS":
            advance()
            guard case .word(let name) = token.kind, !token.isKeyword else { throw unexpected("an attribute") }
            code.append(.exists(try attributeName(name)))
            advance()
        default: try primary()
        }
    }

    // MARK: Values

    private mutating func primary() throws(CESQLError) {
        switch token.kind {
        case .digits(let digits): code.append(.push(try integer(digits)))
        case .string(let text): code.append(.push(.string(text)))
        case .word(let word):
            if let keyword = token.keyword {
                guard keyword == "TRUE" || keyword == "FALSE" else { throw unexpected("a value") }
                code.append(.push(.boolean(keyword == "TRUE")))
            } else if following.kind == .symbol(.open) {
                return try call(word)
            } else {
                code.append(.attribute(try attributeName(word)))
            }
        case .symbol(.open):
            advance()
            try expression()
            guard token.kind == .symbol(.close) else { throw unexpected("')'") }
        default: throw unexpected("a value")
        }
        advance()
    }

    private func integer(_ text: String) throws(CESQLError) -> CESQLValue {
        guard let number = Int32(text) else { throw refusal("the number does not fit in 32 bits") }
        return .integer(number)
    }

    /// The grammar has small letters and digits only, yet the specification's own examples ask for `missingAttribute`
    /// (section 3.2): such a name is read, and noted.
    private mutating func attributeName(_ word: String) throws(CESQLError) -> String {
        let error = refusal("an attribute's name is of small letters and digits")
        guard !word.utf8.contains(UInt8(ascii: "_")) else { throw error }
        if impossibleAttribute == nil, word.utf8.contains(where: { (0x41...0x5A).contains($0) }) {
            impossibleAttribute = error
        }
        return word
    }

    private mutating func call(_ name: String) throws(CESQLError) {
        guard name.utf8.first != UInt8(ascii: "_"), name.utf8.allSatisfy({ !(0x30...0x39).contains($0) }) else {
            throw refusal("a function's name is of letters and underscores")
        }
        let begin = code.count
        advance()
        advance()
        var count = 0
        if token.kind != .symbol(.close) {
            try expression()
            count = 1
            while token.kind == .symbol(.comma) {
                advance()
                try expression()
                count += 1
            }
        }
        try expect(.close)
        if let function = CESQLFunction(name.uppercased(), count: count) {
            code.append(.call(function, count: count))
        } else {
            // Its arguments need not be computed: nobody takes them.
            code.removeSubrange(begin...)
            code.append(.missingFunction(name.uppercased()))
        }
    }
}

extension CESQLToken {
    private static let keywords: Set<String> = ["AND", "OR", "XOR", "NOT", "LIKE", "IN", "EXISTS", "TRUE", "FALSE"]

    /// The word in capitals when it is a keyword, which may be written either way.
    fileprivate var keyword: String? {
        guard case .word(let word) = kind, word.utf8.count <= 6 else { return nil }
        let capitals = word.uppercased()
        return Self.keywords.contains(capitals) ? capitals : nil
    }

    fileprivate var isKeyword: Bool { keyword != nil }
}

extension CESQLSymbol {
    fileprivate var comparison: CESQLInstruction? {
        switch self {
        case .equal: .equal(isNegated: false)
        case .notEqual, .diamond: .equal(isNegated: true)
        case .less, .lessOrEqual, .greater, .greaterOrEqual: .compare(self)
        default: nil
        }
    }
}
