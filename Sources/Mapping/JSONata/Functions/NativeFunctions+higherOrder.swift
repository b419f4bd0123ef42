import Values

extension NativeFunctions {
    static let higherOrder: [NativeFunction] = [
        NativeFunction("map", "<af>") { call in
            guard let items = call.array(0), let function = call.function(1) else { return .undefined }
            let caller = call.caller
            var results: [Value] = []
            for (index, item) in items.enumerated() {
                let result = try caller.apply(function, passing: item, .number(index), .array(items))
                if let value = result.value(in: call.evaluation) { results.append(value) }
            }
            try call.evaluation.charge(items: results.count)
            return .many(results, keep: false)
        },
        NativeFunction("filter", "<af>") { call in
            guard let items = call.array(0), let function = call.function(1) else { return .undefined }
            let caller = call.caller
            var kept: [Value] = []
            for (index, item) in items.enumerated() {
                let result = try caller.apply(function, passing: item, .number(index), .array(items))
                if try call.evaluation.isTruthy(result) { kept.append(item) }
            }
            return .many(kept, keep: false)
        },
        NativeFunction("single", "<af?>") { call in
            guard let items = call.array(0) else { return .undefined }
            var found: Value?
            for (index, item) in items.enumerated() {
                if let function = call.function(1) {
                    let result = try call.caller.apply(function, passing: item, .number(index), .array(items))
                    guard try call.evaluation.isTruthy(result) else { continue }
                }
                guard found == nil else { throw JSONataError("D3138") }
                found = item
            }
            guard let found else { throw JSONataError("D3139") }
            return .one(found)
        },
        NativeFunction("reduce", "<afj?:j>") { call in
            guard let items = call.array(0), let function = call.function(1) else { return .undefined }
            return try reduce(items, function, call.argument(2), call.caller)
        },
    ]

    private static func reduce(
        _ items: [Value], _ function: FunctionValue, _ start: Datum, _ caller: Caller
    ) throws -> Datum {
        let arity = function.arity
        guard arity >= 2 else { throw JSONataError("D3050") }
        var rest = items[...]
        var result = start
        if start.isUndefined, let first = rest.popFirst() { result = .one(first) }
        for index in rest.indices {
            var arguments = [result, .one(rest[index])]
            if arity >= 3 { arguments.append(.one(.number(index))) }
            if arity >= 4 { arguments.append(.one(.array(items))) }
            result = try caller.apply(function, arguments).collapsed()
        }
        return result
    }
}
