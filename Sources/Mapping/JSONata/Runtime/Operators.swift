import Values

/// What the binary operators do with their operands.
enum Operators {
    struct Arithmetic: Sendable {
        enum Kind { case add, subtract, multiply, divide, remainder }
        let kind: Kind

        init(_ token: String) {
            switch token {
            case "+": kind = .add
            case "-": kind = .subtract
            case "*": kind = .multiply
            case "/": kind = .divide
            default: kind = .remainder
            }
        }

        /// Whole numbers where that gives what doubles would give; nil otherwise.
        @inline(__always)
        func exact(_ a: Int64, _ b: Int64) -> Int64? {
            let most: Int64 = 1 << 53
            guard a.magnitude <= UInt64(most), b.magnitude <= UInt64(most) else { return nil }
            switch kind {
            case .add: return (a + b).magnitude <= UInt64(most) ? a + b : nil
            case .subtract: return (a - b).magnitude <= UInt64(most) ? a - b : nil
            case .multiply:
                let (product, overflow) = a.multipliedReportingOverflow(by: b)
                return !overflow && product.magnitude <= UInt64(most) ? product : nil
            case .divide: return b != 0 && a % b == 0 ? a / b : nil
            case .remainder: return b != 0 ? a % b : nil
            }
        }

        func apply(_ left: Datum, _ right: Datum) throws -> Datum {
            let a = try Operators.number(left, "T2001")
            let b = try Operators.number(right, "T2002")
            guard let a, let b else { return .undefined }
            return apply(a, b)
        }

        @inline(__always)
        func apply(_ a: Double, _ b: Double) -> Datum {
            switch kind {
            case .add: return .number(a + b)
            case .subtract: return .number(a - b)
            case .multiply: return .number(a * b)
            case .divide: return .number(a / b)
            case .remainder: return .number(a.truncatingRemainder(dividingBy: b))
            }
        }
    }

    /// The number, where it needs no checking.
    @inline(__always)
    static func plainDouble(_ datum: Datum) -> Double? {
        switch datum {
        case .one(.integer(let whole)): Double(whole)
        case .one(.double(let double)) where double.isFinite: double
        default: nil
        }
    }

    /// Nil when undefined; an error of that code when it is no number.
    static func number(_ datum: Datum, _ code: String) throws -> Double? {
        if datum.isUndefined { return nil }
        guard case .one(let value) = datum, let number = try value.finiteNumber() else { throw JSONataError(code) }
        return number
    }

    /// Nil when either is undefined.
    static func areEqual(_ left: Datum, _ right: Datum, _ evaluation: ExpressionEvaluation) throws -> Bool? {
        guard let a = left.value(in: evaluation), let b = right.value(in: evaluation) else { return nil }
        try evaluation.measure(a)
        if let reads = evaluation.reads {
            try evaluation.measure(b)
            reads.readWhole(a)
            reads.readWhole(b)
        }
        return Value.areEqual(a, b)
    }

    enum Order { case less, equal, greater, unordered }

    static func order(_ a: Double, _ b: Double) -> Order {
        a < b ? .less : a > b ? .greater : a == b ? .equal : .unordered
    }

    static func order(_ a: String, _ b: String) -> Order {
        if a.isIdenticalUTF8(to: b) { return .equal }
        return a.isOrderedUTF16(before: b) ? .less : .greater
    }

    private enum Comparable {
        case undefined
        case number(Double, Int64?)
        case text(String)
        case other
    }

    private static func comparable(_ datum: Datum) -> Comparable {
        switch datum {
        case .undefined, .unbound: .undefined
        case .one(.string(let text)): .text(text)
        case .one(.integer(let whole)): .number(Double(whole), whole)
        case .one(let value) where value.isNumber: .number(value.doubleValue, nil)
        default: .other
        }
    }

    static func compare(
        _ left: Datum, _ right: Datum, _ evaluation: ExpressionEvaluation, _ accepts: (Order) -> Bool
    ) throws -> Datum {
        switch (comparable(left), comparable(right)) {
        case (.other, _), (_, .other): throw JSONataError("T2010")
        case (.undefined, _), (_, .undefined): return .undefined
        case (.number(_, let a?), .number(_, let b?)):
            return .bool(accepts(a < b ? .less : a > b ? .greater : .equal))
        case (.number(let a, _), .number(let b, _)): return .bool(order(a, b) != .unordered && accepts(order(a, b)))
        case (.text(let a), .text(let b)): return .bool(accepts(order(a, b)))
        default: throw JSONataError("T2009")
        }
    }

    static func concatenate(_ left: Datum, _ right: Datum, _ evaluation: ExpressionEvaluation) throws -> Datum {
        var text = try ValueText.string(left, evaluation) ?? ""
        text += try ValueText.string(right, evaluation) ?? ""
        try evaluation.charge(bytes: text.utf8.count)
        return .string(text)
    }

    static func contains(_ items: Datum, _ item: Datum, _ evaluation: ExpressionEvaluation) -> Bool {
        guard let wanted = item.value(in: evaluation) else { return false }
        if let elements = items.elements { return elements.contains { Value.areIdentical($0, wanted) } }
        guard let only = items.value(in: evaluation) else { return false }
        return Value.areIdentical(only, wanted)
    }

    static let rangeMost = 10_000_000.0

    static func range(_ left: Datum, _ right: Datum, _ evaluation: ExpressionEvaluation) throws -> Datum {
        let from = try wholeNumber(left, "T2003")
        let to = try wholeNumber(right, "T2004")
        guard let from, let to, from <= to else { return .undefined }
        guard to - from + 1 <= rangeMost else { throw JSONataError("D2014") }
        try evaluation.charge(items: Int(to - from + 1))
        let first = Int64(clamping: Int(clampingTruncated: from))
        return .many((0..<Int64(to - from + 1)).map { .integer(first + $0) }, keep: false)
    }

    private static func wholeNumber(_ datum: Datum, _ code: String) throws -> Double? {
        if datum.isUndefined { return nil }
        guard case .one(let value) = datum, value.isNumber, value.doubleValue == value.doubleValue.rounded(),
            value.doubleValue.isFinite
        else { throw JSONataError(code) }
        return value.doubleValue
    }
}
