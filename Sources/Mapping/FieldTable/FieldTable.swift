import Values

/// A field table, compiled: what most mappings are.
struct FieldTable: Sendable {
    let dialect: SourceTree.Dialect
    let target: TargetNode
    let definitions: [FieldRule]
    let ignoring: [SourceMarks.IgnoreRule]
    let emptyTarget: Value
    let tables: LookupTables

    func apply(_ source: CleansedSource, _ context: MappingContext) throws -> MappingResult {
        let tree = SourceTree(source.value, dialect: dialect)
        var evaluation = Evaluation(
            marks: SourceMarks(tree: tree, ignoring: ignoring, removed: source.removed), context: context,
            definitions: definitions, tables: tables)
        let value = try evaluation.whole(target) ?? emptyTarget
        return MappingResult(
            value: value, findings: source.findings + evaluation.findings, accounting: evaluation.accounting())
    }
}
