import Values

/// How one field of the target gets its value. A class, because it is looked at for every message and never changes:
/// passing it on is one reference, not ten.
final class FieldRule: Sendable {
    enum Policy: String, Sendable, CaseIterable {
        /// The message cannot be mapped.
        case reject
        /// The field's default stands in, with a finding.
        case `default`
        /// The field is left out, with a finding.
        case skip
    }

    struct Requirement: Sendable {
        /// What the definition would have said when the field is absent.
        var message: String?
    }

    /// The target path, for messages.
    let target: String
    /// The source as written, for messages.
    let source: String
    let expression: FieldExpression
    let functions: [FieldFunction]
    let lookup: LookupUse?
    let fallback: Value?
    let requirement: Requirement?
    let policy: Policy
    let condition: Condition?

    init(
        target: String, source: String, expression: FieldExpression, functions: [FieldFunction], lookup: LookupUse?,
        fallback: Value?, requirement: Requirement?, policy: Policy, condition: Condition?
    ) {
        self.target = target
        self.source = source
        self.expression = expression
        self.functions = functions
        self.lookup = lookup
        self.fallback = fallback
        self.requirement = requirement
        self.policy = policy
        self.condition = condition
    }
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
