import Values

/// The JSON Schema (draft 2020-12) of a kind of file, made from the declaration that the reader uses.
package enum SchemaDocument {
    /// `schemas/integration-point.schema.json`.
    package static var point: String {
        text(IntegrationPoint.spec.shape, id: "integration-point.schema.json", title: "Integration point")
    }

    /// `schemas/system.schema.json`.
    package static var system: String { text(SystemDefinition.spec.shape, id: "system.schema.json", title: "System") }

    private static func text(_ shape: Shape, id: String, title: String) -> String {
        var writer = SchemaWriter()
        let root = writer.schema(shape)
        let document: Object = [
            "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": .string(id), "title": .string(title),
            "$ref": root["$ref"] ?? .null, "$defs": .object(Object(writer.definitions.sorted { $0.key < $1.key })),
        ]
        return JSONText.pretty(.object(document))
    }
}

/// Turns shapes into schemas; groups and kinds of text go into `$defs`, by name.
private struct SchemaWriter {
    var definitions: [Object.Member] = []
    private var defined: Set<String> = []

    /// Where a value is wanted, a setting may stand for it.
    private static let settingPattern = "\\$\\{[A-Za-z][A-Za-z0-9_.-]*\\}"

    mutating func schema(_ shape: Shape) -> Value {
        switch shape {
        case .text(let text): return self.text(text)
        case .integer(let range):
            return [
                "anyOf": [
                    [
                        "type": "integer", "minimum": .integer(Int64(range.lowerBound)),
                        "maximum": .integer(Int64(range.upperBound)),
                    ],
                    ["type": "string", "pattern": .string("^\(Self.settingPattern)$")],
                ]
            ]
        case .boolean:
            return [
                "anyOf": [
                    ["enum": [true, false, "on", "off"]],
                    ["type": "string", "pattern": .string("^\(Self.settingPattern)$")],
                ]
            ]
        case .choice(let words):
            return ["anyOf": .array(words.map { ["const": .string($0.word), "description": .string($0.meaning)] })]
        case .list(let element, let atLeast):
            return ["type": "array", "items": schema(element), "minItems": .integer(Int64(atLeast))]
        case .map(let name, let value):
            return ["type": "object", "propertyNames": names(name), "additionalProperties": schema(value)]
        case .object(let object): return reference(object)
        case .either(let shapes): return ["anyOf": .array(shapes.map { schema($0) })]
        case .anything: return [:]
        }
    }

    private func names(_ text: TextShape) -> Value {
        text.pattern.map { ["pattern": .string($0)] } ?? ["minLength": 1]
    }

    private mutating func text(_ text: TextShape) -> Value {
        guard let pattern = text.pattern else {
            var schema: Object = ["type": "string", "minLength": 1]
            if !text.examples.isEmpty { schema["examples"] = .array(text.examples.map { .string($0) }) }
            return .object(schema)
        }
        let name = CamelCase.joined(text.name)
        define(name) { _ in
            [
                "description": .string(text.name), "type": "string",
                "anyOf": [["pattern": .string(pattern)], ["pattern": .string(Self.settingPattern)]],
                "examples": .array(text.examples.map { .string($0) }),
            ]
        }
        return ["$ref": .string("#/$defs/\(name)")]
    }

    private mutating func reference(_ object: ObjectShape) -> Value {
        define(object.name) { writer in
            var properties = Object()
            for key in object.keys { properties[key.name] = writer.property(key) }
            return [
                "description": .string(object.summary), "type": "object", "properties": .object(properties),
                "required": .array(object.keys.filter { $0.presence == .required }.map { .string($0.name) }),
                "additionalProperties": false,
            ]
        }
        return ["$ref": .string("#/$defs/\(object.name)")]
    }

    private mutating func property(_ key: ObjectShape.Member) -> Value {
        guard case .object(var schema) = schema(key.shape) else { return true }
        schema["description"] = .string(key.summary)
        if case .defaulted(let written) = key.presence { schema["default"] = Self.value(written) }
        return .object(schema)
    }

    private mutating func define(_ name: String, _ make: (inout SchemaWriter) -> Value) {
        guard defined.insert(name).inserted else { return }
        let schema = make(&self)
        definitions.append(Object.Member(key: name, value: schema))
    }

    private static func value(_ written: String) -> Value {
        switch written {
        case "{}": .object([:])
        case "[]": .array([])
        case "\"\"": ""
        default: Int64(written).map { .integer($0) } ?? .string(written)
        }
    }
}

extension CamelCase {
    /// `a daily span of hours` → `dailySpanOfHours`.
    static func joined(_ phrase: String) -> String {
        var words = phrase.prefix { $0 != "(" }.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        if ["a", "an", "the"].contains(words.first) { words.removeFirst() }
        return words.enumerated()
            .map { $0 == 0 ? $1.lowercased() : $1.prefix(1).uppercased() + $1.dropFirst() }.joined()
    }
}
