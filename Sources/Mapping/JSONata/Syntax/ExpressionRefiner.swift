import Values

/// Turns the parsed tree into the one that is compiled: chains of `.` become paths of steps, predicates and orderings move
/// to the steps they belong to, parent operators find the step they mean, and calls in tail position are marked.
struct ExpressionRefiner {
    private var ancestors = 0

    static func refine(_ tree: ExpressionNode) throws(JSONataError) -> ExpressionNode {
        var refiner = ExpressionRefiner()
        let result = try refiner.refine(tree)
        if result.kind == .parent || !result.seekingParent.isEmpty {
            throw Self.noParent(result)
        }
        return result
    }

    mutating func refine(_ node: ExpressionNode) throws(JSONataError) -> ExpressionNode {
        let result = try refineKind(node)
        if node.keepArray { result.keepArray = true }
        return result
    }

    private mutating func refineKind(_ node: ExpressionNode) throws(JSONataError) -> ExpressionNode {
        switch node.kind {
        case .binary: return try binary(node)
        case .unary: return try unary(node)
        case .function, .partial: return try call(node)
        case .lambda: return try lambda(node)
        case .condition, .elvis, .coalesce: return try conditional(node)
        case .transform: return try transform(node)
        case .block: return try block(node)
        case .name: return path(node)
        case .parent:
            node.slot = AncestorSlot(number: ancestors)
            ancestors += 1
            return node
        case .operator:
            if node.value == "?" { return node }
            node.kind = .name
            return path(node)
        case .end: throw JSONataError("S0207", position: node.position, token: node.value)
        default: return node
        }
    }

    private func path(_ name: ExpressionNode) -> ExpressionNode {
        let path = ExpressionNode(path: name)
        path.keepSingletonArray = name.keepArray
        return path
    }

    private mutating func refine(_ child: ExpressionNode?) throws(JSONataError) -> ExpressionNode? {
        guard let child else { return nil }
        return try refine(child)
    }

    private mutating func unary(_ node: ExpressionNode) throws(JSONataError) -> ExpressionNode {
        if let operand = node.body {
            let operand = try refine(operand)
            if operand.kind == .number {
                operand.literal = .number(-operand.literal.doubleValue)
                return operand
            }
            node.body = operand
            Self.passAncestors(from: operand, to: node)
        }
        for index in node.children.indices {
            node.children[index] = try refine(node.children[index])
            Self.passAncestors(from: node.children[index], to: node)
        }
        node.pairs = try pairs(node.pairs, of: node)
        return node
    }

    private mutating func pairs(
        _ pairs: [ExpressionNode.Pair], of node: ExpressionNode?
    ) throws(JSONataError) -> [ExpressionNode.Pair] {
        var refined: [ExpressionNode.Pair] = []
        for pair in pairs {
            let key = try refine(pair.key)
            let value = try refine(pair.value)
            if let node {
                Self.passAncestors(from: key, to: node)
                Self.passAncestors(from: value, to: node)
            }
            refined.append(ExpressionNode.Pair(key: key, value: value))
        }
        return refined
    }

    private mutating func call(_ node: ExpressionNode) throws(JSONataError) -> ExpressionNode {
        for index in node.children.indices {
            node.children[index] = try refine(node.children[index])
            Self.passAncestors(from: node.children[index], to: node)
        }
        node.procedure = try refine(node.procedure)
        return node
    }

    private mutating func lambda(_ node: ExpressionNode) throws(JSONataError) -> ExpressionNode {
        node.body = try refine(node.body)
        if let body = node.body { Self.markTailCalls(body) }
        return node
    }

    private static func markTailCalls(_ node: ExpressionNode) {
        switch node.kind {
        case .function: node.isTailCall = node.predicates.isEmpty && node.group == nil && !node.keepArray
        case .condition, .elvis, .coalesce:
            if let then = node.then { markTailCalls(then) }
            if let otherwise = node.otherwise { markTailCalls(otherwise) }
        case .block: if let last = node.children.last { markTailCalls(last) }
        default: break
        }
    }

    private mutating func conditional(_ node: ExpressionNode) throws(JSONataError) -> ExpressionNode {
        node.body = try refine(node.body)
        node.then = try refine(node.then)
        node.otherwise = try refine(node.otherwise)
        for case let part? in [node.body, node.then, node.otherwise] { Self.passAncestors(from: part, to: node) }
        return node
    }

    private mutating func transform(_ node: ExpressionNode) throws(JSONataError) -> ExpressionNode {
        node.body = try refine(node.body)
        node.then = try refine(node.then)
        node.otherwise = try refine(node.otherwise)
        return node
    }

    private mutating func block(_ node: ExpressionNode) throws(JSONataError) -> ExpressionNode {
        for index in node.children.indices {
            let part = try refine(node.children[index])
            node.children[index] = part
            Self.passAncestors(from: part, to: node)
            if part.isConstructedArray || (part.kind == .path && part.children[0].isConstructedArray) {
                node.isConstructedArray = true
            }
        }
        return node
    }

    /// The pairs of a grouping, whose ancestors are not looked for.
    mutating func groupPairs(_ pairs: [ExpressionNode.Pair]) throws(JSONataError) -> [ExpressionNode.Pair] {
        try self.pairs(pairs, of: nil)
    }
}
