import Formats
import Mapping
import Testing
import Values

struct JSONSchemaTests {
    private func value(_ json: String) throws -> Value { try JSONFormat().decode(Array(json.utf8)) }

    private func schema(_ json: String) throws -> JSONSchema { try JSONSchema(value(json), uri: "s.json") }

    private func findings(_ schema: String, _ data: String) throws -> [String] {
        try self.schema(schema).findings(in: value(data)).map { "\($0.instance) \($0.schema): \($0.message)" }
    }

    // MARK: Findings

    @Test func findingsSayWhereAndWhy() throws {
        let schema = """
            {"type": "object", "required": ["id", "name"], "additionalProperties": false,
             "properties": {"id": {"type": "integer", "minimum": 1}, "tags": {"items": {"maxLength": 3}},
                            "kind": {"enum": ["a", null, 2]}, "name": true}}
            """
        let found = try findings(schema, #"{"id": 0, "tags": ["ab", "abcd"], "kind": "secret", "x/y": 1}"#)
        #expect(
            found == [
                "/id s.json#/properties/id/minimum: must be at least 1",
                "/tags/1 s.json#/properties/tags/items/maxLength: must have at most 3 characters",
                "/kind s.json#/properties/kind/enum: must be one of 'a', null, 2",
                "/x~1y s.json#/additionalProperties: is not a property that is allowed here",
                " s.json#/required: 'name' is required",
            ])
    }

