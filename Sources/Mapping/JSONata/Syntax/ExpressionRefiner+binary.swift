/// Binary operators.
extension ExpressionRefiner {
    mutating func binary(_ node: ExpressionNode) throws(JSONataError) -> ExpressionNode {
        guard let lhs = node.lhs else { return node }
        switch node.value {
        case ".": return try map(try refine(lhs), node)
        case "[": return try predicate(try refine(lhs), node)
        case "{": return try group(try refine(lhs), node)
        case "^": return try order(try refine(lhs), node)
        case "@": return try focus(try refine(lhs), node)
        case "#": return try index(try refine(lhs), node)
        default: return try plain(node, lhs)
        }
    }

    private mutating func plain(_ node: ExpressionNode, _ lhs: ExpressionNode) throws(JSONataError) -> ExpressionNode {
        guard let rhs = node.rhs else { return node }
        let left = try refine(lhs)
        let right = try refine(rhs)
        node.lhs = left
        node.rhs = right
        switch node.value {
        case ":=": node.kind = .bind
        case "~>":
            node.kind = .apply
            node.keepArray = node.keepArray || left.keepArray || right.keepArray
            return node
        default: Self.passAncestors(from: left, to: node)
        }
        Self.passAncestors(from: right, to: node)
        return node
    }

    private mutating func map(_ left: ExpressionNode, _ node: ExpressionNode) throws(JSONataError) -> ExpressionNode {
        let path = left.kind == .path ? left : ExpressionNode(path: left)
        if left.kind == .parent, let slot = left.slot { path.seekingParent = [slot] }
        guard let rhs = node.rhs else { return path }
        let rest = try refine(rhs)
        if rest.kind == .path {
            path.children += rest.children
        } else {
            rest.stages = rest.predicates + rest.stages
            rest.predicates = []
            path.children.append(rest)
        }
        for step in path.children {
            if step.kind == .number || step.kind == .literal { throw JSONataError("S0213", position: step.position) }
            if step.kind == .string { step.kind = .name }
            if step.keepArray { path.keepSingletonArray = true }
        }
        if let first = path.children.first, first.isArrayConstructor { first.isConstructedArray = true }
        if let last = path.children.last, last.isArrayConstructor { last.isConstructedArray = true }
        try Self.resolveAncestors(path)
        return path
    }

    private mutating func predicate(
        _ result: ExpressionNode, _ node: ExpressionNode
    ) throws(JSONataError) -> ExpressionNode {
        let isPath = result.kind == .path
        let step = isPath ? result.children[result.children.count - 1] : result
        if step.group != nil { throw JSONataError("S0209", position: node.position) }
        guard let rhs = node.rhs else { return result }
        let predicate = try refine(rhs)
        for slot in predicate.seekingParent {
            if slot.level == 1 { try Self.seekParent(step, slot) } else { slot.level -= 1 }
        }
        if !predicate.seekingParent.isEmpty { Self.passAncestors(from: predicate, to: step) }
        if isPath { step.stages.append(.filter(predicate)) } else { step.predicates.append(.filter(predicate)) }
        return result
    }

    private mutating func group(_ result: ExpressionNode, _ node: ExpressionNode) throws(JSONataError) -> ExpressionNode
    {
        if result.group != nil { throw JSONataError("S0210", position: node.position) }
        result.group = try groupPairs(node.pairs)
        result.groupPosition = node.position
        return result
    }

    private mutating func order(_ left: ExpressionNode, _ node: ExpressionNode) throws(JSONataError) -> ExpressionNode {
        let path = left.kind == .path ? left : ExpressionNode(path: left)
        let sort = ExpressionNode(.sort, "^", position: node.position)
        for term in node.terms {
            let expression = try refine(term.expression)
            Self.passAncestors(from: expression, to: sort)
            sort.terms.append(ExpressionNode.Term(descending: term.descending, expression: expression))
        }
        path.children.append(sort)
        try Self.resolveAncestors(path)
        return path
    }

    private mutating func focus(_ result: ExpressionNode, _ node: ExpressionNode) throws(JSONataError) -> ExpressionNode
    {
        let step = result.kind == .path ? result.children[result.children.count - 1] : result
        if !step.stages.isEmpty || !step.predicates.isEmpty { throw JSONataError("S0215", position: node.position) }
        if step.kind == .sort { throw JSONataError("S0216", position: node.position) }
        if node.keepArray { step.keepArray = true }
        step.focus = node.rhs?.value
        step.tuple = true
        return result
    }

    private mutating func index(_ left: ExpressionNode, _ node: ExpressionNode) throws(JSONataError) -> ExpressionNode {
        var path = left
        let step = left.kind == .path ? left.children[left.children.count - 1] : left
        if left.kind != .path {
            path = ExpressionNode(path: left)
            step.stages = step.predicates + step.stages
            step.predicates = []
        }
        guard let variable = node.rhs?.value else { return path }
        if step.stages.isEmpty { step.index = variable } else { step.stages.append(.index(variable)) }
        step.tuple = true
        return path
    }
}
