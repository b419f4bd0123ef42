import Values

/// Checking arguments against a signature.
extension Signature {
    /// The arguments as the function gets them: arrays made where one is taken, the context where one is left out.
    func arguments(_ given: [Datum], context: Datum, _ evaluation: ExpressionEvaluation) throws -> [Datum] {
        if let simple = simpleArguments(given, evaluation) { return simple }
        let types = given.map { Self.type($0, evaluation) }
        guard let counts = match(types, wholly: true) else { throw mismatch(types) }
        var result: [Datum] = []
        var next = 0
        for (index, parameter) in parameters.enumerated() {
            if counts[index] == 0 {
                if parameter.takesContext {
                    result.append(try contextArgument(parameter, context, next, evaluation))
                } else {
                    result.append(next < given.count ? given[next] : .undefined)
                    next += 1
                }
                continue
            }
            for offset in 0..<counts[index] {
                // A parameter left out before this one has taken its argument, as in the reference.
                guard next + offset < given.count else {
                    result.append(.undefined)
                    continue
                }
                let argument = given[next + offset]
                let type = types[next + offset]
                result.append(
                    parameter.letter == "a"
                        ? try array(argument, type, parameter, single: counts[index] == 1, next + offset, evaluation)
                        : argument)
            }
            next += counts[index]
        }
        return result
    }

    /// The common case: every argument is of its parameter's type, and only optional ones are left out at the end.
    private func simpleArguments(_ given: [Datum], _ evaluation: ExpressionEvaluation) -> [Datum]? {
        guard given.count <= parameters.count else { return nil }
        for index in given.indices where !isSimple(given[index], parameters[index], evaluation) { return nil }
        for parameter in parameters[given.count...] where !parameter.isOptional || parameter.takesContext { return nil }
        return given
    }

    private func isSimple(_ argument: Datum, _ parameter: Parameter, _ evaluation: ExpressionEvaluation) -> Bool {
        if parameter.isRepeated { return false }
        guard parameter.letter == "a" else { return parameter.types.contains(Self.type(argument, evaluation)) }
        guard let elements = argument.elements else { return false }
        guard let wanted = parameter.itemType else { return parameter.subtype == nil }
        return elements.allSatisfy { Self.type($0, evaluation) == wanted }
    }

    private func contextArgument(
        _ parameter: Parameter, _ context: Datum, _ index: Int, _ evaluation: ExpressionEvaluation
    ) throws -> Datum {
        guard parameter.contextTypes.contains(Self.type(context, evaluation)) else {
            throw JSONataError("T0411", expected: String(index + 1))
        }
        return context.unwrapped
    }

    private func array(
        _ argument: Datum, _ type: Types, _ parameter: Parameter, single: Bool, _ index: Int,
        _ evaluation: ExpressionEvaluation
    ) throws -> Datum {
        if type == .missing { return .undefined }
        let elements = argument.elements
        if let subtype = parameter.subtype {
            let accepted: Bool
            if let elements {
                accepted = elements.allSatisfy { Self.letter(Self.type($0, evaluation)) == subtype.first }
            } else {
                accepted = single && subtype.count == 1 && Self.letter(type) == subtype.first
            }
            guard accepted else { throw JSONataError("T0412", expected: String(index + 1)) }
        }
        if elements != nil { return argument }
        return .one(.array(argument.value(in: evaluation).map { [$0] } ?? []))
    }

    static func type(_ datum: Datum, _ evaluation: ExpressionEvaluation) -> Types {
        switch datum {
        case .undefined, .unbound, .pendingCall: .missing
        case .one(let value): type(value, evaluation)
        case .many, .constructed, .root, .tuples: .array
        case .function: .function
        }
    }

    static func type(_ value: Value, _ evaluation: ExpressionEvaluation) -> Types {
        switch value {
        case .null: .null
        case .bool: .boolean
        case .integer, .double: .number
        case .decimal(let decimal): decimal.isFunctionStandIn ? .function : .number
        case .string, .bytes: .string
        case .array: .array
        case .object: .object
        }
    }

    private static func letter(_ type: Types) -> Character {
        switch type {
        case .array: "a"
        case .string: "s"
        case .number: "n"
        case .boolean: "b"
        case .null: "l"
        case .function: "f"
        case .object: "o"
        default: "m"
        }
    }

    /// How many arguments each parameter takes, as many as it can first; nil when they do not fit. `wholly` asks that
    /// none is left over.
    private func match(_ types: [Types], wholly: Bool, parameters count: Int? = nil) -> [Int]? {
        let count = count ?? parameters.count
        func fit(_ parameter: Int, _ argument: Int) -> [Int]? {
            guard parameter < count else { return !wholly || argument == types.count ? [] : nil }
            let taken = parameters[parameter]
            var most = 0
            while argument + most < types.count, taken.types.contains(types[argument + most]) {
                most += 1
                if !taken.isRepeated { break }
            }
            let least = taken.isOptional ? 0 : 1
            guard most >= least else { return nil }
            for amount in stride(from: most, through: least, by: -1) {
                if let rest = fit(parameter + 1, argument + amount) { return [amount] + rest }
            }
            return nil
        }
        return fit(0, 0)
    }

    /// Which argument is the first that does not fit.
    private func mismatch(_ types: [Types]) -> JSONataError {
        var good = 0
        for count in 1...max(1, parameters.count) where count <= parameters.count {
            guard let counts = match(types, wholly: false, parameters: count) else { break }
            good = counts.reduce(0, +)
        }
        return JSONataError("T0410", expected: String(good + 1))
    }
}
