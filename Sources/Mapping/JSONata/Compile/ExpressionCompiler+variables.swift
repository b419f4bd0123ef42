import Values

/// Variables and lambdas.
extension ExpressionCompiler {
    /// A variable: the slots that may hold it, from the innermost scope outward, and last the globals. A slot not yet
    /// assigned lets the search go on.
    func variable(_ name: String) -> ExpressionCode {
        if name.isEmpty { return { evaluation, input, _ in evaluation.read(input.unwrapped) } }
        var candidates: [(hops: Int, slot: Int)] = []
        var hops = 0
        var next: EvaluationScope? = scope
        while let scope = next {
            if let slot = scope.slot(of: name) { candidates.append((hops, slot)) }
            hops += 1
            next = scope.parent
        }
        let global = self.global(name)
        guard let first = candidates.first else { return { evaluation, _, _ in global(evaluation) } }
        let rest = Array(candidates.dropFirst())
        let (firstHops, firstSlot) = first
        return { evaluation, _, frame in
            let found = frame.outward(firstHops).slots[firstSlot]
            guard case .unbound = found else { return found }
            for candidate in rest {
                let found = frame.outward(candidate.hops).slots[candidate.slot]
                if case .unbound = found { continue }
                return found
            }
            return global(evaluation)
        }
    }

    private func global(_ name: String) -> @Sendable (ExpressionEvaluation) -> Datum {
        guard let slot = globals?.slot(of: name) else { return { $0.global(name) } }
        return { $0.global(name, slot) }
    }

    func bind(_ node: ExpressionNode) -> ExpressionCode {
        guard let name = node.lhs?.value, let rhs = node.rhs else { return { _, _, _ in .undefined } }
        let value = compile(rhs)
        let slot = scope.declare(name)
        return { evaluation, input, frame in
            try evaluation.enter()
            defer { evaluation.leave() }
            let result = try value(evaluation, input, frame)
            frame.slots[slot] = result.isUndefined ? .undefined : result
            return result
        }
    }

    /// A lambda has one scope for its parameters and for what its body, or the block that is its body, assigns.
    func lambda(_ node: ExpressionNode) -> ExpressionCode {
        guard let body = node.body else { return { _, _, _ in .undefined } }
        let isBlock = body.kind == .block && body.predicates.isEmpty && body.group == nil && !body.keepArray
        let parts = isBlock ? body.children : [body]
        let inner = EvaluationScope(parent: scope)
        var parameterSlots: [Int] = []
        for parameter in node.children { parameterSlots.append(inner.declare(parameter.value)) }
        // Of parameters of the same name the last counts.
        let distinct = parameterSlots == Array(0..<node.children.count)
        for name in BoundNames.assigned(in: parts) { inner.declare(name) }
        let compiler = ExpressionCompiler(scope: inner, globals: globals)
        let bodyCode = isBlock ? compiler.sequence(parts) : compiler.compile(body)
        let code = LambdaCode(
            parameterCount: node.children.count, slots: distinct ? nil : parameterSlots, slotCount: inner.count,
            signature: node.signature, body: bodyCode)
        return { _, input, frame in .function(FunctionValue(.lambda(code, frame: frame, input: input))) }
    }
}
