import Mapping
import Testing
import Values

/// Whatever the schema and whatever the data, a check ends with an answer or an error.
struct JSONSchemaFuzzTests {
    @Test(arguments: 0..<8)
    func schemasOfAnyShapeEnd(seed: UInt64) {
        var maker = Maker(seed: seed)
        for _ in 0..<1500 {
            let schema = maker.schema(0)
            guard let compiled = try? JSONSchema(schema, uri: "s", options: .init(assertsFormats: true)) else {
                continue
            }
            for _ in 0..<3 {
                let data = maker.data(0)
                guard let isMet = try? compiled.isMet(by: data), let findings = try? compiled.findings(in: data) else {
                    continue
                }
                #expect(isMet == findings.isEmpty, "\(schema) \(data)")
                #expect(findings.count <= JSONSchema.findingsMost)
            }
        }
    }

    private struct Maker {
        private var state: UInt64
        init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

        mutating func number(below bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(bound))
        }

        mutating func one<T>(of list: [T]) -> T { list[number(below: list.count)] }

        private static let texts = [
            "", "a", "string", "#", "#/$defs/a", "#a", "s", "http://x.test/", "^a+$", "(", "date-time", "idn-hostname",
            "regex", "xn--a", "\u{0627}\u{200c}", "..", "2026-02-30", "{a", "~2", "1/~", "P1D", "::1", "a@b",
            "\u{1F600}",
        ]
        private static let keywords = [
            "$ref", "$dynamicRef", "$id", "$anchor", "$dynamicAnchor", "$defs", "$schema", "type", "const", "enum",
            "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "properties", "patternProperties",
            "additionalProperties", "propertyNames", "required", "dependentRequired", "dependentSchemas", "items",
            "prefixItems", "contains", "minContains", "maxContains", "minimum", "multipleOf", "maxLength", "pattern",
            "format", "uniqueItems", "unevaluatedProperties", "unevaluatedItems", "minProperties", "dependencies",
        ]

        mutating func data(_ depth: Int) -> Value {
            switch number(below: depth > 4 ? 5 : 7) {
            case 0: return .null
            case 1: return .bool(number(below: 2) == 0)
            case 2: return .integer(Int64(number(below: 9)) - 4)
            case 3:
                return one(of: [.double(0.5), .double(.nan), .decimal(ExactDecimal(checked: "1e999")), .double(-0.0)])
            case 4: return .string(one(of: Self.texts))
            case 5: return .array((0..<number(below: 4)).map { _ in data(depth + 1) })
            default: return object(depth, one(of: [Self.texts, Self.keywords])) { $0.data($1) }
            }
        }

        private mutating func object(
            _ depth: Int, _ keys: [String], _ value: (inout Maker, Int) -> Value
        ) -> Value {
            var object = Object()
            for _ in 0..<number(below: 5) { object[one(of: keys)] = value(&self, depth + 1) }
            return .object(object)
        }

        /// Mostly what the keyword takes, sometimes anything.
        mutating func schema(_ depth: Int) -> Value {
            if depth > 4 || number(below: 9) == 0 { return .bool(number(below: 3) > 0) }
            var result = Object()
            for _ in 0..<(1 + number(below: 4)) {
                let keyword = one(of: Self.keywords)
                result[keyword] = number(below: 12) == 0 ? data(3) : value(of: keyword, depth + 1)
            }
            return .object(result)
        }

        private mutating func value(of keyword: String, _ depth: Int) -> Value {
            switch keyword {
            case "$ref", "$dynamicRef": return .string(one(of: ["#", "#/$defs/a", "#a", "s", "#/properties/a"]))
            case "$id": return .string(one(of: ["x", "http://x.test/", "#a", "urn:a:b"]))
            case "$anchor", "$dynamicAnchor", "format", "pattern", "$schema": return .string(one(of: Self.texts))
            case "allOf", "anyOf", "oneOf", "prefixItems": return .array((0..<2).map { _ in schema(depth) })
            case "properties", "$defs", "dependentSchemas", "dependencies", "patternProperties":
                return object(depth, ["a", "b", "^a"]) { $0.schema($1) }
            case "type": return .string(one(of: ["string", "object", "array", "integer", "null"]))
            case "required": return ["a"]
            case "dependentRequired": return ["a": ["b"]]
            case "enum": return .array([data(3), data(3)])
            case "const": return data(3)
            case "minimum", "maxLength", "minProperties", "minContains", "maxContains":
                return .integer(Int64(number(below: 3)))
            case "multipleOf": return one(of: [2, 0.5, .decimal(ExactDecimal(checked: "1e-400"))])
            case "uniqueItems": return true
            default: return schema(depth)
            }
        }
    }
}
