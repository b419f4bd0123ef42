/// One step of a compiled expression. Values are on a stack; jumps lead forward only, so that every run ends.
enum CESQLInstruction: Sendable {
    case push(CESQLValue)
    case attribute(String)
    case exists(String)
    case not
    case negate
    case equal(isNegated: Bool)
    case compare(CESQLSymbol)
    case arithmetic(CESQLSymbol)
    /// When the left side decides alone, leaves its verdict and goes on at `end`.
    case decide(CESQLConnective, end: Int)
    case connect(CESQLConnective)
    case like(CESQLPattern, isNegated: Bool)
    /// Goes on at `end` when the value looked for could not be had.
    case beginIn(end: Int)
    /// Compares the element above the value looked for; goes on at `end` when that settles it.
    case element(isNegated: Bool, end: Int)
    /// No element was equal.
    case endIn(isNegated: Bool)
    case call(CESQLFunction, count: Int)
    case missingFunction(String)
}

/// The operators between booleans.
enum CESQLConnective: String, Sendable, CaseIterable {
    case and = "AND"
    case or = "OR"
    case xor = "XOR"

    /// What the left side settles: false of AND, true of OR, nothing of XOR.
    func settled(by left: Bool) -> Bool {
        switch self {
        case .and: !left
        case .or: left
        case .xor: false
        }
    }

    func result(_ left: Bool, _ right: Bool) -> Bool {
        switch self {
        case .and: left && right
        case .or: left || right
        case .xor: left != right
        }
    }
}
