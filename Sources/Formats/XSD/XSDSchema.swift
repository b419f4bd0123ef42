import CLibXML2
import Synchronization
import Values

/// An XML Schema 1.0, compiled once by libxml2 and used any number of times.
///
/// What it includes and imports comes from the loader alone; nothing is fetched, and what a document says of schemas
/// (`xsi:schemaLocation`) is not followed. Checks of one schema wait for each other. A call blocks its thread for as long as
/// the check takes, so it belongs where that is meant.
package final class XSDSchema: Sendable {
    /// The bytes of a part of the schema, by its address relative to the schema's folder; nil when there is none.
    package typealias Loader = @Sendable (_ address: String) -> [UInt8]?

    private let handle: Mutex<Handle>

    /// Unchecked, because the pointers lead to what nothing else knows of, and the lock around it is the only way to them.
    @safe private struct Handle: ~Copyable, @unchecked Sendable {
        let schema: xmlSchemaPtr
        /// The schema goes on using what it was made of.
        let document: XSDDocument

        deinit { unsafe xmlSchemaFree(schema) }
    }

    /// `name` is the schema's path in its folder. Throws `validation.schemaMalformed`, located.
    package init(_ bytes: [UInt8], name: String, load: @escaping Loader = { _ in nil }) throws {
        let document: XSDDocument
        do { document = try XSDDocument(bytes, name: name) } catch var error as JunctionError {
            error.place?.source = name
            throw error
        }
        guard let context = unsafe xmlSchemaNewDocParserCtxt(document.handle) else {
            throw JunctionError(.schemaMalformed, "there is no memory to compile the schema with")
        }
        defer { unsafe xmlSchemaFreeParserCtxt(context) }
        let reports = XSDReports()
        unsafe xmlSchemaSetParserStructuredErrors(context, XSDReports.receive, reports.address)
        let schema = unsafe XSDLibrary.$load.withValue(load) { unsafe xmlSchemaParse(context) }
        guard let schema = unsafe schema else { throw Self.fault(reports, name) }
        handle = Mutex(unsafe Handle(schema: schema, document: document))
    }

    /// What libxml2 says of a schema quotes the schema alone.
    private static func fault(_ reports: XSDReports, _ name: String) -> JunctionError {
        let first = reports.reports.first
        let message = first?.message.split(separator: "\n").first.map(String.init) ?? "the schema cannot be compiled"
        let text = message.hasSuffix(".") ? String(message.dropLast()) : message
        return JunctionError(
            .schemaMalformed, text,
            place: Place(source: first?.file ?? name, line: first.map { max(1, $0.line) }))
    }

    /// What is wrong with an XML document, at most `XSDReports.most` of it. Throws `format.malformed`, located, when it is
    /// not well-formed, and `format.limit`.
    package func findings(in bytes: [UInt8]) throws -> [XSDFinding] {
        let document = try XSDDocument(bytes, name: "")
        let reports = XSDReports()
        let result = try handle.withLock { handle in
            guard let context = unsafe xmlSchemaNewValidCtxt(handle.schema) else {
                throw JunctionError(.formatLimit, "there is no memory to check the document with")
            }
            defer { unsafe xmlSchemaFreeValidCtxt(context) }
            unsafe xmlSchemaSetValidStructuredErrors(context, XSDReports.receive, reports.address)
            return unsafe xmlSchemaValidateDoc(context, document.handle)
        }
        if result == 0 { return [] }
        let findings = reports.reports.map { report in
            let message = XSDMessage(code: report.code, text: report.message)
            let path = report.path + (message.attribute.map { "/@\($0)" } ?? "")
            return XSDFinding(line: report.line, path: path, rule: message.rule, message: message.text)
        }
        return findings.isEmpty
            ? [XSDFinding(line: 0, path: "/", rule: "schema", message: "the document could not be checked")] : findings
    }
}
