package import Values

/// A mapping definition, compiled: cleanses the source, then maps it by a field table or a whole-document expression.
package struct CompiledMapping: Transformation {
    enum Body: Sendable {
        case fields(FieldTable)
        case expression(ExpressionMapping)
    }

    package let definition: MappingDefinition
    let cleanser: SourceCleanser?
    let body: Body

    package func apply(_ input: Value, _ context: MappingContext) throws -> MappingResult {
        var source = CleansedSource(value: input)
        if let cleanser { source = try cleanser.cleanse(input) }
        var result =
            switch body {
            case .fields(let table): try table.apply(source, context)
            case .expression(let expression): try expression.apply(source, context)
            }
        result.reportsDrops = definition.unmapped == .report
        return result
    }
}
