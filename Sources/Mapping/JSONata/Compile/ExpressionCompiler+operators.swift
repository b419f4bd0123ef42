import Values

/// Unary and binary operators, array and object constructors.
extension ExpressionCompiler {
    func unary(_ node: ExpressionNode) -> ExpressionCode {
        switch node.value {
        case "[": return arrayConstructor(node)
        case "{": return grouping(node.pairs, position: node.position)
        default: return negation(node)
        }
    }

    private func negation(_ node: ExpressionNode) -> ExpressionCode {
        guard let body = node.body else { return { _, _, _ in .undefined } }
        let operand = compile(body)
        let position = node.position
        return { evaluation, input, frame in
            try evaluation.enter()
            defer { evaluation.leave() }
            let value = try operand(evaluation, input, frame)
            if value.isUndefined { return .undefined }
            guard case .one(let number) = value, let double = try number.finiteNumber() else {
                throw JSONataError("D1002", position: position, token: "-")
            }
            return .number(-double)
        }
    }

    /// Items that are array constructors themselves stay arrays; what others give is flattened by one level.
    private func arrayConstructor(_ node: ExpressionNode) -> ExpressionCode {
        let items = node.children.map { (part: part($0), isArray: $0.isArrayConstructor) }
        let isConstructed = node.isConstructedArray
        return { evaluation, input, frame in
            try evaluation.enter()
            defer { evaluation.leave() }
            var result: [Value] = []
            result.reserveCapacity(items.count)
            for item in items {
                let datum = try item.part.run(evaluation, input, frame)
                if item.isArray {
                    if let value = datum.value(in: evaluation) { result.append(value) }
                } else if let elements = datum.elements {
                    if result.isEmpty { result = elements } else { result += elements }
                } else if let value = datum.value(in: evaluation) {
                    result.append(value)
                }
            }
            try evaluation.charge(items: result.count)
            try evaluation.checkNesting(of: result)
            return isConstructed ? .constructed(result) : .one(.array(result))
        }
    }

    func binary(_ node: ExpressionNode) -> ExpressionCode {
        guard let lhs = node.lhs, let rhs = node.rhs else { return { _, _, _ in .undefined } }
        let left = compile(lhs)
        let right = compile(rhs)
        let operation = Self.operation(node.value)
        let (position, token) = (node.position, node.value)
        switch token {
        case "and", "or": return logical(left, right, isAnd: token == "and", position)
        case "+", "-", "*", "/", "%": return arithmetic(left, right, token, position)
        default: break
        }
        return { evaluation, input, frame in
            try evaluation.enter()
            defer { evaluation.leave() }
            let a = try left(evaluation, input, frame)
            let b = try right(evaluation, input, frame)
            do {
                return try operation(evaluation, a, b)
            } catch let error as JSONataError {
                throw error.located(position: position, token: token)
            }
        }
    }

    private static func operation(_ symbol: String) -> @Sendable (ExpressionEvaluation, Datum, Datum) throws -> Datum {
        switch symbol {
        case "=": { .bool(try Operators.areEqual($1, $2, $0) ?? false) }
        case "!=": { .bool(try Operators.areEqual($1, $2, $0).map { !$0 } ?? false) }
        case "<": { try Operators.compare($1, $2, $0) { $0 == .less } }
        case "<=": { try Operators.compare($1, $2, $0) { $0 != .greater } }
        case ">": { try Operators.compare($1, $2, $0) { $0 == .greater } }
        case ">=": { try Operators.compare($1, $2, $0) { $0 != .less } }
        case "&": { try Operators.concatenate($1, $2, $0) }
        case "..": { try Operators.range($1, $2, $0) }
        case "in": { .bool(Operators.contains($2, $1, $0)) }
        default: { _, _, _ in .undefined }
        }
    }

    private func arithmetic(
        _ left: @escaping ExpressionCode, _ right: @escaping ExpressionCode, _ token: String, _ position: Int
    ) -> ExpressionCode {
        let operation = Operators.Arithmetic(token)
        return { evaluation, input, frame in
            try evaluation.enter()
            defer { evaluation.leave() }
            let a = try left(evaluation, input, frame)
            let b = try right(evaluation, input, frame)
            if case .one(.integer(let x)) = a, case .one(.integer(let y)) = b, let z = operation.exact(x, y) {
                return .one(.integer(z))
            }
            if let x = Operators.plainDouble(a), let y = Operators.plainDouble(b) { return operation.apply(x, y) }
            do {
                return try operation.apply(a, b)
            } catch let error as JSONataError {
                throw error.located(position: position, token: token)
            }
        }
    }

    private func logical(
        _ left: @escaping ExpressionCode, _ right: @escaping ExpressionCode, isAnd: Bool, _ position: Int
    ) -> ExpressionCode {
        { evaluation, input, frame in
            try evaluation.enter()
            defer { evaluation.leave() }
            let first = try evaluation.isTruthy(try left(evaluation, input, frame))
            if first != isAnd { return .bool(first) }
            do {
                return .bool(try evaluation.isTruthy(try right(evaluation, input, frame)))
            } catch let error as JSONataError {
                throw error.located(position: position, token: isAnd ? "and" : "or")
            }
        }
    }
}
