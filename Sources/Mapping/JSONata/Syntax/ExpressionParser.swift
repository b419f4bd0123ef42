/// Reads JSONata source into a syntax tree by top-down operator precedence (V. R. Pratt, 1973).
struct ExpressionParser {
    /// Trees higher than this are refused, so that neither compiling nor evaluating can exhaust the stack.
    static let heightMost = 800
    /// Open brackets and prefixes at once.
    static let nestingMost = 300

    var tokenizer: ExpressionTokenizer
    /// The token that has been read but not yet taken.
    var token = ExpressionToken(kind: .end, text: "(end)", position: 0)
    private var deepest = 0
    private var nesting = 0

    /// The tree of a whole source, refined and ready to compile.
    static func parse(_ source: String) throws(JSONataError) -> ExpressionNode {
        var parser = ExpressionParser(tokenizer: ExpressionTokenizer(source))
        try parser.advance(afterOperand: false)
        let tree = try parser.expression(0)
        guard parser.token.kind == .end else {
            throw JSONataError("S0201", position: parser.token.position, token: parser.token.text)
        }
        return try ExpressionRefiner.refine(tree)
    }

    init(tokenizer: ExpressionTokenizer) { self.tokenizer = tokenizer }

    mutating func advance(afterOperand: Bool) throws(JSONataError) {
        token = try tokenizer.next(afterOperand: afterOperand)
    }

    /// Takes the token `symbol`, or fails.
    mutating func take(_ symbol: String, afterOperand: Bool = false) throws(JSONataError) {
        guard token.symbol == symbol else {
            let code = token.kind == .end ? "S0203" : "S0202"
            throw JSONataError(code, position: token.position, token: token.text, expected: symbol)
        }
        try advance(afterOperand: afterOperand)
    }

    func isNext(_ symbol: String) -> Bool { token.symbol == symbol }

    /// How strongly a symbol binds to what stands left of it; 0 ends an expression.
    static func power(_ symbol: String) -> Int {
        switch symbol {
        case "[", "(", "@", "#": 80
        case ".": 75
        case "{": 70
        case "*", "/", "%": 60
        case "+", "-", "&": 50
        case "=", "<", ">", "!=", "<=", ">=", "^", "~>", "?:", "??", "in": 40
        case "and": 30
        case "or": 25
        case "?": 20
        case ":=": 10
        default: 0
        }
    }

    mutating func expression(_ power: Int) throws(JSONataError) -> ExpressionNode {
        nesting += 1
        guard nesting <= Self.nestingMost else { throw JSONataError("U1002", position: token.position) }
        let before = deepest
        deepest = 0
        let first = token
        try advance(afterOperand: true)
        var left = try prefix(first)
        left.height = deepest + 1
        while power < Self.power(token.symbol) {
            let symbol = token
            deepest = left.height
            try checkKnown(symbol)
            try advance(afterOperand: false)
            left = try infix(symbol, left)
            left.height = max(left.height, deepest + 1)
            guard left.height <= Self.heightMost else { throw JSONataError("U1002", position: symbol.position) }
        }
        try checkKnown(token)
        deepest = max(before, left.height)
        nesting -= 1
        return left
    }

    /// `!` and `~` are read as tokens but mean nothing alone.
    private func checkKnown(_ token: ExpressionToken) throws(JSONataError) {
        if token.kind == .operator, token.text == "!" || token.text == "~" {
            throw JSONataError("S0204", position: token.position, token: token.text)
        }
    }

    /// Reads items by `item` until `close`, which is taken.
    mutating func list(
        until close: String, separator: String = ",", _ item: (inout ExpressionParser) throws(JSONataError) -> Void
    ) throws(JSONataError) {
        while !isNext(close) {
            try item(&self)
            guard isNext(separator) else { break }
            try take(separator)
            if separator == ",", isNext(close) { try item(&self) }
        }
        try take(close, afterOperand: true)
    }
}
