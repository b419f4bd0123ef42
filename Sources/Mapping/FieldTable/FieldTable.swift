package import Values

/// A field table, compiled: the transformation that most mappings are.
package struct FieldTable: Transformation {
    let dialect: SourceTree.Dialect
    let target: TargetNode
    let definitions: [FieldRule]
    let ignoring: [SourceMarks.IgnoreRule]
    let emptyTarget: Value

    package func apply(_ input: Value, _ context: MappingContext) throws -> MappingResult {
        let tree = SourceTree(input, dialect: dialect)
        var evaluation = Evaluation(
            marks: SourceMarks(tree: tree, ignoring: ignoring), context: context, definitions: definitions)
        let value = try evaluation.whole(target) ?? emptyTarget
        return MappingResult(
            value: value, findings: evaluation.findings, accounting: FieldAccounting(evaluation.marks))
    }
}
