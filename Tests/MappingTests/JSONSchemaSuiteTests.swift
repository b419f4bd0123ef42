import Formats
import Foundation
import Mapping
import Testing
import Values

struct JSONSchemaSuiteTests {
    @Test func everyCaseOfTheOfficialSuitePasses() throws {
        let groups = try JSONSchemaSuite.groups()
        let count = groups.reduce(0) { $0 + $1.tests.count }
        #expect(count >= 1000)
        let failures = groups.flatMap(JSONSchemaSuite.failures)
        print("JSON Schema suite: \(count - failures.count) of \(count) cases pass")
        for failure in failures.prefix(200) { Issue.record("\(failure)") }
    }

    /// The suite's schemas are schemas: the metaschema itself says so.
    @Test func theSuitesSchemasMeetTheMetaschema() throws {
        let metaschema = try JSONSchema(["$ref": "https://json-schema.org/draft/2020-12/schema"])
        for group in try JSONSchemaSuite.groups() where group.schema["$schema"] == metaschemaName {
            let findings = try metaschema.findings(in: group.schema)
            #expect(findings.isEmpty, "\(group.name): \(findings)")
        }
    }

    private let metaschemaName = Value.string("https://json-schema.org/draft/2020-12/schema")

    @Test func theBatchAnswersTheSuiteAlike() throws {
        for asserts in [false, true] {
            var batch = SchemaBatch(options: .init(assertsFormats: asserts, load: JSONSchemaSuite.load))
            for group in try JSONSchemaSuite.groups() where group.assertsFormats == asserts {
                for test in group.tests {
                    let line: Value = ["id": "x", "schema": group.schema, "data": test.data]
                    let answer = try JSONFormat().decode(batch.answer(JSONFormat().encode(line)))
                    #expect(answer["valid"] == .bool(test.isValid), "\(group.name): \(test.description)")
                    #expect(answer["errors"]?.array?.isEmpty == test.isValid)
                }
            }
        }
    }
}
