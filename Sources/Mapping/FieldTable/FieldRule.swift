import Values

/// How one field of the target gets its value.
struct FieldRule: Sendable {
    enum Policy: String, Sendable, CaseIterable {
        /// The message cannot be mapped.
        case reject
        /// The field's default stands in, with a finding.
        case `default`
        /// The field is left out, with a finding.
        case skip
    }

    /// The target path, for messages.
    var target: String
    /// The source as written, for messages.
    var source: String
    var expression: FieldExpression
    var functions: [FieldFunction] = []
    var lookup: LookupUse?
    var fallback: Value?
    var isRequired = false
    /// What the definition would have said when a required field is absent.
    var requiredMessage: String?
    var policy = Policy.reject
    var condition: Condition?
}

/// A table that a field's value is looked up in.
struct LookupUse: Sendable {
    let name: String
    /// The table itself when it was known as the mapping was compiled; else the context has it.
    let table: Lookup?
    /// The value column by position, or by name for a table that only the context knows.
    let column: Int
    let fallback: Value?

    func value(for key: Value, _ context: MappingContext) throws(FieldFailure) -> Value? {
        guard let table = table ?? context.lookups[name] else { throw FieldFailure("has no lookup table '\(name)'") }
        if let found = table.value(for: try key.mappedText(), column: column) { return found.isNull ? nil : found }
        guard let fallback else { throw FieldFailure("is not in the lookup table '\(name)'") }
        return fallback.isNull ? nil : fallback
    }
}
