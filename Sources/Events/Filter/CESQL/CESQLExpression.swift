/// An expression of CloudEvents SQL 1.0, read and compiled once, used as often as wished and from any thread.
///
/// ```swift
/// let expression = try CESQLExpression("type LIKE 'resident.%' AND EXISTS ward")
/// expression.matches(event)
/// ```
/// Evaluation always ends: the code has no loops, and how long an expression and a text may be is bounded, and so is the work.
package struct CESQLExpression: Sendable {
    /// Longest expression, in UTF-8.
    package static let bytesMost = 16 << 10
    /// Deepest nesting of brackets, calls and unary operators.
    package static let depthMost = 64
    /// Longest text that a function may make, in UTF-8; beyond it the call fails.
    package static let textBytesMost = 1 << 20
    /// Most work for one event: bytes that functions are given, and characters that LIKE compares. What comes after fails.
    package static let workMost = 1 << 24

    package let source: String
    /// Where the expression asks for an attribute that no event can have, as its name has a capital letter.
    package let impossibleAttribute: CESQLError?
    private let code: [CESQLInstruction]

    /// Throws an error of the kind `parse`.
    package init(_ source: String) throws(CESQLError) {
        guard source.utf8.count <= Self.bytesMost else {
            throw CESQLError(.parse, "the expression is longer than \(Self.bytesMost) bytes")
        }
        self.source = source
        let compiled = try CESQLCompiler.compile(source)
        code = compiled.code
        impossibleAttribute = compiled.impossibleAttribute
    }

    /// The first function called that does not exist; an evaluation that comes to it fails.
    package var missingFunction: String? {
        for case .missingFunction(let name) in code { return name }
        return nil
    }

    /// The value, and the errors met on the way to it: with errors it is what the specification has in such a case.
    package func evaluate(_ event: some AttributeSource) -> CESQLResult {
        var machine = CESQLMachine()
        return machine.run(code, event)
    }

    /// Whether an event passes this filter: the value is true, and there was no error (section 1.2).
    package func matches(_ event: some AttributeSource) -> Bool {
        let result = evaluate(event)
        return result.value == .boolean(true) && result.errors.isEmpty
    }
}

/// What an evaluation gave.
package struct CESQLResult: Sendable, Hashable {
    package var value: CESQLValue
    /// In the order in which they happened; at most `errorsMost`.
    package var errors: [CESQLError]

    static let errorsMost = 16
}
