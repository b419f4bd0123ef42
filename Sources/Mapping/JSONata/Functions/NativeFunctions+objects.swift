import Values

extension NativeFunctions {
    static let objects: [NativeFunction] = [
        NativeFunction("keys", "<x-:a<s>>") { call in
            guard let value = call.value(0) else { return .undefined }
            try call.evaluation.measure(value)
            var keys = Object()
            collectKeys(of: value, into: &keys)
            return .many(keys.members.map { .string($0.key) }, keep: false)
        },
        NativeFunction("lookup", "<x-s:x>") { call in
            guard let key = call.string(1) else { return .undefined }
            return try Traversal.lookup(call.argument(0), FieldName(key), call.evaluation)
        },
        NativeFunction("spread", "<x-:a<o>>") { call in
            guard let value = call.value(0) else { return .undefined }
            call.readMembers(value)
            switch value {
            case .array(let items):
                try call.evaluation.measure(value)
                let spread = items.flatMap(spread)
                try call.evaluation.charge(items: spread.count)
                return spread.isEmpty ? .undefined : .one(.array(spread))
            case .object: return .many(spread(value), keep: false)
            default: return call.argument(0)
            }
        },
        NativeFunction("merge", "<a<o>:o>") { call in
            guard let items = call.array(0) else { return .undefined }
            var merged = Object()
            call.readMembers(.array(items))
            for case .object(let object) in items {
                for member in object.members { merged[member.key] = member.value }
            }
            return .one(.object(merged))
        },
        NativeFunction("each", "<o-f:a>") { call in
            guard let object = call.value(0)?.object, let function = call.function(1) else { return .undefined }
            call.readMembers(.object(object))
            var results: [Value] = []
            for member in object.members {
                let result = try call.caller.apply(
                    function, passing: member.value, .string(member.key), .object(object))
                if let value = result.value(in: call.evaluation) { results.append(value) }
            }
            return .many(results, keep: false)
        },
        NativeFunction("sift", "<o-f?:o>") { call in
            guard let object = call.value(0)?.object, let function = call.function(1) else { return .undefined }
            call.readMembers(.object(object))
            var kept = Object()
            for member in object.members {
                let result = try call.caller.apply(
                    function, passing: member.value, .string(member.key), .object(object))
                if try call.evaluation.isTruthy(result) { kept.append(member.key, member.value) }
            }
            return kept.isEmpty ? .undefined : .one(.object(kept))
        },
    ]

    private static func collectKeys(of value: Value, into keys: inout Object) {
        switch value {
        case .array(let items): for item in items { collectKeys(of: item, into: &keys) }
        case .object(let object): for member in object.members { keys[member.key] = .null }
        default: break
        }
    }

    private static func spread(_ value: Value) -> [Value] {
        switch value {
        case .array(let items): items.flatMap(spread)
        case .object(let object):
            object.members.map { .object(Object(distinct: [Object.Member(key: $0.key, value: $0.value)])) }
        default: [value]
        }
    }
}

extension NativeCall {
    /// The members of an object, or of each object of an array, were taken out.
    fileprivate func readMembers(_ value: Value) {
        guard let reads = evaluation.reads else { return }
        reads.readContents(value)
        for item in value.array ?? [] { readMembers(item) }
    }
}

extension Caller {
    /// Calls a function with an item, and with where it stands if the function takes that too.
    func apply(
        _ function: FunctionValue, passing item: Value, _ place: Value, _ whole: @autoclosure () -> Value
    ) throws -> Datum {
        var arguments = [Datum.one(item)]
        let arity = function.arity
        if arity >= 2 { arguments.append(.one(place)) }
        if arity >= 3 { arguments.append(.one(whole())) }
        return try apply(function, arguments).collapsed()
    }
}
