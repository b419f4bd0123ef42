import Values

/// Where a function is called, and with what.
final class CallSite: Sendable {
    let procedure: ExpressionCode
    let arguments: [ExpressionPart]
    let position: Int
    /// Position of what is called, which errors of calls in tail position tell.
    let procedurePosition: Int
    let token: String?
    /// The name without its `$`, when that was forgotten, and the variable it might have meant.
    let bareName: String?
    let meant: ExpressionPart?
    let scope: EvaluationScope

    init(
        procedure: @escaping ExpressionCode, arguments: [ExpressionPart], position: Int, procedurePosition: Int,
        token: String?, bareName: String?, meant: ExpressionPart?, scope: EvaluationScope
    ) {
        self.procedure = procedure
        self.arguments = arguments
        self.position = position
        self.procedurePosition = procedurePosition
        self.token = token
        self.bareName = bareName
        self.meant = meant
        self.scope = scope
    }

    /// The function, nil when it is none.
    func function(_ evaluation: ExpressionEvaluation, _ input: Datum, _ frame: EvaluationFrame, forgotten code: String)
        throws
        -> FunctionValue?
    {
        let datum = try procedure(evaluation, input, frame)
        if datum.isUndefined, let bareName, let meant, !(try meant.run(evaluation, input, frame)).isUndefined {
            throw JSONataError(code, position: position, token: bareName)
        }
        return evaluation.function(datum)
    }
}

extension ExpressionCompiler {
    private func site(_ node: ExpressionNode, _ procedure: ExpressionNode) -> CallSite {
        let bareName = procedure.kind == .path ? procedure.children[0].value : nil
        return CallSite(
            procedure: compile(procedure), arguments: node.children.map(part), position: node.position,
            procedurePosition: procedure.position, token: bareName ?? procedure.value, bareName: bareName,
            meant: bareName.map { ExpressionPart(run: variable($0)) }, scope: scope)
    }

    func call(_ node: ExpressionNode) -> ExpressionCode {
        guard let procedure = node.procedure else { return { _, _, _ in .undefined } }
        let site = site(node, procedure)
        if node.isTailCall { return tailCall(site) }
        let keepArray = node.keepArray
        return { evaluation, input, frame in
            try evaluation.enter()
            defer { evaluation.leave() }
            return try Caller.call(site, evaluation, input, frame).collapsed(keepArray: keepArray)
        }
    }

    /// Leaves the call to whoever called the function that it ends.
    private func tailCall(_ site: CallSite) -> ExpressionCode {
        { evaluation, input, frame in
            try evaluation.enter()
            defer { evaluation.leave() }
            let function = try site.function(evaluation, input, frame, forgotten: "T1005")
            var arguments: [Datum] = []
            arguments.reserveCapacity(site.arguments.count)
            for argument in site.arguments { arguments.append(try argument.run(evaluation, input, frame)) }
            guard let function else { throw JSONataError("T1006", position: site.position, token: site.token) }
            if case .native(let native) = function.kind, native.needsItsPlace {
                return try Caller.call(site, evaluation, input, frame).collapsed()
            }
            evaluation.pendingCall = ExpressionEvaluation.PendingCall(
                function: function, arguments: arguments, position: site.procedurePosition, token: site.token)
            return .pendingCall
        }
    }

    func partial(_ node: ExpressionNode) -> ExpressionCode {
        guard let procedure = node.procedure else { return { _, _, _ in .undefined } }
        let isOpen = node.children.map { $0.kind == .operator && $0.value == "?" }
        let site = site(node, procedure)
        return { evaluation, input, frame in
            var arguments: [Datum?] = []
            for (index, argument) in site.arguments.enumerated() {
                arguments.append(isOpen[index] ? nil : try argument.run(evaluation, input, frame))
            }
            guard let function = try site.function(evaluation, input, frame, forgotten: "T1007") else {
                throw JSONataError("T1008", position: site.position, token: site.token)
            }
            return .function(FunctionValue(.partial(function, arguments)))
        }
    }

    /// `value ~> function`, `value ~> call(more)` or `function ~> function`.
    func apply(_ node: ExpressionNode) -> ExpressionCode {
        guard let lhs = node.lhs, let rhs = node.rhs else { return { _, _, _ in .undefined } }
        let left = compile(lhs)
        let position = node.position
        if rhs.kind == .function, let procedure = rhs.procedure {
            let site = site(rhs, procedure)
            return { evaluation, input, frame in
                try evaluation.enter()
                defer { evaluation.leave() }
                let first = try left(evaluation, input, frame)
                return try Caller.call(site, evaluation, input, frame, first: first)
            }
        }
        let right = compile(rhs)
        let scope = scope
        return { evaluation, input, frame in
            try evaluation.enter()
            defer { evaluation.leave() }
            let first = try left(evaluation, input, frame)
            guard let function = evaluation.function(try right(evaluation, input, frame)) else {
                throw JSONataError("T2006", position: position, token: "~>")
            }
            if let inner = evaluation.function(first) {
                return .function(FunctionValue(.composed(first: inner, then: function)))
            }
            let caller = Caller(evaluation: evaluation, input: .one(.null), frame: frame, scope: scope)
            return try caller.apply(function, [first])
        }
    }
}
