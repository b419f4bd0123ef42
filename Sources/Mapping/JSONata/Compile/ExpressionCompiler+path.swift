import Values

extension ExpressionNode {
    /// Nothing but names, perhaps after a variable: the most frequent path, evaluated without general steps.
    var isNameChain: Bool {
        guard kind == .path, group == nil, !keepSingletonArray, !keepArray, !tuple else { return false }
        guard children.allSatisfy({ $0.isPlainStep }) else { return false }
        let startsWithVariable = children[0].kind == .variable && children.count > 1
        return children.dropFirst(startsWithVariable ? 1 : 0).allSatisfy { $0.kind == .name }
    }

    /// Whether what the step gives is only looked into further, by name or position.
    fileprivate func isPassedOn(to next: ExpressionNode?) -> Bool {
        if case .filter(let predicate)? = stages.first, predicate.kind == .number { return kind == .name }
        guard stages.isEmpty, let next else { return false }
        return next.kind == .name || next.kind == .wildcard || next.kind == .descendant
    }

    /// Nothing is applied to what the step gives.
    private var isPlainStep: Bool { stages.isEmpty && predicates.isEmpty && !tuple && group == nil && !keepArray }
}

/// Paths.
extension ExpressionCompiler {
    func path(_ node: ExpressionNode) -> ExpressionCode {
        if node.isNameChain { return nameChain(node.children) }
        if node.isTuplePath { return tuplePath(node) }
        let steps = node.children.indices.map { step($0, of: node.children) }
        let startsAbsolute = node.children[0].kind == .variable
        let keepSingleton = node.keepSingletonArray
        let group = node.group.map { ExpressionPart(run: grouping($0, position: node.groupPosition)) }
        return { evaluation, input, frame in
            try evaluation.enter()
            defer { evaluation.leave() }
            let flow = try PathRunner.run(steps, evaluation, input, frame, startsAbsolute: startsAbsolute)
            let result = flow.result(keep: keepSingleton, evaluation)
            guard let group else { return result }
            return try group.run(evaluation, result, frame)
        }
    }

    private func nameChain(_ steps: [ExpressionNode]) -> ExpressionCode {
        if steps[0].kind == .variable {
            let start = variable(steps[0].value)
            let names = steps.dropFirst().map { FieldName($0.value) }
            return { evaluation, input, frame in
                try PathRunner.names(names, evaluation, try start(evaluation, input, frame))
            }
        }
        let names = steps.map { FieldName($0.value) }
        guard names.count == 1 else {
            return { evaluation, input, _ in try PathRunner.names(names, evaluation, input) }
        }
        let name = names[0]
        return { evaluation, input, _ in
            if case .one(.object(let object)) = input { return Datum(evaluation.member(object, name)) }
            return try PathRunner.names(names, evaluation, input)
        }
    }

    func step(_ position: Int, of path: [ExpressionNode], tuples: EvaluationScope? = nil) -> StepCode {
        let node = path[position]
        let stages = node.stages.map { stage -> StepCode.Stage in
            switch stage {
            case .filter(let predicate): .filter(filter(predicate))
            case .index(let name): .index(slot: tuples?.declare(name) ?? 0)
            }
        }
        let kind: StepCode.Kind =
            node.kind == .sort
            ? .sort(sortCode(node))
            : .evaluate(compile(step: node, isPassedOn: node.isPassedOn(to: path.dropFirst(position + 1).first)))
        return StepCode(
            kind: kind, stages: stages, isConstructed: node.isConstructedArray && node.isArrayConstructor,
            tuple: node.tuple, focus: node.focus.flatMap { tuples?.declare($0) },
            index: node.index.flatMap { tuples?.declare($0) },
            ancestor: node.ancestor.flatMap { tuples?.declare($0.label) })
    }

    /// A predicate: a number selects by position, anything else by truth. What it gives has not collapsed.
    func filter(_ predicate: ExpressionNode) -> ExpressionCode {
        if predicate.kind == .number {
            let index = Int(clampingTruncated: predicate.literal.doubleValue.rounded(.down))
            return { evaluation, input, _ in Filter.item(at: index, of: input, evaluation) }
        }
        let test = compile(predicate)
        return { evaluation, input, frame in
            if case .tuples(let stream) = input {
                return .tuples(try Filter.rows(of: stream, evaluation, frame, test))
            }
            return try Filter.items(of: input, evaluation, frame, test)
        }
    }

    func sortCode(_ node: ExpressionNode) -> SortCode {
        let terms = node.terms.map { SortCode.Term(descending: $0.descending, code: compile($0.expression)) }
        return SortCode(terms: terms, position: node.position)
    }
}
