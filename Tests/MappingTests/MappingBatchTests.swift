import Formats
import Mapping
import Testing
import Values

/// The door for suites: a line in, a line out.
struct MappingBatchTests {
    private func answer(
        _ line: String, source: String = "json", fields: String = "[{ to: n, from: a, required: true }]"
    )
        throws -> Value
    {
        let yaml = "id: t\nsource: \(source)\ntarget: json\nfields: \(fields)\n"
        let batch = MappingBatch(
            try MappingDefinition(yaml: yaml).compile(), source: try FormatCatalogue.format(named: source),
            context: { MappingContext(now: .epoch) })
        return try JSONFormat().decode(batch.answer(Array(line.utf8)))
    }

    @Test func aMessageIsAnsweredWithResultAccountingAndFindings() throws {
        #expect(
            try answer(#"{"id": 1, "data": {"a": 2, "b": 3}}"#) == [
                "id": 1, "result": ["n": 2], "accounting": ["mapped": ["a"], "ignored": [], "dropped": ["b"]],
                "findings": [],
            ])
    }

    @Test func dataInAnotherFormatIsText() throws {
        let answer = try answer(
            #"{"id": "x", "data": "MSH|^~\\&|A\rPID|||7"}"#, source: "hl7v2", fields: "[{ to: n, from: PID-3 }]")
        #expect(answer["result"] == ["n": "7"] && answer["accounting"]?["mapped"] == ["PID-3"])
    }

    @Test(arguments: [
        (#"{"id": 1, "data": {}}"#, "mapping.required"), (#"{"id": 1}"#, "format.malformed"), ("{", "format.malformed"),
    ])
    func whatCannotBeMappedIsAnError(_ line: String, code: String) throws {
        let answer = try answer(line)
        #expect(answer["error"]?["code"]?.string == code && answer["result"] == nil)
    }
}
