import Values

/// Why a function has no answer for a value: a sentence's end without the value, such as `is not a date`.
struct FieldFailure: Error {
    let reason: String
    init(_ reason: String) { self.reason = reason }
}

/// One step of a field's way from source to target; nil is "absent".
typealias FieldFunction = @Sendable (Value) throws(FieldFailure) -> Value?

/// How a function is made from what the definition says of it.
struct FieldFunctionMaker: Sendable {
    let name: String
    /// What it does, in a line, for the reference page.
    let summary: String
    /// Whether it takes a list whole, rather than each of its elements.
    let takesList: Bool
    let make: @Sendable (_ argument: DefinitionNode?, _ settings: MappingSettings) throws -> FieldFunction

    init(
        _ name: String, _ summary: String, takesList: Bool = false,
        make: @escaping @Sendable (_ argument: DefinitionNode?, _ settings: MappingSettings) throws -> FieldFunction
    ) {
        self.name = name
        self.summary = summary
        self.takesList = takesList
        self.make = make
    }

    /// A function of text without settings.
    static func text(
        _ name: String, _ summary: String, _ change: @escaping @Sendable (String) throws(FieldFailure) -> String?
    ) -> FieldFunctionMaker {
        FieldFunctionMaker(name, summary) { _, _ in
            { value throws(FieldFailure) in try change(value.mappedText()).map(Value.string) }
        }
    }

    /// The finished function, widened to lists where it works on single values.
    func function(_ argument: DefinitionNode?, _ settings: MappingSettings) throws -> FieldFunction {
        let one = try make(argument, settings)
        guard !takesList else { return one }
        return { value throws(FieldFailure) in
            guard case .array(let elements) = value else { return try one(value) }
            var changed: [Value] = []
            for element in elements {
                if let result = try one(element) { changed.append(result) }
            }
            return changed.isEmpty ? nil : .array(changed)
        }
    }
}

/// What a whole definition sets for all its fields.
struct MappingSettings: Sendable {
    var sourceIsHL7 = false
    /// Where times without an offset are; nil when the definition does not say.
    var zone: ZoneRules?
}

extension Value {
    /// The value as text; fails for lists, objects and bytes.
    func mappedText() throws(FieldFailure) -> String {
        switch self {
        case .string(let text): return text
        case .integer(let number): return String(number)
        case .double(let number): return String(number)
        case .decimal(let number): return number.description
        case .bool(let flag): return flag ? "true" : "false"
        default: throw FieldFailure("is \(kindName), not a single value")
        }
    }
}
