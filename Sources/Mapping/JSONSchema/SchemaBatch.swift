import Formats
import Values

/// Checks data given line by line, for suites: one line of NDJSON in, one line out.
///
/// In: `{"id", "schema", "data"}`. Out: `{"id", "valid", "errors": [{"instance", "schema", "keyword", "message"}]}`, or
/// `{"id", "error": {"code", "message"}}` where the line, the schema or a limit allows no answer. Schemas are compiled
/// once for as long as they are among the last `schemasMost` used.
package struct SchemaBatch {
    /// Compiled schemas that are kept.
    static let schemasMost = 64

    private let options: JSONSchema.Options
    private let format = JSONFormat()
    private var compiled: [(text: Value, schema: JSONSchema)] = []

    package init(options: JSONSchema.Options) { self.options = options }

    /// The answer to one line, without a line feed.
    package mutating func answer(_ line: [UInt8]) -> [UInt8] {
        guard let request = try? BatchLine.decode(line).object else {
            return encode(["id": .null, "error": Self.error("batch.line", "the line is not a JSON object")])
        }
        let id = request["id"] ?? .null
        guard let schema = request["schema"], let data = request["data"] else {
            return encode(["id": id, "error": Self.error("batch.line", "the line lacks 'schema' or 'data'")])
        }
        do {
            let findings = try compile(schema).findings(in: data)
            return encode(["id": id, "valid": .bool(findings.isEmpty), "errors": .array(findings.map(Self.value))])
        } catch {
            let error = error as? JunctionError
            let message = [error?.place?.description, error?.message].compactMap(\.self).joined(separator: ": ")
            return encode(["id": id, "error": Self.error(error?.code.name ?? "batch.schema", message)])
        }
    }

    private mutating func compile(_ schema: Value) throws -> JSONSchema {
        if let place = compiled.lastIndex(where: { Self.isSameText($0.text, schema) }) {
            let found = compiled.remove(at: place)
            compiled.append(found)
            return found.schema
        }
        let made = try JSONSchema(schema, options: options)
        if compiled.count == Self.schemasMost { compiled.removeFirst() }
        compiled.append((schema, made))
        return made
    }

    /// Suites ask about one schema many times in a row: the newest is compared first.
    private static func isSameText(_ one: Value, _ other: Value) -> Bool { one == other }

    private static func value(_ finding: SchemaFinding) -> Value {
        [
            "instance": .string(finding.instance), "schema": .string(finding.schema),
            "keyword": .string(finding.keyword), "message": .string(finding.message),
        ]
    }

    private static func error(_ code: String, _ message: String) -> Value {
        ["code": .string(code), "message": .string(message)]
    }

    private func encode(_ answer: Object) -> [UInt8] {
        (try? format.encode(.object(answer))) ?? Array(#"{"id":null,"error":{"code":"batch.answer"}}"#.utf8)
    }
}
