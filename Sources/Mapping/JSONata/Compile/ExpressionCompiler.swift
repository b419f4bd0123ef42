import Values

/// Turns the refined tree into closures, each of which evaluates one part. Variables become slots.
struct ExpressionCompiler {
    var scope: EvaluationScope
    /// Nil for text given to `$eval`, whose free variables are looked up by name.
    let globals: GlobalNames?

    /// Compiles a whole expression; the frame of its evaluation has the slots of `scope`.
    static func compile(_ tree: ExpressionNode, scope parent: EvaluationScope?, globals: GlobalNames?)
        -> (code: ExpressionCode, scope: EvaluationScope)
    {
        let inner = tree.kind == .block && tree.predicates.isEmpty && tree.group == nil ? tree.children : [tree]
        let scope = EvaluationScope(names: BoundNames.assigned(in: inner), parent: parent)
        let compiler = ExpressionCompiler(scope: scope, globals: globals)
        if inner.count == 1, inner[0] === tree { return (compiler.compile(tree), scope) }
        return (compiler.finish(tree, compiler.sequence(tree.children)), scope)
    }

    /// The code of a node with its predicates and grouping. What it gives is collapsed.
    func compile(_ node: ExpressionNode) -> ExpressionCode { finish(node, compileKind(node)) }

    /// The code of a step of a path. What a step gives that only goes on to be searched for names is not read yet.
    func compile(step node: ExpressionNode, isPassedOn: Bool) -> ExpressionCode {
        guard isPassedOn else { return compile(node) }
        switch node.kind {
        case .wildcard:
            return finish(node) { evaluation, input, _ in try Traversal.wildcard(input, evaluation, reads: nil) }
        case .descendant:
            return finish(node) { evaluation, input, _ in try Traversal.descendants(input, evaluation, reads: nil) }
        case .name:
            let key = FieldName(node.value)
            return finish(node) { evaluation, input, _ in
                try Traversal.lookup(input, key, evaluation, isPassedOn: true)
            }
        default: return compile(node)
        }
    }

    func part(_ node: ExpressionNode) -> ExpressionPart { ExpressionPart(run: compile(node)) }

    func finish(_ node: ExpressionNode, _ kindCode: @escaping ExpressionCode) -> ExpressionCode {
        var code = kindCode
        for case .filter(let predicate) in node.predicates {
            let filter = self.filter(predicate)
            let unfiltered = code
            code = { evaluation, input, frame in
                try filter(evaluation, try unfiltered(evaluation, input, frame), frame)
            }
        }
        if node.kind != .path, let pairs = node.group {
            let group = grouping(pairs, position: node.groupPosition)
            let ungrouped = code
            code = { evaluation, input, frame in
                try group(evaluation, try ungrouped(evaluation, input, frame), frame)
            }
        }
        guard mayGiveSequence(node) else { return code }
        let keepArray = node.keepArray
        let uncollapsed = code
        return { evaluation, input, frame in
            try uncollapsed(evaluation, input, frame).collapsed(keepArray: keepArray)
        }
    }

    private func mayGiveSequence(_ node: ExpressionNode) -> Bool {
        if !node.predicates.isEmpty || node.keepArray { return true }
        switch node.kind {
        case .string, .number, .literal, .regex, .lambda, .partial, .transform, .condition, .elvis, .coalesce, .block,
            .bind, .unary, .function, .name:
            return false
        case .binary: return node.value == ".."
        case .path: return !node.isNameChain
        default: return true
        }
    }

    // Long because: one line for each kind of node.
    private func compileKind(_ node: ExpressionNode) -> ExpressionCode {
        switch node.kind {
        case .path: return path(node)
        case .binary: return binary(node)
        case .unary: return unary(node)
        case .name: return name(node.value)
        case .string, .number, .literal:
            let value = node.literal
            return { _, _, _ in .one(value) }
        case .wildcard:
            return { evaluation, input, _ in try Traversal.wildcard(input, evaluation, reads: evaluation.reads) }
        case .descendant:
            return { evaluation, input, _ in try Traversal.descendants(input, evaluation, reads: evaluation.reads) }
        case .parent: return variable(node.slot?.label ?? "")
        case .condition: return condition(node)
        case .elvis, .coalesce: return fallback(node)
        case .block: return block(node)
        case .bind: return bind(node)
        case .regex:
            guard let regex = node.regex else { return { _, _, _ in .undefined } }
            return { _, _, _ in .function(FunctionValue(.regex(regex))) }
        case .function: return call(node)
        case .partial: return partial(node)
        case .apply: return apply(node)
        case .variable: return variable(node.value)
        case .lambda: return lambda(node)
        case .transform: return transform(node)
        case .sort, .operator, .end: return { _, _, _ in .undefined }
        }
    }

    private func name(_ text: String) -> ExpressionCode {
        let key = FieldName(text)
        return { evaluation, input, _ in
            switch input {
            case .one(.object(let object)): return Datum(evaluation.member(object, key))
            case .undefined: return .undefined
            default: return try Traversal.lookup(input, key, evaluation)
            }
        }
    }

    private func condition(_ node: ExpressionNode) -> ExpressionCode {
        guard let body = node.body, let thenNode = node.then else { return { _, _, _ in .undefined } }
        let test = compile(body)
        let then = compile(thenNode)
        let otherwise = node.otherwise.map(part)
        return { evaluation, input, frame in
            try evaluation.enter()
            defer { evaluation.leave() }
            if try evaluation.isTruthy(try test(evaluation, input, frame)) {
                return try then(evaluation, input, frame)
            }
            guard let otherwise else { return .undefined }
            return try otherwise.run(evaluation, input, frame)
        }
    }

    /// `a ?: b` takes b when a is not true; `a ?? b` when a is undefined.
    private func fallback(_ node: ExpressionNode) -> ExpressionCode {
        guard let body = node.body, let second = node.otherwise else { return { _, _, _ in .undefined } }
        let first = compile(body)
        let otherwise = compile(second)
        let isElvis = node.kind == .elvis
        return { evaluation, input, frame in
            try evaluation.enter()
            defer { evaluation.leave() }
            let value = try first(evaluation, input, frame)
            let stands = isElvis ? try evaluation.isTruthy(value) : !value.isUndefined
            return stands ? value : try otherwise(evaluation, input, frame)
        }
    }

    /// The expressions one after the other; the value is that of the last.
    func sequence(_ nodes: [ExpressionNode]) -> ExpressionCode {
        let parts = nodes.map(part)
        if parts.count == 1 {
            let only = parts[0].run
            return { evaluation, input, frame in
                try evaluation.enter()
                defer { evaluation.leave() }
                return try only(evaluation, input, frame)
            }
        }
        return { evaluation, input, frame in
            try evaluation.enter()
            defer { evaluation.leave() }
            var result = Datum.undefined
            for part in parts { result = try part.run(evaluation, input, frame) }
            return result
        }
    }

    private func block(_ node: ExpressionNode) -> ExpressionCode {
        let names = BoundNames.assigned(in: node.children)
        guard !names.isEmpty else { return sequence(node.children) }
        let inner = EvaluationScope(names: names, parent: scope)
        let body = ExpressionCompiler(scope: inner, globals: globals).sequence(node.children)
        let count = names.count
        return { evaluation, input, frame in
            try body(evaluation, input, EvaluationFrame(count: count, parent: frame))
        }
    }
}
