import Values

/// What several schemas that hold together say of the data they take, as far as it is understood here. What is not
/// understood leaves the facts weaker than the schemas are, and `isOpaque` set.
struct SchemaFacts {
    /// Kinds of data; `integer` and `fraction` together are JSON Schema's `number`.
    struct Kinds: OptionSet, Hashable {
        let rawValue: UInt8
        static let null = Kinds(rawValue: 1)
        static let boolean = Kinds(rawValue: 2)
        static let object = Kinds(rawValue: 4)
        static let array = Kinds(rawValue: 8)
        static let string = Kinds(rawValue: 16)
        static let integer = Kinds(rawValue: 32)
        static let fraction = Kinds(rawValue: 64)
        static let number: Kinds = [.integer, .fraction]
        static let all = Kinds(rawValue: 127)
    }

    struct Bound: Hashable {
        var number: ExactDecimal
        var isExclusive: Bool
    }

    private(set) var kinds = Kinds.all
    /// All the values there are; nil when they cannot be counted.
    private(set) var values: [Value]?
    private(set) var minimum: Bound?
    private(set) var maximum: Bound?
    private(set) var divisors: [ExactDecimal] = []
    private(set) var patterns: Set<String> = []
    private(set) var formats: Set<String> = []
    private(set) var required: Set<String> = []
    private(set) var hasUniqueItems = false
    private(set) var isOpaque = false
    /// The tightest of the counts, such as `minLength`, by keyword.
    private(set) var least: [String: Int] = [:]
    private(set) var most: [String: Int] = [:]

    /// Keywords whose meaning is only compared as a whole.
    static let opaqueKeywords = [
        "not", "if", "contains", "patternProperties", "propertyNames", "unevaluatedProperties", "unevaluatedItems",
        "dependentSchemas", "dependencies", "additionalItems", "$dynamicRef", "$recursiveRef",
    ]
    static let leastKeywords = ["minLength", "minItems", "minProperties"]
    static let mostKeywords = ["maxLength", "maxItems", "maxProperties"]

    init(_ schemas: [Object]) {
        for schema in schemas { add(schema) }
        least["minProperties"] = max(least["minProperties"] ?? 0, required.count)
        if values == nil, kinds.isSubset(of: [.null, .boolean]) {
            values = (kinds.contains(.null) ? [.null] : []) + (kinds.contains(.boolean) ? [true, false] : [])
        }
    }

    private mutating func add(_ schema: Object) {
        if let type = schema["type"] { kinds.formIntersection(Self.kinds(ofType: type)) }
        if let value = schema["const"] { limit(to: [value]) }
        if let given = schema["enum"]?.array { limit(to: given) }
        addNumbers(schema)
        for keyword in Self.leastKeywords {
            if let count = Self.count(schema[keyword]) { least[keyword] = max(least[keyword] ?? 0, count) }
        }
        for keyword in Self.mostKeywords {
            if let count = Self.count(schema[keyword]) { most[keyword] = min(most[keyword] ?? .max, count) }
        }
        if let pattern = schema["pattern"]?.string { patterns.insert(pattern) }
        if let format = schema["format"]?.string { formats.insert(format) }
        if schema["uniqueItems"]?.bool == true { hasUniqueItems = true }
        required.formUnion((schema["required"]?.array ?? []).compactMap(\.string))
        if Self.opaqueKeywords.contains(where: { schema[$0] != nil }) || schema["items"]?.array != nil
            || schema["$ref"] != nil
        {
            isOpaque = true
        }
    }

    private mutating func addNumbers(_ schema: Object) {
        for (keyword, isExclusive) in [("minimum", false), ("exclusiveMinimum", true)] {
            guard let number = schema[keyword]?.exactDecimal else { continue }
            let bound = Bound(number: number, isExclusive: isExclusive)
            if minimum.map({ Self.isTighter(bound, than: $0, number > $0.number) }) ?? true { minimum = bound }
        }
        for (keyword, isExclusive) in [("maximum", false), ("exclusiveMaximum", true)] {
            guard let number = schema[keyword]?.exactDecimal else { continue }
            let bound = Bound(number: number, isExclusive: isExclusive)
            if maximum.map({ Self.isTighter(bound, than: $0, number < $0.number) }) ?? true { maximum = bound }
        }
        if let divisor = schema["multipleOf"]?.exactDecimal { divisors.append(divisor) }
    }

    private static func isTighter(_ bound: Bound, than other: Bound, _ isBeyond: Bool) -> Bool {
        isBeyond || (bound.number == other.number && bound.isExclusive)
    }

    private mutating func limit(to given: [Value]) {
        values =
            values.map { known in known.filter { one in given.contains { SchemaEquality.same(one, $0) } } } ?? given
        kinds.formIntersection((values ?? []).reduce(into: Kinds()) { $0.formUnion(Self.kind(of: $1)) })
    }

    static func count(_ value: Value?) -> Int? {
        guard let number = value?.exactDecimal, number.isWhole else { return nil }
        return Int(exactly: number.double) ?? .max
    }

    static func kinds(ofType type: Value) -> Kinds {
        let names = type.array?.compactMap(\.string) ?? [type.string].compactMap { $0 }
        return names.reduce(into: Kinds()) { $0.formUnion(byName[$1] ?? []) }
    }

    private static let byName: [String: Kinds] = [
        "null": .null, "boolean": .boolean, "object": .object, "array": .array, "string": .string,
        "integer": .integer, "number": .number,
    ]

    static func kind(of value: Value) -> Kinds {
        switch value {
        case .null: .null
        case .bool: .boolean
        case .object: .object
        case .array: .array
        case .string, .bytes: .string
        case .integer, .double, .decimal: value.exactDecimal.map { $0.isWhole ? .integer : .fraction } ?? .fraction
        }
    }
}

extension SchemaFacts.Kinds {
    /// In words, such as `string and null`.
    var words: String {
        if self == .all { return "anything" }
        var names: [String] = []
        let all: [(SchemaFacts.Kinds, String)] = [
            (.null, "null"), (.boolean, "boolean"), (.object, "object"), (.array, "array"), (.string, "string"),
        ]
        for (kind, name) in all where contains(kind) { names.append(name) }
        switch intersection(.number) {
        case .number: names.append("number")
        case .integer: names.append("integer")
        case .fraction: names.append("number that is not whole")
        default: break
        }
        return names.joined(separator: " and ")
    }

    var each: [SchemaFacts.Kinds] {
        [.null, .boolean, .object, .array, .string, .integer, .fraction].filter { contains($0) }
    }

    /// A schema of this kind alone.
    var schema: Object {
        switch self {
        case .null: ["type": "null"]
        case .boolean: ["type": "boolean"]
        case .object: ["type": "object"]
        case .array: ["type": "array"]
        case .string: ["type": "string"]
        case .integer: ["type": "integer"]
        default: ["type": "number"]
        }
    }
}
