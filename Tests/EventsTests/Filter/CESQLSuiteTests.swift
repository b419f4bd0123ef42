import Events
import Formats
import Foundation
import Testing
import Values

/// The cases of the specification's conformance suite that are kept in `Fixtures/cesql`.
struct CESQLSuiteTests {
    struct Case {
        var name: String
        var expression: String
        var event: AttributeTable
        var result: CESQLValue?
        var error: String?
    }

    @Test func everyCaseOfTheConformanceSuitePasses() throws {
        let cases = try Self.cases()
        #expect(cases.count >= 160)
        let failures = cases.compactMap(Self.failure)
        print("CESQL suite: \(cases.count - failures.count) of \(cases.count) cases pass")
        for failure in failures { Issue.record("\(failure)") }
    }

    private static func failure(of test: Case) -> String? {
        var value = CESQLValue.boolean(false)
        var kind: String?
        do throws(CESQLError) {
            let result = try CESQLExpression(test.expression).evaluate(test.event)
            value = result.value
            kind = result.errors.first?.kind.rawValue
        } catch { kind = error.kind.rawValue }
        if kind != test.error { return "\(test.name): error \(kind ?? "none"), not \(test.error ?? "none")" }
        if let wanted = test.result, wanted != value { return "\(test.name): \(value), not \(wanted)" }
        return nil
    }

    private static func cases() throws -> [Case] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures/cesql")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        var cases: [Case] = []
        for file in files.sorted(by: { $0.path < $1.path }) where file.pathExtension == "yaml" {
            let content = try YAMLFormat().decode([UInt8](Data(contentsOf: file)))
            for test in try #require(content["tests"]?.array) {
                cases.append(try Self.case(test, file.lastPathComponent))
            }
        }
        return cases
    }

    private static func `case`(_ test: Value, _ file: String) throws -> Case {
        var event = AttributeTable([
            "specversion": .string("1.0"), "id": .string("1"), "source": .string("suite"), "type": .string("suite"),
        ])
        for key in ["event", "eventOverrides"] {
            for member in test[key]?.object?.members ?? [] { event.values[member.key] = cesql(member.value) }
        }
        let name = "\(file): \(test["name"]?.string ?? "")"
        return Case(
            name: name, expression: try #require(test["expression"].flatMap(cesql)).text, event: event,
            result: test["result"].flatMap(cesql), error: test["error"]?.string)
    }

    private static func cesql(_ value: Value) -> CESQLValue? {
        switch value {
        case .bool(let flag): .boolean(flag)
        case .integer(let number): Int32(exactly: number).map { .integer($0) }
        case .string(let text): .string(text)
        default: nil
        }
    }
}
