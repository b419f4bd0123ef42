import Formats
import TestKit
import Testing
import Values

@testable import Mapping

/// Random pairs of schemas and random data: what is called compatible must be so of all of it.
@Suite struct SchemaCompatibilityPropertyTests {
    @Test(arguments: 1...8) func `Data of one version fits the other whenever they are called compatible`(
        _ seed: Int
    ) throws {
        var random = SchemaCompatibilityRandom(seed: UInt64(seed))
        var called = 0
        for _ in 0..<400 {
            let old = random.schema(depth: 3)
            let new = random.chance(0.7) ? random.changed(old) : random.schema(depth: 3)
            let report = try CompatibilityReport.of(new, in: .jsonSchema, after: [(1, old)], by: .backward)
            #expect(
                try CompatibilityReport.of(old, in: .jsonSchema, after: [(1, old)], by: .full).differences.allSatisfy {
                    $0.kind == .notChecked
                }, "\(old) with itself")
            guard report.verdict == .compatible else { continue }
            called += 1
            let (before, after) = (try JSONSchema(old), try JSONSchema(new))
            for _ in 0..<60 {
                let data = random.data(depth: 3)
                guard try before.isMet(by: data) else { continue }
                #expect(try after.isMet(by: data), "\(data) fits \(old) and not \(new)")
            }
        }
        #expect(called > 20)
    }

    /// A schema that is one of its own alternatives, in either place: split into alternatives for ever, were it not bounded.
    @Test(
        .timeLimit(.minutes(2)),
        arguments: [
            ##"{"oneOf":[{"type":"string"},{"$ref":"#","minLength":1},{"$ref":"#","maxLength":5},{"$ref":"#","pattern":"a"}],"minItems":1}"##,
            ##"{"anyOf":[{"$ref":"#/$defs/a"},{"$ref":"#/$defs/b"}],"$defs":{"a":{"anyOf":[{"type":"integer"},{"$ref":"#/$defs/b","minimum":1},{"$ref":"#"}]},"b":{"anyOf":[{"type":"null"},{"$ref":"#/$defs/a","maximum":9},{"$ref":"#"}]}}}"##,
        ])
    func `A schema among its own alternatives comes to an end`(_ text: String) throws {
        let old = try JSONFormat().decode(Array(text.utf8))
        var object = try #require(old.object)
        object["minItems"] = 0
        let report = try CompatibilityReport.of(.object(object), in: .jsonSchema, after: [(1, old)], by: .full)
        #expect(report.verdict != .compatible)
        object["minItems"] = 2
        object["type"] = "integer"
        #expect(
            try CompatibilityReport.of(.object(object), in: .jsonSchema, after: [(1, old)], by: .backward).verdict
                != .compatible)
    }

    @Test func `What takes too much work is not checked, also when it was tried among alternatives`() throws {
        // Every one of the alternatives is tried for every one: too much, and each is found to be taken in the end.
        let many: [Value] = (0..<60).map { number in
            ["type": "object", "properties": ["a": ["minimum": .integer(number)], "b": ["maximum": .integer(number)]]]
        }
        let old: Value = ["anyOf": .array(many)]
        let new: Value = ["anyOf": [["anyOf": .array(many.reversed() + [["type": "null"]])], ["type": "null"]]]
        let report = try CompatibilityReport.of(new, in: .jsonSchema, after: [(1, old)], by: .backward)
        #expect(report.verdict == .notChecked)
        #expect(report.differences.contains { $0.path.isEmpty && $0.message == "not checked: the schema is too large" })
    }
}

struct SchemaCompatibilityRandom {
    private var random: SeededRandom
    private static let names = ["a", "b", "c"]

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

    mutating func chance(_ probability: Double) -> Bool { random.chance(probability) }
    private mutating func number(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }
    private mutating func name() -> String { Self.names[number(3)] }

