import Values

/// One token of JSONata source.
struct ExpressionToken {
    enum Kind {
        case name, variable, string, number, literal, regex, `operator`, end
    }

    var kind: Kind
    /// The name, the operator, or the text of a string; for a regex its pattern.
    var text: String
    /// What a string, number or literal stands for.
    var value: Value = .null
    var regex: RegularExpression?
    /// UTF-16 offset just behind the token, which is what the reference reports in errors.
    var position: Int

    /// The symbol that decides how the parser treats it.
    var symbol: String {
        switch kind {
        case .name, .variable: "(name)"
        case .string, .number, .literal: "(literal)"
        case .regex: "(regex)"
        case .operator: text
        case .end: "(end)"
        }
    }
}
