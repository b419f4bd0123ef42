import Values

/// Truth, and the nesting of what is made.
extension ExpressionEvaluation {
    /// As `$boolean`, undefined being false.
    func isTruthy(_ datum: Datum) throws -> Bool {
        switch datum {
        case .one(let value): try isTruthy(value)
        case .many(let items, _), .constructed(let items): try isTruthy(items)
        case .root(let value): try isTruthy([value])
        case .tuples(let stream): try stream.rows.contains { try isTruthy($0.item) }
        case .undefined, .unbound, .function, .pendingCall: false
        }
    }

    func isTruthy(_ value: Value) throws -> Bool {
        switch value {
        case .null: false
        case .bool(let flag): flag
        case .integer(let whole): whole != 0
        case .string(let text): !text.isEmpty
        case .bytes(let bytes): !bytes.isEmpty
        case .array(let items): try isTruthy(items)
        case .object(let object): !object.isEmpty
        case .double, .decimal: (try value.finiteNumber() ?? 0) != 0
        }
    }

    private func isTruthy(_ items: [Value]) throws -> Bool {
        try step()
        return try items.contains { try isTruthy($0) }
    }
}

/// Bounds how deep values nest and how large they are, shared parts counted wherever they stand: forty steps that each put
/// a value twice into the next make a value of a million million parts, which takes no room until somebody walks it.
///
/// Every value that an expression makes nests at most one level deeper than what it is made of, so while values are made it
/// is enough to look at one in so many of them; which ones, an expression cannot foresee. Whatever walks a whole value
/// measures it before.
extension ExpressionEvaluation {
    static let nestingMost = 2_000

    func checkNesting(of items: [Value]) throws {
        guard isSampled() else { return }
        for item in items { try measure(item) }
    }

    func checkNesting(of object: Object) throws {
        guard isSampled() else { return }
        for member in object.members { try measure(member.value) }
    }

    /// Throws `U1001` when the value is too large to be walked. What was counted adds to the steps.
    func measure(_ value: Value) throws {
        guard value.holdsOthers else { return }
        let most = environment.limits.sequenceMost
        var left = most
        try Self.count(value, &left, depth: Self.nestingMost)
        try charge(walked: most - left)
    }

    private static func count(_ value: Value, _ left: inout Int, depth: Int) throws {
        switch value {
        case .array(let items):
            left -= items.count
            guard depth > 0, left > 0 else { throw tooLarge(depth) }
            for item in items where item.holdsOthers { try count(item, &left, depth: depth - 1) }
        case .object(let object):
            left -= object.count
            guard depth > 0, left > 0 else { throw tooLarge(depth) }
            for member in object.members where member.value.holdsOthers {
                try count(member.value, &left, depth: depth - 1)
            }
        default: return
        }
    }

    private static func tooLarge(_ depth: Int) -> JSONataError {
        JSONataError("U1001", expected: depth > 0 ? "size of a value" : "nesting")
    }
}

extension Value {
    fileprivate var holdsOthers: Bool {
        switch self {
        case .array, .object: true
        default: false
        }
    }
}
