import Values

extension NativeFunctions {
    static let arrays: [NativeFunction] = [
        NativeFunction("append", "<xx:a>") { call in
            let (first, second) = (call.argument(0), call.argument(1))
            if first.isUndefined { return second }
            if second.isUndefined { return first }
            let items = listed(first, call.evaluation) + listed(second, call.evaluation)
            try call.evaluation.charge(items: items.count)
            return .one(.array(items))
        },
        NativeFunction("reverse", "<a:a>") { call in
            guard let items = call.array(0) else { return .undefined }
            return items.count <= 1 ? call.argument(0) : .one(.array(items.reversed()))
        },
        NativeFunction("shuffle", "<a:a>") { call in
            guard var items = call.array(0) else { return .undefined }
            guard items.count > 1 else { return call.argument(0) }
            for index in items.indices {
                items.swapAt(index, Int(call.evaluation.nextRandom() * Double(index + 1)))
            }
            return .one(.array(items))
        },
        NativeFunction("distinct", "<x:x>") { call in
            guard let items = call.array(0), items.count > 1 else { return call.argument(0) }
            try call.evaluation.measure(.array(items))
            var seen: Set<Value> = []
            let distinct = items.filter { seen.insert($0.withComparableNumbers).inserted }
            if case .many(_, let keep) = call.argument(0) { return .many(distinct, keep: keep) }
            return .one(.array(distinct))
        },
        NativeFunction("zip", "<a+>", arity: 0) { call in
            let lists = call.arguments.map { $0.elements ?? [] }
            let count = lists.map(\.count).min() ?? 0
            try call.evaluation.charge(items: count * lists.count)
            return .one(.array((0..<count).map { index in .array(lists.map { $0[index] }) }))
        },
        NativeFunction("sort", "<af?:a>") { call in
            guard let items = call.array(0) else { return .undefined }
            guard items.count > 1 else { return call.argument(0) }
            if let function = call.function(1) { return .one(.array(try sorted(items, by: function, &call))) }
            return .one(.array(try sorted(items)))
        },
    ]

    private static func listed(_ datum: Datum, _ evaluation: ExpressionEvaluation) -> [Value] {
        datum.elements ?? datum.value(in: evaluation).map { [$0] } ?? []
    }

    private static func sorted(_ items: [Value]) throws -> [Value] {
        if items.allSatisfy(\.isNumber) {
            return try MergeSort.sorted(items) { $0.doubleValue > $1.doubleValue }
        }
        let texts = items.compactMap(\.string)
        guard texts.count == items.count else { throw JSONataError("D3070") }
        return try MergeSort.sorted(texts) { $1.isOrderedUTF16(before: $0) }.map { .string($0) }
    }

    private static func sorted(
        _ items: [Value], by function: FunctionValue, _ call: inout NativeCall
    ) throws -> [Value] {
        let (caller, evaluation) = (call.caller, call.evaluation)
        return try MergeSort.sorted(items) { left, right in
            try evaluation.isTruthy(try caller.apply(function, [.one(left), .one(right)]))
        }
    }
}

extension Value {
    /// The same with every number in one form, so that equal values have equal hashes.
    var withComparableNumbers: Value {
        switch self {
        case .double, .decimal:
            if isNumber { .number(doubleValue) } else { self }
        case .array(let items): .array(items.map(\.withComparableNumbers))
        case .object(let object):
            .object(
                Object(
                    distinct: object.members.map {
                        Object.Member(key: $0.key, value: $0.value.withComparableNumbers)
                    }))
        default: self
        }
    }
}
