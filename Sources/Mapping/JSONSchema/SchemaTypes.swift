import Values

/// A set of the seven types of JSON Schema; `integer` is part of `number`.
struct SchemaTypes: OptionSet, Sendable {
    let rawValue: UInt8

    static let null = SchemaTypes(rawValue: 1)
    static let boolean = SchemaTypes(rawValue: 2)
    static let integer = SchemaTypes(rawValue: 4)
    /// Numbers that are no integers.
    static let fraction = SchemaTypes(rawValue: 8)
    static let string = SchemaTypes(rawValue: 16)
    static let array = SchemaTypes(rawValue: 32)
    static let object = SchemaTypes(rawValue: 64)
    static let number: SchemaTypes = [.integer, .fraction]
    static let any = SchemaTypes(rawValue: 127)

    private static let names: [(String, SchemaTypes)] = [
        ("null", .null), ("boolean", .boolean), ("number", .number), ("integer", .integer), ("string", .string),
        ("array", .array), ("object", .object),
    ]

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init?(named name: String) {
        guard let found = Self.names.first(where: { $0.0 == name }) else { return nil }
        self = found.1
    }

    /// The types of a `type` keyword; nil when it is not one.
    init?(keyword value: Value) {
        var types = SchemaTypes()
        for name in value.array ?? [value] {
            guard let text = name.string, let type = SchemaTypes(named: text) else { return nil }
            types.formUnion(type)
        }
        self = types
    }

    /// `a string or null`
    var description: String {
        var rest = self
        var parts: [String] = []
        for (name, type) in Self.names where rest.isSuperset(of: type) && !type.isEmpty {
            rest.subtract(type)
            parts.append(name == "null" ? name : ("aeio".contains(name.prefix(1)) ? "an " : "a ") + name)
        }
        return parts.joined(separator: " or ")
    }
}

extension Value {
    /// What JSON Schema takes the value for. Bytes are what they become in JSON: a string.
    @inline(__always)
    var schemaType: SchemaTypes {
        switch self {
        case .null: .null
        case .bool: .boolean
        case .integer: .integer
        case .double(let number): number == number.rounded(.towardZero) && number.isFinite ? .integer : .fraction
        case .decimal(let number): number.isWhole ? .integer : .fraction
        case .string, .bytes: .string
        case .array: .array
        case .object: .object
        }
    }
}
