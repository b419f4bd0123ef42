/// Tokens that begin an expression.
extension ExpressionParser {
    mutating func prefix(_ first: ExpressionToken) throws(JSONataError) -> ExpressionNode {
        let node = ExpressionNode(Self.kind(first), first.text, position: first.position, literal: first.value)
        node.regex = first.regex
        guard first.kind == .operator else { return node }
        switch first.text {
        case "and", "or", "in": break
        case "-":
            node.kind = .unary
            node.body = try expression(70)
        case "*": node.kind = .wildcard
        case "**": node.kind = .descendant
        case "%": node.kind = .parent
        case "(": try block(node)
        case "[": try array(node)
        case "{":
            node.kind = .unary
            node.pairs = try pairs()
        case "|": try transform(node)
        case "!", "~": throw JSONataError("S0204", position: first.position, token: first.text)
        default: throw JSONataError("S0211", position: first.position, token: first.text)
        }
        return node
    }

    private static func kind(_ token: ExpressionToken) -> ExpressionNode.Kind {
        switch token.kind {
        case .name: .name
        case .variable: .variable
        case .string: .string
        case .number: .number
        case .literal: .literal
        case .regex: .regex
        case .operator: .operator
        case .end: .end
        }
    }

    private mutating func block(_ node: ExpressionNode) throws(JSONataError) {
        node.kind = .block
        while !isNext(")") {
            node.children.append(try expression(0))
            guard isNext(";") else { break }
            try take(";")
        }
        try take(")", afterOperand: true)
    }

    private mutating func array(_ node: ExpressionNode) throws(JSONataError) {
        node.kind = .unary
        try list(until: "]") { parser throws(JSONataError) in
            var item = try parser.expression(0)
            if parser.isNext("..") {
                let range = ExpressionNode(.binary, "..", position: parser.token.position)
                try parser.take("..")
                range.lhs = item
                range.rhs = try parser.expression(0)
                range.height = max(item.height, range.rhs?.height ?? 0) + 1
                item = range
            }
            node.children.append(item)
        }
    }

    /// `key: value` pairs up to the closing brace.
    mutating func pairs() throws(JSONataError) -> [ExpressionNode.Pair] {
        var pairs: [ExpressionNode.Pair] = []
        try list(until: "}") { parser throws(JSONataError) in
            let key = try parser.expression(0)
            try parser.take(":")
            pairs.append(ExpressionNode.Pair(key: key, value: try parser.expression(0)))
        }
        return pairs
    }

    private mutating func transform(_ node: ExpressionNode) throws(JSONataError) {
        node.kind = .transform
        node.body = try expression(0)
        try take("|")
        node.then = try expression(0)
        if isNext(",") {
            try take(",")
            node.otherwise = try expression(0)
        }
        try take("|", afterOperand: true)
    }
}
