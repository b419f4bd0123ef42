import Values

extension FunctionCatalogue {
    static let numberFunctions: [FieldFunctionMaker] = [
        FieldFunctionMaker("number", "a number, its digits kept") { _, _ in
            { value throws(FieldFailure) in
                switch value {
                case .integer, .double, .decimal: return value
                default: return try number(value.mappedText())
                }
            }
        },
        FieldFunctionMaker("integer", "a whole number") { _, _ in
            { value throws(FieldFailure) in
                if case .integer = value { return value }
                let text = try value.mappedText().trimmed
                guard let number = Int64(text) else { throw FieldFailure("is not a whole number") }
                return .integer(number)
            }
        },
        FieldFunctionMaker("boolean", "true or false, from Y, N, yes, no, true, false, 1, 0, T, F") { _, _ in
            { value throws(FieldFailure) in
                switch try value.mappedText().trimmed.lowercased() {
                case "y", "yes", "true", "t", "1": return true
                case "n", "no", "false", "f", "0": return false
                default: throw FieldFailure("is neither yes nor no")
                }
            }
        },
    ]

    /// The number that `text` writes: `007.50`, `+1`, `.5` are taken too, and written as JSON would.
    static func number(_ text: String) throws(FieldFailure) -> Value {
        var digits = text.trimmed[...]
        let negative = digits.first == "-"
        if negative || digits.first == "+" { digits.removeFirst() }
        while digits.first == "0", digits.dropFirst().first?.isNumber == true { digits.removeFirst() }
        let unsigned = digits.first == "." ? "0" + digits : String(digits)
        let written = (negative ? "-" : "") + unsigned
        guard let decimal = ExactDecimal(written) else { throw FieldFailure("is not a number") }
        return Int64(written).map(Value.integer) ?? .decimal(decimal)
    }
}
