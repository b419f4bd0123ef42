import Events
import Formats
import Values

/// Evaluates CESQL expressions given line by line, for conformance suites: one line of NDJSON in, one line out.
///
/// In: `{"id", "expression", "event"?}`, the event in the JSON form of CloudEvents. Out: `{"id", "result"}`, or
/// `{"id", "error", "message", "result"}` with the kind of the first error and what the expression results in all the
/// same. A line that is no such object has the error `line`.
package struct FilterBatch: Sendable {
    private let format = JSONFormat()

    package init() {}

    /// The answer to one line, without a line feed.
    package func answer(_ line: [UInt8]) -> [UInt8] {
        guard let request = try? format.decode(line), case .object = request else {
            return encode(["id": .null, "error": "line", "message": "the line is not a JSON object"])
        }
        let id = request["id"] ?? .null
        guard let source = request["expression"].flatMap(Self.source) else {
            return encode(["id": id, "error": "line", "message": "the line has no 'expression'"])
        }
        do throws(CESQLError) {
            let result = try CESQLExpression(source).evaluate(Self.attributes(of: request["event"]))
            guard let error = result.errors.first else {
                return encode(["id": id, "result": Self.value(result.value)])
            }
            return encode(Self.failure(id, error, result.value))
        } catch {
            return encode(Self.failure(id, error, .boolean(false)))
        }
    }

    /// Suites in YAML have expressions such as `1` and `TRUE`, which reach here as what they look like.
    private static func source(_ value: Value) -> String? { value.isNull ? nil : value.scalarText }

    private static func failure(_ id: Value, _ error: CESQLError, _ value: CESQLValue) -> Object {
        [
            "id": id, "error": .string(error.kind.rawValue), "message": .string(error.description),
            "result": self.value(value),
        ]
    }

    /// What every event has is there even if the line leaves it out.
    private static func attributes(of event: Value?) -> AttributeTable {
        var table = AttributeTable([
            "specversion": .string("1.0"), "id": .string("1"), "source": .string("batch"), "type": .string("batch"),
        ])
        for member in event?.object?.members ?? [] where member.key != "data" && member.key != "data_base64" {
            table.values[member.key] = attribute(member.value)
        }
        return table
    }

    /// What is none of the three types is text (CloudEvents SQL 1.0, section 3.2); null is absent.
    private static func attribute(_ value: Value) -> CESQLValue? {
        switch value {
        case .null: nil
        case .bool(let flag): .boolean(flag)
        case .integer(let number): Int32(exactly: number).map { .integer($0) } ?? .string(String(number))
        case .string(let text): .string(text)
        default: (try? JSONFormat().encode(value)).map { .string(String(decoding: $0, as: UTF8.self)) }
        }
    }

    private static func value(_ value: CESQLValue) -> Value {
        switch value {
        case .boolean(let flag): .bool(flag)
        case .integer(let number): .integer(Int64(number))
        case .string(let text): .string(text)
        }
    }

    private func encode(_ object: Object) -> [UInt8] {
        (try? format.encode(.object(object))) ?? Array(#"{"id":null,"error":"line"}"#.utf8)
    }
}
