import Formats
import TestKit
import Testing
import Values

@testable import Mapping

@Suite struct SchemaCompatibilityTests {
    static func json(_ text: String) throws -> Value { try JSONFormat().decode(Array(text.utf8)) }

    private static func report(
        _ old: String, _ new: String, _ rule: CompatibilityRule, _ language: SchemaLanguage = .jsonSchema
    ) throws -> CompatibilityReport {
        try CompatibilityReport.of(json(new), in: language, after: [(1, json(old))], by: rule)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var old: String
        var new: String
        var backward: CompatibilityReport.Verdict
        var forward: CompatibilityReport.Verdict
        var testDescription: String { "\(old) → \(new)" }

        init(
            _ old: String, _ new: String, _ backward: CompatibilityReport.Verdict,
            _ forward: CompatibilityReport.Verdict
        ) {
            self.old = old
            self.new = new
            self.backward = backward
            self.forward = forward
        }
    }

    static let cases = [
        Case("true", "{}", .compatible, .compatible),
        Case(#"{"title":"a"}"#, #"{"description":"b","default":1}"#, .compatible, .compatible),
        Case(#"{"type":"integer"}"#, #"{"type":"number"}"#, .compatible, .incompatible),
        Case(#"{"type":"integer"}"#, #"{"type":["string","integer"]}"#, .compatible, .incompatible),
        Case(#"{"type":"string"}"#, #"{"type":"integer"}"#, .incompatible, .incompatible),
        Case(#"{"enum":["a","b"]}"#, #"{"enum":["a","b","c"]}"#, .compatible, .incompatible),
        Case(#"{"enum":["a","b"]}"#, #"{"type":"string"}"#, .compatible, .incompatible),
        Case(#"{"const":3}"#, #"{"type":"integer","minimum":3}"#, .compatible, .incompatible),
        Case(#"{"type":"boolean"}"#, #"{"enum":[true,false]}"#, .compatible, .compatible),
        Case(#"{"type":"integer","minimum":1}"#, #"{"type":"integer","exclusiveMinimum":0}"#, .compatible, .compatible),
        Case(#"{"type":"number","minimum":1}"#, #"{"type":"number","minimum":0}"#, .compatible, .incompatible),
        Case(#"{"type":"number","maximum":1.5}"#, #"{"type":"number","maximum":1.50}"#, .compatible, .compatible),
        Case(#"{"type":"integer","multipleOf":6}"#, #"{"type":"integer","multipleOf":3}"#, .compatible, .notChecked),
        Case(#"{"type":"string","maxLength":5}"#, #"{"type":"string","maxLength":6}"#, .compatible, .incompatible),
        Case(#"{"type":"string","pattern":"^a"}"#, #"{"type":"string","pattern":"^b"}"#, .notChecked, .notChecked),
        Case(#"{"type":"string"}"#, #"{"type":"string","pattern":"^b"}"#, .incompatible, .compatible),
        Case(#"{"type":"string","format":"date"}"#, #"{"type":"string"}"#, .compatible, .notChecked),
        Case(#"{"minLength":1}"#, #"{"type":"string"}"#, .incompatible, .incompatible),
        Case(
            #"{"type":"object","properties":{"a":{"type":"string"}}}"#,
            #"{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}"#, .incompatible, .compatible),
        // Strictly anything may stand under a new name already.
        Case(
            #"{"type":"object","properties":{"a":{"type":"string"}}}"#,
            #"{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}}}"#, .notChecked, .compatible),
        Case(
            #"{"type":"object","properties":{"a":true},"additionalProperties":false}"#,
            #"{"type":"object","properties":{"a":true,"b":{"type":"string"}},"additionalProperties":false}"#,
            .compatible, .incompatible),
        Case(
            #"{"type":"object","properties":{"a":true}}"#,
            #"{"type":"object","properties":{"a":true},"additionalProperties":false}"#, .incompatible, .compatible),
        Case(
            #"{"type":"object","additionalProperties":{"type":"integer"}}"#,
            #"{"type":"object","properties":{"a":{"type":"number"}}}"#, .compatible, .incompatible),
        Case(
            #"{"type":"object","required":["a","b"]}"#, #"{"type":"object","minProperties":2}"#, .compatible,
            .incompatible),
        Case(
            #"{"type":"array","items":{"type":"integer"}}"#, #"{"type":"array","items":{"type":"number"}}"#,
            .compatible,
            .incompatible),
        Case(
            #"{"type":"array","prefixItems":[{"type":"integer"}],"items":false}"#,
            #"{"type":"array","items":{"type":"integer"}}"#, .compatible, .incompatible),
        Case(
            #"{"type":"array","maxItems":1}"#, #"{"type":"array","uniqueItems":true,"maxItems":2}"#, .compatible,
            .incompatible),
        Case(
            #"{"type":["string","null"]}"#, #"{"anyOf":[{"type":"null"},{"type":"string"}]}"#, .compatible, .compatible),
        Case(
            #"{"anyOf":[{"type":"string"},{"type":"integer"}]}"#, #"{"anyOf":[{"type":"string"}]}"#, .incompatible,
            .compatible),
        Case(
            #"{"oneOf":[{"type":"string"},{"type":"integer"}]}"#,
            #"{"oneOf":[{"type":"string"},{"type":"number"},{"type":"null"}]}"#, .compatible, .incompatible),
        Case(
            #"{"oneOf":[{"type":"integer"},{"type":"number"}]}"#, #"{"oneOf":[{"type":"number"},{"type":"integer"}]}"#,
            .notChecked, .notChecked),
        Case(
            #"{"type":"object","required":["k"],"properties":{"k":{"const":"a"}}}"#,
            #"""
            {"oneOf":[{"type":"object","required":["k"],"properties":{"k":{"const":"a"}}},
                {"type":"object","required":["k"],"properties":{"k":{"const":"b"}}}]}
            """#, .compatible, .incompatible),
        Case(
            #"{"allOf":[{"type":"string"},{"maxLength":3}]}"#, #"{"type":"string","maxLength":3}"#, .compatible,
            .compatible),
        Case(
            ##"{"$ref":"#/$defs/a","$defs":{"a":{"type":"integer"}}}"##,
            ##"{"$ref":"#/$defs/b","$defs":{"b":{"type":"number"}}}"##, .compatible, .incompatible),
        Case(
            ##"{"type":"object","properties":{"next":{"$ref":"#"},"n":{"type":"integer"}},"additionalProperties":false}"##,
            ##"{"type":"object","properties":{"next":{"$ref":"#"},"n":{"type":"number"}},"additionalProperties":false}"##,
            .compatible, .incompatible),
        Case(#"{"$ref":"other.json"}"#, #"{"$ref":"other.json"}"#, .notChecked, .notChecked),
        Case(#"{"not":{"type":"string"}}"#, #"{"not":{"type":"string"}}"#, .compatible, .compatible),
        Case(#"{"type":"integer"}"#, #"{"not":{"type":"string"}}"#, .notChecked, .notChecked),
        Case(
            #"{"if":{"type":"string"},"then":{"minLength":1}}"#, #"{"if":{"type":"string"},"then":{"minLength":2}}"#,
            .notChecked, .notChecked),
        Case("false", #"{"type":"string"}"#, .compatible, .incompatible),
        Case(
            #"{"$schema":"http://json-schema.org/draft-07/schema#","type":"string"}"#, #"{"type":"string"}"#,
            .notChecked,
            .notChecked),
    ]

    @Test(arguments: cases) func `Each change is told by each rule`(_ one: Case) throws {
        let backward = try Self.report(one.old, one.new, .backward)
        #expect(backward.verdict == one.backward, "backward: \(backward.differences)")
        let forward = try Self.report(one.old, one.new, .forward)
        #expect(forward.verdict == one.forward, "forward: \(forward.differences)")
        let full = try Self.report(one.old, one.new, .full)
        #expect(full.differences == backward.differences + forward.differences)
        #expect(try Self.report(one.old, one.new, .none).verdict == .compatible)
    }

    @Test func `Differences are located and in plain words`() throws {
        let old = #"{"type":"object","properties":{"dose":{"type":"number"},"unit":{"enum":["mg","g"]}}}"#
        let new =
            #"{"type":"object","properties":{"dose":{"type":"number","minimum":0},"unit":{"enum":["mg"]}},"required":["dose"]}"#
        let found = try Self.report(old, new, .backward).differences.map { "\($0.path): \($0.message)" }
        #expect(
            found == [
                "/properties/dose: became required", "/properties/dose: the least number became 0",
                "/properties/unit: no longer takes 'g'",
            ])
        let forward = try Self.report(new, old, .forward).differences.map { "\($0.path): \($0.message)" }
        #expect(forward.first == "/properties/dose: is no longer required")
    }

    @Test func `Transitive rules look at every version before`() throws {
        let versions = try [#"{"type":"integer"}"#, #"{"type":["integer","string"]}"#].enumerated().map {
            (version: $0.offset + 1, schema: try Self.json($0.element))
        }
        let new = try Self.json(#"{"type":["integer","string","null"]}"#)
        func verdict(_ new: Value, _ rule: CompatibilityRule) throws -> CompatibilityReport.Verdict {
            try CompatibilityReport.of(new, in: .jsonSchema, after: versions, by: rule).verdict
        }
        #expect(try verdict(new, .backwardTransitive) == .compatible)
        let strings = try Self.json(#"{"type":"string"}"#)
        #expect(try verdict(strings, .forward) == .compatible)
        #expect(try verdict(strings, .forwardTransitive) == .incompatible)
        #expect(try verdict(strings, .fullTransitive) == .incompatible)
    }

    @Test func `Avro versions are compared by schema resolution`() throws {
        func record(_ fields: String) -> String { #"{"type":"record","name":"a.R","fields":[\#(fields)]}"# }
        let old = record(#"{"name":"n","type":"int"}"#)
        func verdict(_ new: String, _ rule: CompatibilityRule) throws -> CompatibilityReport.Verdict {
            try Self.report(old, new, rule, .avro).verdict
        }
        let wider = record(#"{"name":"n","type":"long"},{"name":"m","type":["null","string"],"default":null}"#)
        #expect(try verdict(wider, .backward) == .compatible)
        #expect(try verdict(wider, .forward) == .incompatible)
        let needy = record(#"{"name":"n","type":"int"},{"name":"m","type":"string"}"#)
        let found = try Self.report(old, needy, .backward, .avro).differences
        #expect(found.map(\.path) == ["/fields/m"])
        #expect(try verdict(needy, .forward) == .compatible)
        let renamed = record(#"{"name":"number","aliases":["n"],"type":"int"}"#)
        #expect(try verdict(renamed, .backward) == .compatible)
        #expect(try verdict(renamed, .forward) == .incompatible)
        let list = ##"{"type":"record","name":"L","fields":[{"name":"next","type":["null","L"],"default":null}]}"##
        #expect(try Self.report(list, list, .full, .avro).verdict == .compatible)
        let unions = (#"["int","string"]"#, #"["string","null","long"]"#)
        #expect(try Self.report(unions.0, unions.1, .backward, .avro).verdict == .compatible)
        #expect(try Self.report(unions.0, unions.1, .forward, .avro).verdict == .incompatible)
    }
}
