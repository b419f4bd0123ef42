package import Values

/// A JSON Schema, compiled: draft 2020-12 with all its vocabularies; 2019-09, draft-07 and draft-06 where `$schema` says
/// so. Used from any thread, any number of times.
///
/// `format` asserts only when asked to, or when the metaschema has the vocabulary `format-assertion`; `content…` never
/// does. References lead to the schema itself, to the metaschemas of 2020-12, and to what the loader finds.
package struct JSONSchema: Sendable {
    /// The document at a URI that has no fragment; nil when there is none.
    package typealias Loader = @Sendable (_ uri: String) throws -> Value?

    package struct Options: Sendable {
        package var assertsFormats: Bool
        package var load: Loader

        package init(assertsFormats: Bool = false, load: @escaping Loader = { _ in nil }) {
            self.assertsFormats = assertsFormats
            self.load = load
        }
    }

    /// Findings told of one document; the rest are left out.
    package static let findingsMost = 100

    private let program: SchemaProgram

    /// Throws `validation.schemaMalformed`, located. `uri` is what relative references start from, when the schema has no
    /// absolute `$id`.
    package init(_ schema: Value, uri: String = "", options: Options = Options()) throws {
        program = try SchemaCompiler.compile(schema, uri: uri, options: options)
    }

    /// Whether the data meets the schema: the quick way. Throws `validation.limit`.
    package func isMet(by data: Value) throws -> Bool {
        var run = SchemaRun(program, collects: false)
        return try run.start(data)
    }

    /// What is wrong with the data, at most `findingsMost` of it. Throws `validation.limit`.
    package func findings(in data: Value) throws -> [SchemaFinding] {
        if try isMet(by: data) { return [] }
        var run = SchemaRun(program, collects: true)
        _ = try run.start(data)
        return run.findings
    }
}

extension JSONSchema: Validator {
    package func validate(_ message: Value) -> [Finding] {
        do { return try findings(in: message).map(\.finding) } catch {
            let text = (error as? JunctionError)?.message ?? "the message could not be checked"
            return [.error("schema.limit", text, at: "the document")]
        }
    }
}
