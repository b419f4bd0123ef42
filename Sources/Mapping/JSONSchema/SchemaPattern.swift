import Values

/// A `pattern`: ECMA-262 with the `u` flag, found anywhere in the text.
///
/// A class, so that a check passes one reference on.
final class SchemaPattern: Sendable {
    let source: String
    private let expression: RegularExpression

    /// Throws what is wrong with the pattern, as a sentence.
    init(_ source: String) throws(SchemaPatternFault) {
        self.source = source
        do throws(RegularExpressionError) {
            expression = try RegularExpression(source, options: [.unicode, .lenient])
        } catch {
            throw SchemaPatternFault(error)
        }
    }

    /// Nil when finding out would take more than `RegularExpression.stepsMost`.
    func matches(_ text: String) -> Bool? { try? expression.matches(text) }
}

struct SchemaPatternFault: Error {
    let message: String

    init(_ error: RegularExpressionError) {
        switch error {
        case .malformed(let reason, let offset):
            message = "the pattern is malformed at its character \(offset + 1): \(reason)"
        case .tooLarge: message = "the pattern is too large"
        case .tooManySteps: message = "the pattern takes too long"
        }
    }
}
