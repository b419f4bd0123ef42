package import Values

/// An error of compiling or evaluating a JSONata expression, with the code that the reference implementation gives it.
///
/// `S…` is found when compiling, `T…` and `D…` when evaluating (wrong type; wrong value), `U…` is a limit reached.
package struct JSONataError: Error, Sendable, Hashable, CustomStringConvertible {
    package let code: String
    /// UTF-16 offset in the expression, just behind the token concerned.
    package var position: Int?
    /// The operator, function or other token concerned.
    package var token: String?
    /// Says what is wrong without quoting the data, but for what an expression itself passes to `$error` or `$assert`.
    package var message: String

    init(
        _ code: String, position: Int? = nil, token: String? = nil, expected: String? = nil, message: String? = nil
    ) {
        self.code = code
        self.position = position
        self.token = token
        self.message = message ?? Self.text(code, expected)
        if message == nil, expected == nil || code.hasPrefix("T04"), let token { self.message += " (at '\(token)')" }
    }

    package var description: String {
        "\(code)\(position.map { " at \($0)" } ?? ""): \(message)"
    }

    /// Says where it happened, whatever was said before.
    func located(position: Int, token: String?) -> JSONataError {
        var copy = self
        copy.position = position
        copy.token = token
        return copy
    }

    /// The error in the form of the product; the message never quotes data.
    package var junctionError: JunctionError {
        let isStatic = code.hasPrefix("S")
        return JunctionError(
            isStatic ? .mappingMalformed : .mappingFailed, "\(wordsWithoutData) (JSONata \(code))",
            place: position.map { Place(column: $0 + 1, path: "expression") }, cause: self)
    }

    /// The message, but for what an expression itself said, which may quote data.
    var wordsWithoutData: String {
        code == "D3137" || code == "D3141" ? "The expression ended itself with an error" : message
    }
}
