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

    private func isTruthy(_ items: [Value]) throws -> Bool { try items.contains { try isTruthy($0) } }
}

/// Bounds how deep values nest. Every value that an expression makes nests at most one level deeper than what it is
/// made of, so it is enough to look at one in so many of them; which ones, an expression cannot foresee.
extension ExpressionEvaluation {
    static let nestingMost = 2_000

    func checkNesting(of items: [Value]) throws {
        guard isSampled() else { return }
        for item in items { try checkNesting(of: item) }
    }

    func checkNesting(of object: Object) throws {
        guard isSampled() else { return }
        for member in object.members { try checkNesting(of: member.value) }
    }

    private func checkNesting(of value: Value) throws {
        if Self.isDeeper(value, than: Self.nestingMost) { throw JSONataError("U1001", expected: "nesting") }
    }

    private static func isDeeper(_ value: Value, than most: Int) -> Bool {
        switch value {
        case .array(let items): most == 0 || items.contains { isDeeper($0, than: most - 1) }
        case .object(let object): most == 0 || object.members.contains { isDeeper($0.value, than: most - 1) }
        default: false
        }
    }
}
