import Values

/// Equality and order as the language has them.
extension Value {
    /// Deep equality: numbers by value, whatever their form; objects whatever the order of their members.
    static func areEqual(_ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.string(let a), .string(let b)): return a.isIdenticalUTF8(to: b)
        case (.integer(let a), .integer(let b)): return a == b
        case (.null, .null): return true
        case (.bool(let a), .bool(let b)): return a == b
        case (.array(let a), .array(let b)):
            return a.count == b.count && zip(a, b).allSatisfy { areEqual($0, $1) }
        case (.object(let a), .object(let b)):
            guard a.count == b.count else { return false }
            return a.members.allSatisfy { member in b[member.key].map { areEqual(member.value, $0) } ?? false }
        case (.bytes(let a), .bytes(let b)): return a == b
        case (.decimal(let a), .decimal(let b)):
            if a.isFunctionStandIn || b.isFunctionStandIn { return a.description == b.description }
            return a == b
        default: return left.isNumber && right.isNumber && left.doubleValue == right.doubleValue
        }
    }

    /// Whether two values are the same one, as `===` has it: arrays and objects never are, but for their storage.
    static func areIdentical(_ left: Value, _ right: Value) -> Bool {
        switch left {
        case .array, .object: false
        default: areEqual(left, right)
        }
    }
}

extension String {
    /// Order by UTF-16 code units. Differs from the order of the bytes only between characters beyond the basic plane
    /// (first byte F0 to F4) and those from U+E000 to U+FFFF (EE, EF).
    func isOrderedUTF16(before other: String) -> Bool {
        var (left, right) = (utf8.makeIterator(), other.utf8.makeIterator())
        while true {
            let (a, b) = (left.next(), right.next())
            guard let b else { return false }
            guard let a else { return true }
            if a != b {
                let isFlipped = (a >= 0xF0 && (b == 0xEE || b == 0xEF)) || (b >= 0xF0 && (a == 0xEE || a == 0xEF))
                return isFlipped ? a > b : a < b
            }
        }
    }
}
