import Values

/// Where a field's value comes from, compiled.
indirect enum FieldExpression: Sendable {
    case path(SourcePath)
    case constant(Value)
    /// A value of `define`, by position.
    case variable(Int)
    /// JSONata over the item at hand.
    case expression(EmbeddedExpression)
    case now
    case newIdentifier
    /// The parts' texts one after another; absent when any part is.
    case template([FieldExpression])
    /// The first that is present.
    case first([FieldExpression])
    /// A value sent through functions.
    case piped(FieldExpression, [FieldFunction])
    /// Texts put together, absent ones left out; absent when all are.
    case concatenation([FieldExpression])

    /// Whether it says the same for every message.
    var isConstant: Bool {
        switch self {
        case .constant, .now, .newIdentifier: true
        case .path, .variable, .expression: false
        case .template(let parts), .first(let parts), .concatenation(let parts): parts.allSatisfy(\.isConstant)
        case .piped(let inner, _): inner.isConstant
        }
    }
}

/// A JSONata expression within a field table: `$` is the item at hand, `$message` the whole source, and each name of
/// `define` a variable.
struct EmbeddedExpression: Sendable {
    static let message = "message"

    let located: LocatedExpression
    /// The definitions that it names, with their positions.
    let variables: [(name: String, position: Int)]
    let usesMessage: Bool
}
