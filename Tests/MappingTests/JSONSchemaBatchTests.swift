import Formats
import Mapping
import Testing
import Values

struct JSONSchemaBatchTests {
    private func answers(_ lines: [String], assertsFormats: Bool = false) throws -> [Value] {
        var batch = SchemaBatch(options: .init(assertsFormats: assertsFormats))
        return try lines.map { try JSONFormat().decode(batch.answer(Array($0.utf8))) }
    }

    @Test func linesAreAnsweredOneByOne() throws {
        let answers = try answers([
            #"{"id": 1, "schema": {"type": "string"}, "data": "x"}"#,
            #"{"id": "two", "schema": {"type": "string"}, "data": 2}"#,
        ])
        #expect(answers[0] == ["id": 1, "valid": true, "errors": []])
        #expect(answers[1]["id"] == "two")
        #expect(answers[1]["valid"] == false)
        #expect(
            answers[1]["errors"] == [
                ["instance": "", "schema": "#/type", "keyword": "type", "message": "must be a string"]
            ])
    }

    @Test func aBadLineIsAnErrorAndTheRunGoesOn() throws {
        let answers = try answers([
            "{", "[]", #"{"id": 3}"#, #"{"id": 4, "schema": {"type": 1}, "data": 1}"#,
            ##"{"id": 5, "schema": {"$ref": "#"}, "data": 1}"##, #"{"id": 6, "schema": true, "data": null}"#,
        ])
        #expect(
            answers.map { $0["error"]?["code"]?.string } == [
                "batch.line", "batch.line", "batch.line", "validation.schemaMalformed", "validation.limit", nil,
            ])
        #expect(answers[2]["id"] == 3)
        #expect(answers[5] == ["id": 6, "valid": true, "errors": []])
    }

    @Test func halfASurrogatePairIsOneCharacter() throws {
        let answer = try answers([#"{"id": 1, "schema": {"minLength": 1, "maxLength": 1}, "data": "\ud83d"}"#])[0]
        #expect(answer["valid"] == true)
    }

    @Test func formatsAssertOnlyWhenAsked() throws {
        let line = #"{"id": 1, "schema": {"format": "ipv4"}, "data": "1.2.3"}"#
        #expect(try answers([line])[0]["valid"] == true)
        #expect(try answers([line], assertsFormats: true)[0]["valid"] == false)
    }

    @Test func moreSchemasThanAreKeptAreCompiledAnew() throws {
        let lines = (0..<300).map { #"{"id": \#($0), "schema": {"const": \#($0 % 100)}, "data": \#($0 % 100)}"# }
        #expect(try answers(lines).allSatisfy { $0["valid"] == true })
    }
}
