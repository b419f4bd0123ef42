/// Symbols that continue an expression.
extension ExpressionParser {
    /// What `symbol`, which has been taken, makes of what stands left of it.
    mutating func infix(_ symbol: ExpressionToken, _ left: ExpressionNode) throws(JSONataError) -> ExpressionNode {
        let node = ExpressionNode(.binary, symbol.text, position: symbol.position)
        node.lhs = left
        switch symbol.text {
        case "(": return try call(node, left)
        case "[":
            if isNext("]") { return try keepingArray(left) }
            node.rhs = try expression(0)
            try take("]", afterOperand: true)
        case "{": node.pairs = try pairs()
        case "^": node.terms = try sortTerms()
        case "?", "?:", "??": try conditional(node, left)
        case ":=":
            guard left.kind == .variable else {
                throw JSONataError("S0212", position: left.position, token: left.value)
            }
            node.rhs = try expression(Self.power(":=") - 1)
        case "@", "#":
            let variable = try expression(Self.power(symbol.text))
            guard variable.kind == .variable else {
                throw JSONataError("S0214", position: variable.position, token: symbol.text)
            }
            node.rhs = variable
        default: node.rhs = try expression(Self.power(symbol.text))
        }
        return node
    }

    /// `[]`: the step keeps its result an array even when it is single.
    private mutating func keepingArray(_ left: ExpressionNode) throws(JSONataError) -> ExpressionNode {
        var step = left
        while step.kind == .binary, step.value == "[", let inner = step.lhs { step = inner }
        step.keepArray = true
        try take("]", afterOperand: true)
        return left
    }

    private mutating func conditional(_ node: ExpressionNode, _ left: ExpressionNode) throws(JSONataError) {
        node.body = left
        node.lhs = nil
        switch node.value {
        case "?":
            node.kind = .condition
            node.then = try expression(0)
            if isNext(":") {
                try take(":")
                node.otherwise = try expression(0)
            }
        case "?:":
            node.kind = .elvis
            node.otherwise = try expression(0)
        default:
            node.kind = .coalesce
            node.otherwise = try expression(0)
        }
    }

    private mutating func sortTerms() throws(JSONataError) -> [ExpressionNode.Term] {
        try take("(")
        var terms: [ExpressionNode.Term] = []
        while true {
            var descending = false
            if isNext("<") {
                try take("<")
            } else if isNext(">") {
                descending = true
                try take(">")
            }
            terms.append(ExpressionNode.Term(descending: descending, expression: try expression(0)))
            guard isNext(",") else { break }
            try take(",")
        }
        try take(")", afterOperand: true)
        return terms
    }

    private mutating func call(_ node: ExpressionNode, _ left: ExpressionNode) throws(JSONataError) -> ExpressionNode {
        node.kind = .function
        node.lhs = nil
        node.procedure = left
        try list(until: ")") { parser throws(JSONataError) in
            if parser.token.kind == .operator, parser.isNext("?") {
                node.kind = .partial
                node.children.append(ExpressionNode(.operator, "?", position: parser.token.position))
                try parser.take("?")
            } else {
                node.children.append(try parser.expression(0))
            }
        }
        if left.kind == .name, left.value == "function" || left.value == "\u{3BB}" { try lambda(node) }
        return node
    }

    private mutating func lambda(_ node: ExpressionNode) throws(JSONataError) {
        for (index, parameter) in node.children.enumerated() where parameter.kind != .variable {
            throw JSONataError(
                "S0208", position: parameter.position, token: parameter.value, expected: String(index + 1))
        }
        node.kind = .lambda
        node.procedure = nil
        if isNext("<") { node.signature = try signature() }
        try take("{")
        node.body = try expression(0)
        try take("}", afterOperand: true)
    }

    private mutating func signature() throws(JSONataError) -> Signature {
        let start = token.position
        var depth = 1
        var text = "<"
        while depth > 0, !isNext("{"), token.kind != .end {
            try advance(afterOperand: false)
            if isNext(">") { depth -= 1 } else if isNext("<") { depth += 1 }
            text += token.text
        }
        try take(">")
        do {
            return try Signature(text)
        } catch {
            throw JSONataError(error.code, position: start + error.offset)
        }
    }
}
