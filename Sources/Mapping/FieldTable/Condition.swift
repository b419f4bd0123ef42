import Values

/// A simple condition over the source: `PV1`, `not PID-8`, `MSH-9.2 in [A01, A04] and PID-7 != ''`.
indirect enum Condition: Sendable {
    enum Comparison: Sendable { case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual }

    /// Something stands at the path, if only part of a segment.
    case present(FieldExpression)
    case compare(FieldExpression, Comparison, FieldExpression)
    case member(FieldExpression, Set<String>)
    case not(Condition)
    case all([Condition])
    case any([Condition])
}

extension Condition.Comparison {
    /// Numbers compare as numbers, anything else by its bytes. An absent value is as the empty text.
    func holds(_ left: String, _ right: String) -> Bool {
        switch self {
        case .equal: return left.isIdenticalUTF8(to: right)
        case .notEqual: return !left.isIdenticalUTF8(to: right)
        default: break
        }
        if let a = Double(left), let b = Double(right) { return ordered(a < b, a == b) }
        return ordered(left.utf8.lexicographicallyPrecedes(right.utf8), left.isIdenticalUTF8(to: right))
    }

    private func ordered(_ isLess: Bool, _ isEqual: Bool) -> Bool {
        switch self {
        case .less: isLess
        case .lessOrEqual: isLess || isEqual
        case .greater: !isLess && !isEqual
        case .greaterOrEqual: !isLess
        case .equal: isEqual
        case .notEqual: !isEqual
        }
    }
}
