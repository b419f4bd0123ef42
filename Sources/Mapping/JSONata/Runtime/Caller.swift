import Values

/// Calls functions, in the place where the call stands.
struct Caller {
    let evaluation: ExpressionEvaluation
    /// What stands in for an argument that is left out.
    let input: Datum
    let frame: EvaluationFrame
    let scope: EvaluationScope

    /// Evaluates the arguments of a call, before them `first` where it was piped in, and makes the call.
    static func call(
        _ site: CallSite, _ evaluation: ExpressionEvaluation, _ input: Datum, _ frame: EvaluationFrame,
        first: Datum? = nil
    ) throws -> Datum {
        let function = try site.function(evaluation, input, frame, forgotten: "T1005")
        var arguments: [Datum] = []
        arguments.reserveCapacity(site.arguments.count + 1)
        if let first { arguments.append(first) }
        for argument in site.arguments { arguments.append(try argument.run(evaluation, input, frame)) }
        guard let function else { throw JSONataError("T1006", position: site.position, token: site.token) }
        let caller = Caller(evaluation: evaluation, input: input, frame: frame, scope: site.scope)
        return try caller.apply(function, arguments, at: site)
    }

    /// Applies a function, and then every call that it leaves to be made in its place, so that the stack does not grow.
    /// Of an error the outermost call tells where, the innermost what.
    func apply(_ function: FunctionValue, _ arguments: [Datum], at site: CallSite? = nil) throws -> Datum {
        var result: Datum
        do {
            result = try applyOnce(function, arguments)
        } catch let error as JSONataError {
            guard let site else { throw error }
            throw error.located(position: site.position, token: error.token ?? site.token)
        }
        while case .pendingCall = result {
            guard let call = evaluation.pendingCall else { return .undefined }
            evaluation.pendingCall = nil
            do {
                result = try applyOnce(call.function, call.arguments).collapsed()
            } catch let error as JSONataError {
                throw error.located(position: call.position, token: error.token ?? call.token)
            }
        }
        return result
    }

    private func applyOnce(_ function: FunctionValue, _ arguments: [Datum]) throws -> Datum {
        switch function.kind {
        case .native(let native):
            let checked = try native.signature.map { try $0.arguments(arguments, context: input, evaluation) }
            return try run(native, checked ?? arguments)
        case .lambda(let code, let frame, let input):
            let checked = try code.signature.map { try $0.arguments(arguments, context: self.input, evaluation) }
            return try run(code, checked ?? arguments, frame, input)
        case .partial(let inner, let given):
            return try applyOnce(inner, Self.filled(given, arguments, most: inner.parameterCount))
        case .composed(let first, let then):
            return try apply(then, [try apply(first, arguments).collapsed()])
        case .regex(let regex): return try Matching.match(regex, arguments, evaluation)
        case .nextMatch(let regex, let units, let from):
            return try Matching.next(regex, units, from: from, evaluation)
        case .transform(let code, let frame):
            let checked = try TransformCode.signature.arguments(arguments, context: input, evaluation)
            return try code.apply(checked.first ?? .undefined, self, frame)
        }
    }

    private func run(_ native: NativeFunction, _ arguments: [Datum]) throws -> Datum {
        var call = NativeCall(
            arguments: arguments, evaluation: evaluation, input: input, frame: frame, scope: scope)
        return try native.body(&call)
    }

    private func run(
        _ code: LambdaCode, _ arguments: [Datum], _ outer: EvaluationFrame, _ input: Datum
    ) throws -> Datum {
        guard code.slotCount > 0 else {
            return try code.body(evaluation, input, EvaluationFrame(slots: [], parent: outer))
        }
        if arguments.count == code.slotCount, code.parameterCount == code.slotCount, code.slots == nil {
            return try code.body(evaluation, input, EvaluationFrame(slots: arguments, parent: outer))
        }
        var slots: [Datum] = []
        slots.reserveCapacity(code.slotCount)
        for index in 0..<code.parameterCount {
            let argument = index < arguments.count ? arguments[index] : .undefined
            slots.append(argument.isUndefined ? .undefined : argument)
        }
        if let order = code.slots {
            let given = slots
            slots = Array(repeating: .unbound, count: code.slotCount)
            for (index, slot) in order.enumerated() { slots[slot] = given[index] }
        }
        while slots.count < code.slotCount { slots.append(.unbound) }
        return try code.body(evaluation, input, EvaluationFrame(slots: slots, parent: outer))
    }

    /// The arguments given earlier, with those given now in the open places.
    private static func filled(_ given: [Datum?], _ now: [Datum], most: Int) -> [Datum] {
        var rest = now[...]
        return given.prefix(most).map { $0 ?? rest.popFirst() ?? .undefined }
    }
}

extension FunctionValue {
    /// How many parameters it names.
    var parameterCount: Int {
        switch kind {
        case .native(let native): native.signature?.parameters.count ?? native.arity
        case .lambda(let code, _, _): code.parameterCount
        default: arity
        }
    }
}