    mutating func data(depth: Int) -> Value {
        switch number(depth > 0 ? 9 : 6) {
        case 0: return .null
        case 1: return .bool(chance(0.5))
        case 2, 3: return .integer(Int64(number(7) - 2))
        case 4: return .double(Double(number(9)) / 2 - 1)
        case 5: return .string(String(repeating: "x", count: number(4)))
        case 6: return .array((0..<number(4)).map { _ in data(depth: depth - 1) })
        default:
            var object = Object()
            for name in Self.names where chance(0.6) { object[name] = data(depth: depth - 1) }
            return .object(object)
        }
    }

    mutating func schema(depth: Int) -> Value {
        guard depth > 0, chance(0.93) else { return .bool(chance(0.85)) }
        var object = Object()
        for _ in 0..<number(3) + 1 { add(to: &object, depth: depth) }
        return .object(object)
    }

    /// The same schema with one keyword more, less or other.
    mutating func changed(_ schema: Value) -> Value {
        guard case .object(var object) = schema, !object.isEmpty else { return self.schema(depth: 2) }
        switch number(4) {
        case 0:
            let keys = Array(object.keys)
            object[keys[number(keys.count)]] = nil
        case 1: add(to: &object, depth: 2)
        default:
            let keys = Array(object.keys)
            let key = keys[number(keys.count)]
            if case .object(let inner)? = object[key], key == "properties", let first = inner.members.first {
                var inner = inner
                inner[first.key] = changed(first.value)
                object[key] = .object(inner)
            } else if ["items", "additionalProperties"].contains(key), let inner = object[key] {
                object[key] = changed(inner)
            } else if let list = object[key]?.array, ["anyOf", "oneOf", "allOf"].contains(key) {
                object[key] = .array(Array(list.dropLast()) + [self.schema(depth: 1)])
            } else {
                add(to: &object, depth: 2)
            }
        }
        return .object(object)
    }

    private mutating func add(to object: inout Object, depth: Int) {
        let types: [Value] = ["null", "boolean", "integer", "number", "string", "array", "object"]
        switch number(20) {
        case 0, 1, 2: object["type"] = types[number(7)]
        case 3: object["type"] = .array(types.filter { _ in random.chance(0.4) } + ["null"].prefix(0))
        case 4: object["enum"] = .array((0..<number(3) + 1).map { _ in data(depth: 1) })
        case 5: object[chance(0.5) ? "minimum" : "exclusiveMinimum"] = .integer(Int64(number(5) - 2))
        case 6: object[chance(0.5) ? "maximum" : "exclusiveMaximum"] = .integer(Int64(number(5)))
        case 7: object["multipleOf"] = .double(Double(number(4) + 1) / 2)
        case 8: object[chance(0.5) ? "minLength" : "maxLength"] = .integer(Int64(number(4)))
        case 9: object[chance(0.5) ? "minItems" : "maxItems"] = .integer(Int64(number(3)))
        case 10: object["items"] = schema(depth: depth - 1)
        case 11: object["prefixItems"] = .array((0..<number(2) + 1).map { _ in schema(depth: depth - 1) })
        case 12: object["uniqueItems"] = true
        case 13: object["required"] = .array(Self.names.filter { _ in random.chance(0.4) }.map { .string($0) })
        case 14, 15:
            var properties = Object()
            for name in Self.names where chance(0.5) { properties[name] = schema(depth: depth - 1) }
            object["properties"] = .object(properties)
        case 16: object["additionalProperties"] = schema(depth: depth - 1)
        case 17: object[chance(0.5) ? "minProperties" : "maxProperties"] = .integer(Int64(number(4)))
        case 18:
            object[["anyOf", "oneOf", "allOf"][number(3)]] = .array(
                (0..<number(2) + 1).map { _ in schema(depth: depth - 1) })
        default:
            switch number(3) {
            case 0: object["not"] = schema(depth: depth - 1)
            case 1: object["dependentRequired"] = [name(): [.string(name())]]
            default: object["const"] = data(depth: 1)
            }
        }
    }
}
