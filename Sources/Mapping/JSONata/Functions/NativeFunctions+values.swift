import Values

extension NativeFunctions {
    static let values: [NativeFunction] = [
        NativeFunction("boolean", "<x-:b>") { call in
            call.argument(0).isUndefined ? .undefined : .bool(try call.evaluation.isTruthy(call.argument(0)))
        },
        NativeFunction("not", "<x-:b>") { call in
            call.argument(0).isUndefined ? .undefined : .bool(!(try call.evaluation.isTruthy(call.argument(0))))
        },
        NativeFunction("exists", "<x:b>") { call in .bool(!call.argument(0).isUndefined) },
        NativeFunction("type", "<x:s>") { call in
            switch Signature.type(call.argument(0), call.evaluation) {
            case .null: .string("null")
            case .number: .string("number")
            case .string: .string("string")
            case .boolean: .string("boolean")
            case .array: .string("array")
            case .function: .string("function")
            case .object: .string("object")
            default: .undefined
            }
        },
        NativeFunction("clone", "<(oa)-:o>") { call in call.argument(0) },
        NativeFunction("error", "<s?:x>") { call in
            throw JSONataError("D3137", message: words(call.string(0), "$error() function evaluated"))
        },
        NativeFunction("assert", "<bs?:x>") { call in
            if try call.evaluation.isTruthy(call.argument(0)) { return .undefined }
            throw JSONataError("D3141", message: words(call.string(1), "$assert() statement failed"))
        },
        NativeFunction("eval", "<sx?:x>", needsItsPlace: true) { call in
            guard let source = call.string(0) else { return .undefined }
            return try evaluate(source, call)
        },
    ]

    private static func words(_ given: String?, _ usual: String) -> String {
        guard let given, !given.isEmpty else { return usual }
        return given
    }

    /// Text as an expression, which sees the variables of the place where `$eval` is called.
    private static func evaluate(_ source: String, _ call: NativeCall) throws -> Datum {
        let evaluation = call.evaluation
        var input = call.input
        if !call.argument(1).isUndefined {
            input = call.argument(1)
            if case .one(.array) = input, let value = input.plainValue { input = .root(value) }
        }
        try evaluation.enter()
        defer { evaluation.leave() }
        try evaluation.charge(bytes: source.utf8.count &* 64)
        let tree: ExpressionNode
        do throws(JSONataError) {
            tree = try ExpressionParser.parse(source)
        } catch {
            throw JSONataError("D3120")
        }
        let (code, scope) = ExpressionCompiler.compile(tree, scope: call.scope, globals: nil)
        do {
            return try code(evaluation, input, EvaluationFrame(count: scope.count, parent: call.frame))
        } catch let error as JSONataError {
            if error.code.hasPrefix("U") { throw error }
            throw JSONataError("D3121")
        }
    }
}