    @Test func theNearestAlternativeIsTold() throws {
        let schema = #"{"anyOf": [{"type": "string"}, {"properties": {"a": {"properties": {"b": {"const": 1}}}}}]}"#
        let found = try findings(schema, #"{"a": {"b": 2}}"#)
        #expect(found.count == 2)
        #expect(found[0].hasPrefix(" s.json#/anyOf: must meet one of 2 alternatives"))
        #expect(found[1] == "/a/b s.json#/anyOf/1/properties/a/properties/b/const: must be 1")
    }

    @Test func findingsQuoteNoDataAndAreBounded() throws {
        let items = (0..<5000).map { #""secret\#($0)""# }.joined(separator: ",")
        let found = try schema(#"{"items": {"type": "integer"}}"#).findings(in: value("[\(items)]"))
        #expect(found.count == JSONSchema.findingsMost)
        #expect(!found.contains { $0.message.contains("secret") })
    }

    @Test func pointersNameTheEmbeddedResource() throws {
        let schema =
            ##"{"$defs": {"a": {"$id": "http://x.test/a", "$defs": {"b": {"minLength": 2}}}}, "$ref": "http://x.test/a#/$defs/b"}"##
        #expect(
            try findings(schema, #""x""#) == [" http://x.test/a#/$defs/b/minLength: must have at least 2 characters"])
    }

    // MARK: Schemas that cannot be used

    @Test(arguments: [
        (#"{"type": "text"}"#, "#/type"), (#"{"properties": {"a": 1}}"#, "#/properties/a"),
        (#"{"minLength": -1}"#, "#/minLength"), (#"{"pattern": "("}"#, "#/pattern"), (#"{"$ref": 1}"#, "#/$ref"),
        (##"{"$ref": "#/$defs/x"}"##, "#/$ref"), (#"{"$ref": "other.json"}"#, "#/$ref"),
        (##"{"$ref": "#nowhere"}"##, "#/$ref"), (#"{"multipleOf": 0}"#, "#/multipleOf"), (#"{"allOf": {}}"#, "#/allOf"),
        (#"{"required": [1]}"#, "#/required"), (#"{"items": []}"#, "#/items"), (#"[]"#, "#"),
        (#"{"$schema": "http://x.test/unknown"}"#, "#/$schema"), (#"{"enum": 1}"#, "#/enum"),
    ])
    func aSchemaThatCannotBeUsedIsRefusedWithItsPlace(json: String, path: String) throws {
        let error = try #require(throws: JunctionError.self) { try schema(json) }
        #expect(error.code == .schemaMalformed)
        #expect(error.place?.path == path)
        #expect(error.place?.source == "s.json")
    }

    // MARK: Limits

    @Test(arguments: [
        ##"{"$ref": "#"}"##, ##"{"anyOf": [{"$ref": "#"}, {"$ref": "#"}]}"##, ##"{"not": {"$ref": "#"}}"##,
        ##"{"$dynamicAnchor": "a", "allOf": [{"$dynamicRef": "#a"}, {"$dynamicRef": "#a"}]}"##,
        ##"{"if": {"$ref": "#"}, "then": {"$ref": "#"}}"##,
        ##"{"unevaluatedProperties": false, "oneOf": [{"$ref": "#"}, {"$ref": "#"}]}"##,
    ])
    func aSchemaThatLeadsBackToItselfEndsInAnError(json: String) throws {
        let schema = try schema(json)
        let error = try #require(throws: JunctionError.self) { try schema.findings(in: [:]) }
        #expect(error.code == .validationLimit)
        #expect(schema.validate([:]).hasErrors)
    }

    @Test func aSchemaThatDoublesItselfEndsInAnError() throws {
        let steps = (0..<60).map {
            ##""d\##($0)": {"allOf": [{"$ref": "#/$defs/d\##($0 + 1)"}, {"$ref": "#/$defs/d\##($0 + 1)"}]}"##
        }
        let schema = try schema(##"{"$ref": "#/$defs/d0", "$defs": {\##(steps.joined(separator: ",")), "d60": {}}}"##)
        #expect(throws: JunctionError.self) { try schema.isMet(by: 1) }
    }

    @Test func deepDataIsCheckedAsFarAsTheStackAllows() throws {
        let schema = try schema(##"{"items": {"$ref": "#"}, "type": "array"}"##)
        var data: Value = []
        for _ in 0..<60 { data = [data] }
        #expect(try schema.isMet(by: data))
        for _ in 0..<5000 { data = [data] }
        #expect(throws: JunctionError.self) { try schema.isMet(by: data) }
    }

    @Test func aPatternThatTakesTooLongEndsInAnError() throws {
        let schema = try schema(#"{"pattern": "^(a|a)*(?=b)c$"}"#)
        let text = String(repeating: "a", count: 60)
        #expect(throws: JunctionError.self) { try schema.isMet(by: .string(text)) }
    }

    // MARK: Numbers

    @Test(arguments: [
        (#"{"multipleOf": 0.01}"#, "4.02", true), (#"{"multipleOf": 0.01}"#, "4.021", false),
        (#"{"multipleOf": 0.0001}"#, "0.0075", true), (#"{"multipleOf": 1e-8}"#, "12391239123", true),
        (#"{"multipleOf": 7}"#, "1e400", false), (#"{"multipleOf": 2.5}"#, "1e400", true),
        (#"{"multipleOf": 3}"#, "999999999999999999999999999999", true),
        (#"{"multipleOf": 1000000000000000000000000000001}"#, "2000000000000000000000000000002", true),
        (#"{"multipleOf": 1000000000000000000000000000001}"#, "2000000000000000000000000000003", false),
        (#"{"maximum": 18446744073709551615}"#, "18446744073709551616", false),
        (#"{"maximum": 3.5}"#, "3", true), (#"{"maximum": 3.5}"#, "4", false),
        (#"{"exclusiveMaximum": 3}"#, "3", false),
        (#"{"exclusiveMinimum": -0.5}"#, "0", true), (#"{"minimum": 9007199254740993}"#, "9007199254740992", false),
        (#"{"maximum": 2.99999999999999999999}"#, "3", false), (#"{"const": 1}"#, "1.0", true),
        (#"{"enum": [0.1]}"#, "0.10", true), (#"{"const": 9007199254740993}"#, "9007199254740993.0", true),
        (#"{"uniqueItems": true}"#, "[1, 1.0]", false), (#"{"uniqueItems": true}"#, "[[1], [true], 1, true]", true),
        (#"{"type": "integer"}"#, "1e2", true), (#"{"type": "integer"}"#, "1e-2", false),
    ])
    func numbersAreExact(json: String, data: String, isValid: Bool) throws {
        #expect(try schema(json).isMet(by: value(data)) == isValid)
    }

    @Test func whatIsNoNumberMeetsNoBound() throws {
        #expect(try !schema(#"{"minimum": 0}"#).isMet(by: .double(.nan)))
        #expect(try !schema(#"{"multipleOf": 2}"#).isMet(by: .double(.infinity)))
        #expect(try schema(#"{"type": "string", "maxLength": 4}"#).isMet(by: .bytes([1, 2])))
    }

    // MARK: Older drafts

    @Test(arguments: [
        (
            "http://json-schema.org/draft-07/schema#", #""items": [{"type": "string"}], "additionalItems": false"#,
            #"["a", 1]"#, false
        ),
        (
            "http://json-schema.org/draft-07/schema#",
            ##""definitions": {"a": {"minimum": 5}}, "$ref": "#/definitions/a", "maximum": 1"##, "7", true
        ),
        ("http://json-schema.org/draft-07/schema#", #""prefixItems": [{"type": "string"}]"#, "[1]", true),
        (
            "https://json-schema.org/draft/2019-09/schema",
            #""items": [{"type": "string"}], "unevaluatedItems": false"#, #"["a", 1]"#, false
        ),
        (
            "https://json-schema.org/draft/2019-09/schema",
            ##""$recursiveAnchor": true, "properties": {"a": {"$recursiveRef": "#"}}, "required": ["b"]"##,
            #"{"b": 1, "a": {}}"#, false
        ),
    ])
    func olderDraftsAreReadAsTheyWere(uri: String, keywords: String, data: String, isValid: Bool) throws {
        let schema = try schema(#"{"$schema": "\#(uri)", \#(keywords)}"#)
        #expect(try schema.isMet(by: value(data)) == isValid)
    }
}
