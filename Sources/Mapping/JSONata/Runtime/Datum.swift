import Values

/// What evaluating a part of an expression gives. JSONata tells a sequence, which collapses when it has one item or none,
/// from an array that is a value like any other; that difference lives here, beside the values, not in them.
enum Datum {
    case undefined
    /// A variable's slot that nothing has been assigned to: the search goes on in the scope around it.
    case unbound
    case one(Value)
    /// A sequence; `keep` when `[]` asked for an array even of a single item.
    case many([Value], keep: Bool)
    /// An array made by `[…]` as a step of a path, which is not flattened into what the path gives.
    case constructed([Value])
    /// The input document, when it is an array: one item, not several.
    case root(Value)
    case function(FunctionValue)
    case tuples(TupleStream)
    /// A call in tail position that is still to be made; `ExpressionEvaluation.pendingCall` says which.
    case pendingCall
}

extension Datum {
    @inline(__always)
    init(_ value: Value?) {
        if let value { self = .one(value) } else { self = .undefined }
    }

    static func number(_ double: Double) -> Datum { .one(.number(double)) }
    static func string(_ text: String) -> Datum { .one(.string(text)) }
    static func bool(_ flag: Bool) -> Datum { .one(.bool(flag)) }

    var isUndefined: Bool {
        switch self {
        case .undefined, .unbound: true
        default: false
        }
    }

    /// The items, when this is an array or a sequence of any kind.
    var elements: [Value]? {
        switch self {
        case .one(.array(let items)), .many(let items, _), .constructed(let items): items
        case .root(let value): [value]
        case .tuples(let stream): stream.rows.compactMap(\.item.plainValue)
        default: nil
        }
    }

    /// The value as data; nil when undefined, and for a function not yet interned.
    var plainValue: Value? {
        switch self {
        case .one(let value), .root(let value): value
        case .many(let items, _), .constructed(let items): .array(items)
        case .tuples: elements.map { .array($0) }
        case .undefined, .unbound, .function, .pendingCall: nil
        }
    }

    /// The value as data, a function as its stand-in.
    func value(in evaluation: ExpressionEvaluation) -> Value? {
        if case .function(let function) = self { return evaluation.intern(function) }
        return plainValue
    }

    /// A sequence of one item is that item, of none is nothing.
    func collapsed(keepArray: Bool = false) -> Datum {
        guard case .many(let items, let keep) = self else { return self }
        if items.isEmpty { return .undefined }
        if keep || keepArray { return keep ? self : .many(items, keep: true) }
        return items.count == 1 ? .one(items[0]) : self
    }

    /// The root array as the array it is.
    var unwrapped: Datum {
        if case .root(let value) = self { return .one(value) }
        return self
    }
}
