import Values

extension ExpressionCompiler {
    /// A path some of whose steps bind variables, or fill the slot of a parent operator. The steps from the first such
    /// one on are evaluated for each row of a stream, in a scope of its own.
    func tuplePath(_ node: ExpressionNode) -> ExpressionCode {
        let names = BoundNames.bound(inTuplePath: node)
        let rowScope = EvaluationScope(names: names, parent: scope)
        let inner = ExpressionCompiler(scope: rowScope, globals: globals)
        let first = node.children.firstIndex { $0.tuple } ?? 0
        let steps = node.children.enumerated().map { index, child in
            index < first || (index == 0 && child.isConstructedArray && child.isArrayConstructor)
                ? step(index, of: node.children) : inner.step(index, of: node.children, tuples: rowScope)
        }
        let runner = TupleRunner(
            plain: Array(steps[..<first]), tuples: Array(steps[first...]), scope: rowScope,
            startsAbsolute: node.children[0].kind == .variable)
        let group = node.group.map { ExpressionPart(run: inner.grouping($0, position: node.groupPosition)) }
        let (carriesTuples, keep) = (node.tuple, node.keepSingletonArray)
        return { evaluation, input, frame in
            try evaluation.enter()
            defer { evaluation.leave() }
            let stream = try runner.run(evaluation, input, frame)
            if let group { return try group.run(evaluation, .tuples(stream), frame) }
            if carriesTuples { return .tuples(stream) }
            return .many(stream.rows.compactMap { $0.item.value(in: evaluation) }, keep: keep)
        }
    }
}

/// Runs the steps of a tuple path.
struct TupleRunner: Sendable {
    /// Steps before the first that binds something.
    let plain: [StepCode]
    let tuples: [StepCode]
    let scope: EvaluationScope
    let startsAbsolute: Bool

    func run(_ evaluation: ExpressionEvaluation, _ input: Datum, _ frame: EvaluationFrame) throws -> TupleStream {
        var stream: TupleStream?
        var items = try startItems(evaluation, input, frame)
        for (index, step) in tuples.enumerated() {
            if index == 0, plain.isEmpty, step.isConstructed, case .evaluate(let code) = step.kind {
                items = rows(of: try code(evaluation, input, frame), evaluation)
                stream = TupleStream(scope: scope, rows: items)
                continue
            }
            stream = try run(
                step, evaluation, stream ?? TupleStream(scope: scope, rows: items), frame, isFirst: index == 0)
        }
        return stream ?? TupleStream(scope: scope, rows: [])
    }

    private func startItems(
        _ evaluation: ExpressionEvaluation, _ input: Datum, _ frame: EvaluationFrame
    ) throws -> [TupleStream.Row] {
        let flow =
            plain.isEmpty
            ? PathRunner.start(input, startsAbsolute: startsAbsolute)
            : try PathRunner.run(plain, evaluation, input, frame, startsAbsolute: startsAbsolute, endsPath: false)
        switch flow {
        case .single(let datum): return [row(datum)]
        case .plain(let datum): return rows(of: datum, evaluation)
        case .sequence(let items): return items.map { row(.one($0)) }
        }
    }

    private func row(_ item: Datum) -> TupleStream.Row {
        TupleStream.Row(item: item, slots: Array(repeating: .unbound, count: scope.count))
    }

    private func rows(of datum: Datum, _ evaluation: ExpressionEvaluation) -> [TupleStream.Row] {
        if let elements = datum.elements { return elements.map { row(.one($0)) } }
        return datum.isUndefined ? [] : [row(datum)]
    }

    private func run(
        _ step: StepCode, _ evaluation: ExpressionEvaluation, _ stream: TupleStream, _ frame: EvaluationFrame,
        isFirst: Bool
    ) throws -> TupleStream {
        var result: TupleStream
        switch step.kind {
        case .sort(let sort):
            result = try sort.sorted(stream, evaluation, frame)
            if isFirst, let index = step.index {
                for position in result.rows.indices { result.rows[position].slots[index] = .one(.number(position)) }
            }
        case .evaluate(let code):
            result = TupleStream(scope: scope, rows: [])
            for row in stream.rows {
                let datum = try code(evaluation, row.item, EvaluationFrame(slots: row.slots, parent: frame))
                append(datum, from: row, step, to: &result, evaluation)
                try evaluation.charge(bytes: row.slots.count * MemoryLayout<Datum>.stride)
                try evaluation.charge(items: result.rows.count)
            }
        }
        return try apply(step.stages, to: result, evaluation, frame)
    }

    /// Adds a row for each item that a step gave for `row`.
    private func append(
        _ datum: Datum, from row: TupleStream.Row, _ step: StepCode, to result: inout TupleStream,
        _ evaluation: ExpressionEvaluation
    ) {
        if case .tuples(let inner) = datum {
            for innerRow in inner.rows { result.rows.append(merged(row, innerRow, of: inner.scope)) }
            return
        }
        let items = datum.elements ?? datum.value(in: evaluation).map { [$0] } ?? []
        for (index, item) in items.enumerated() {
            var next = row
            if let focus = step.focus { next.slots[focus] = .one(item) } else { next.item = .one(item) }
            if let position = step.index { next.slots[position] = .one(.number(index)) }
            if let ancestor = step.ancestor { next.slots[ancestor] = row.item }
            result.rows.append(next)
        }
    }

    /// A row of this stream that goes on with what a path within the step has bound.
    private func merged(
        _ row: TupleStream.Row, _ inner: TupleStream.Row, of innerScope: EvaluationScope
    ) -> TupleStream.Row {
        var next = row
        next.item = inner.item
        for (slot, name) in innerScope.names.enumerated() where slot < inner.slots.count {
            if case .unbound = inner.slots[slot] { continue }
            if let own = scope.slot(of: name) { next.slots[own] = inner.slots[slot] }
        }
        return next
    }

    private func apply(
        _ stages: [StepCode.Stage], to stream: TupleStream, _ evaluation: ExpressionEvaluation, _ frame: EvaluationFrame
    ) throws -> TupleStream {
        var result = stream
        for stage in stages {
            switch stage {
            case .filter(let filter):
                if case .tuples(let kept) = try filter(evaluation, .tuples(result), frame) { result = kept }
            case .index(let slot):
                for position in result.rows.indices { result.rows[position].slots[slot] = .one(.number(position)) }
            }
        }
        return result
    }
}
