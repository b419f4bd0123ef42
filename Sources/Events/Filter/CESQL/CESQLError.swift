/// What went wrong with an expression (CloudEvents SQL 1.0, section 3.3). Never shows a value of an event.
package struct CESQLError: Error, Sendable, Hashable, CustomStringConvertible {
    /// By the names of the specification's conformance suite.
    package enum Kind: String, Sendable, CaseIterable {
        /// The expression is not one.
        case parse
        /// Division by zero, or a result that 32 bits do not hold.
        case math
        /// A value does not have the type that an operator or function needs.
        case cast
        /// The event lacks an attribute that was asked for.
        case missingAttribute
        /// There is no such function, or none with that many arguments.
        case missingFunction
        /// A function cannot work with what it was given.
        case functionEvaluation
        /// The evaluation takes more work than it may (`CESQLExpression.workMost`).
        case generic
    }

    package var kind: Kind
    package var message: String
    /// Where in the expression, in characters from 1; only of what is found while reading it.
    package var column: Int?

    init(_ kind: Kind, _ message: String, column: Int? = nil) {
        self.kind = kind
        self.message = message
        self.column = column
    }

    package var description: String { column.map { "\(message), at character \($0)" } ?? message }
}
