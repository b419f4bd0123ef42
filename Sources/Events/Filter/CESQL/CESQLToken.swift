/// One piece of an expression, with its place in bytes.
struct CESQLToken: Sendable {
    enum Kind: Sendable, Hashable {
        /// Letters, digits and underscores that are not a number: keyword, attribute or function.
        case word(String)
        case digits(String)
        case string(String)
        case symbol(CESQLSymbol)
        case end
    }

    var kind: Kind
    /// The bytes it takes.
    var range: Range<Int>
}

/// What is not a word, a number or a string.
enum CESQLSymbol: String, Sendable {
    case open = "("
    case close = ")"
    case comma = ","
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divide = "/"
    case remainder = "%"
    case equal = "="
    case notEqual = "!="
    case diamond = "<>"
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"
}
