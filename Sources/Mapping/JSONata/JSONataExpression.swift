package import Values

/// A JSONata expression, read and compiled once, used as often as wished and from any thread.
///
/// The language is JSONata 2 with the codes of its reference implementation; `docs/jsonata.md` lists the functions and
/// the differences. Numbers that an expression only passes on stay exactly as they are; computing is in double precision.
package struct JSONataExpression: Sendable {
    package let source: String
    private let code: ExpressionCode
    private let scope: EvaluationScope
    fileprivate let globals: GlobalNames

    package init(_ source: String) throws(JSONataError) {
        let tree = try ExpressionParser.parse(source)
        let globals = GlobalNames()
        (code, scope) = ExpressionCompiler.compile(tree, scope: nil, globals: globals)
        self.source = source
        self.globals = globals
    }

    /// The value of the expression for `input`; nil when it is undefined, as it is for a function.
    ///
    /// - Parameter bindings: variables by their names without `$`; they hide built-in functions of the same name.
    package func evaluate(
        _ input: Value?, bindings: [String: Value] = [:], environment: JSONataEnvironment
    ) throws(JSONataError) -> Value? {
        try evaluate(input, bindings: bindings, environment: environment, source: nil)
    }

    /// The same as part of a mapping, whose source learns what was read.
    func evaluate(
        _ input: Value?, bindings: [String: Value], environment: JSONataEnvironment, source: ExpressionSource?
    ) throws(JSONataError) -> Value? {
        var root = Datum(input)
        if case .one(.array) = root, let input { root = .root(input) }
        let evaluation = ExpressionEvaluation(
            environment: environment, bindings: bindings, root: root, source: source, globalCount: globals.names.count)
        do {
            let result = try code(evaluation, root, EvaluationFrame(count: scope.count, parent: nil))
            guard let value = result.unwrapped.plainValue else { return nil }
            try evaluation.measure(value)
            evaluation.reads?.readWhole(value)
            return evaluation.hasInternedFunctions ? value.withoutFunctions : value
        } catch let error as JSONataError {
            throw error
        } catch {
            throw JSONataError("U1001", expected: "internal")
        }
    }
}

extension JSONataExpression {
    /// The variables that it uses without binding them.
    var freeNames: [String] { globals.names }
}

extension Value {
    /// Functions have no form outside: left out of objects, null in arrays, as JSON.stringify has it.
    fileprivate var withoutFunctions: Value? {
        switch self {
        case .decimal(let decimal): decimal.isFunctionStandIn ? nil : self
        case .array(let items): .array(items.map { $0.withoutFunctions ?? .null })
        case .object(let object):
            .object(
                Object(
                    distinct: object.members.compactMap { member in
                        member.value.withoutFunctions.map { Object.Member(key: member.key, value: $0) }
                    }))
        default: self
        }
    }
}
