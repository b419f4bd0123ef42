import Values

/// A whole document made by one JSONata expression.
struct ExpressionMapping: Sendable {
    let located: LocatedExpression
    let dialect: SourceTree.Dialect
    let ignoring: [SourceMarks.IgnoreRule]
    let tables: LookupTables

    func apply(_ input: CleansedSource, _ context: MappingContext) throws -> MappingResult {
        let source = ExpressionSource(input.value, dialect: dialect, records: context.accounts)
        let environment = context.environment(tables.lookups(beside: context))
        let value: Value?
        do {
            value = try located.expression.evaluate(
                input.value, bindings: [:], environment: environment, source: source)
        } catch {
            throw located.fault(error)
        }
        guard let value else {
            throw JunctionError(
                .mappingFailed, "the expression gives nothing for this message",
                remedy: "Let the expression give a value for every message; a filter holds messages back.")
        }
        return MappingResult(value: value, findings: input.findings, accounting: accounting(source, input))
    }

    private func accounting(_ source: ExpressionSource, _ input: CleansedSource) -> FieldAccounting {
        guard let reads = source.reads else { return FieldAccounting() }
        var marks = SourceMarks(tree: reads.tree, ignoring: ignoring, removed: input.removed)
        reads.read(node: SourceTree.root)
        reads.add(to: &marks)
        return FieldAccounting(marks)
    }
}

/// The tables that a mapping was compiled with.
struct LookupTables: Sendable {
    /// The definition's own and those of the files that it includes.
    let own: [String: Lookup]
    /// Those of the workspace, the own ones over them; nil when only the context knows the workspace's.
    private let all: [String: Lookup]?

    init(own: [String: Lookup], workspace: [String: Lookup]?) {
        self.own = own
        all = workspace.map { $0.merging(own) { $1 } }
    }

    func lookups(beside context: MappingContext) -> [String: Lookup] {
        if let all { return all }
        return own.isEmpty ? context.lookups : context.lookups.merging(own) { $1 }
    }
}
