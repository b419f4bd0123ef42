import Values

/// Numbers as JavaScript has them: one kind, double precision.
extension Value {
    /// Whole numbers up to here are the same in both forms.
    static let exactMost = 9_007_199_254_740_992.0

    /// A computed number, in the form that data has it: whole numbers as integers.
    @inline(__always)
    static func number(_ double: Double) -> Value {
        if double.magnitude <= exactMost {
            let whole = Int64(double)
            if Double(whole) == double { return .integer(whole) }
        }
        return .double(double)
    }

    static func number(_ integer: Int) -> Value { .integer(Int64(integer)) }

    /// Not a number when this is none.
    var doubleValue: Double {
        switch self {
        case .integer(let whole): Double(whole)
        case .double(let double): double
        case .decimal(let decimal): decimal.isFunctionStandIn ? .nan : decimal.double
        default: .nan
        }
    }

    var isNumber: Bool {
        switch self {
        case .integer, .double: true
        case .decimal(let decimal): !decimal.isFunctionStandIn
        default: false
        }
    }

    /// The number, nil when this is none; an infinite one is an error wherever it is used.
    func finiteNumber() throws -> Double? {
        switch self {
        case .integer(let whole): return Double(whole)
        case .double(let double):
            if double.isNaN { return nil }
            guard double.isFinite else { throw JSONataError("D1001") }
            return double
        case .decimal(let decimal):
            if decimal.isFunctionStandIn { return nil }
            let double = decimal.double
            guard double.isFinite else { throw JSONataError("D1001") }
            return double
        default: return nil
        }
    }
}

extension ExactDecimal {
    /// Functions within arrays and objects are carried as decimals that no number can look like. They exist only while
    /// an expression is evaluated.
    static let functionMark: UInt8 = UInt8(ascii: "f")

    var isFunctionStandIn: Bool { description.utf8.first == Self.functionMark }

    var functionNumber: Int? { isFunctionStandIn ? Int(description.dropFirst()) : nil }
}
