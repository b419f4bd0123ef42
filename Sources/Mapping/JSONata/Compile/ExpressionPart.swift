/// A compiled part that stands in an array or an optional. A closure put there directly would be called through two thunks.
struct ExpressionPart: Sendable {
    let run: ExpressionCode
}
