import Values

/// Predicates.
enum Filter {
    static func item(at index: Int, of input: Datum, _ evaluation: ExpressionEvaluation) -> Datum {
        if case .tuples(var stream) = input {
            let position = index < 0 ? stream.rows.count + index : index
            stream.rows = stream.rows.indices.contains(position) ? [stream.rows[position]] : []
            return .tuples(stream)
        }
        guard let elements = input.elements else {
            guard index == 0 || index == -1, let value = input.value(in: evaluation) else {
                return .many([], keep: false)
            }
            return .many([value], keep: false)
        }
        let position = index < 0 ? elements.count + index : index
        guard elements.indices.contains(position) else { return .many([], keep: false) }
        evaluation.reads?.readElement(position, of: elements)
        if case .array = elements[position] { return .one(elements[position]) }
        return .many([elements[position]], keep: false)
    }

    static func items(
        of input: Datum, _ evaluation: ExpressionEvaluation, _ frame: EvaluationFrame, _ test: ExpressionCode
    ) throws -> Datum {
        guard let elements = input.elements else {
            let kept = try isKept(try test(evaluation, input, frame), at: 0, of: 1, evaluation)
            guard kept, let value = input.value(in: evaluation) else { return .many([], keep: false) }
            return .many([value], keep: false)
        }
        var kept: [Value] = []
        for (index, element) in elements.enumerated() {
            let result = try test(evaluation, .one(element), frame)
            if try isKept(result, at: index, of: elements.count, evaluation) { kept.append(element) }
            try evaluation.tick(index)
        }
        return .many(kept, keep: false)
    }

    static func rows(
        of stream: TupleStream, _ evaluation: ExpressionEvaluation, _ frame: EvaluationFrame, _ test: ExpressionCode
    ) throws -> TupleStream {
        var kept: [TupleStream.Row] = []
        for (index, row) in stream.rows.enumerated() {
            let result = try test(evaluation, row.item, EvaluationFrame(slots: row.slots, parent: frame))
            if try isKept(result, at: index, of: stream.rows.count, evaluation) { kept.append(row) }
        }
        return TupleStream(scope: stream.scope, rows: kept)
    }

    private static func isKept(
        _ result: Datum, at index: Int, of count: Int, _ evaluation: ExpressionEvaluation
    ) throws -> Bool {
        if case .one(.bool(let flag)) = result { return flag }
        if case .one(let value) = result, value.isNumber, let number = try value.finiteNumber() {
            return isAt(number, index, count)
        }
        if let elements = result.elements, elements.allSatisfy(\.isNumber) {
            return try elements.contains { isAt(try $0.finiteNumber() ?? -1, index, count) }
        }
        return try evaluation.isTruthy(result)
    }

    private static func isAt(_ number: Double, _ index: Int, _ count: Int) -> Bool {
        let position = Int(clampingTruncated: number.rounded(.down))
        return (position < 0 ? count &+ position : position) == index
    }
}
