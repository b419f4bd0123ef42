import App
import ArgumentParser
import Formats
import Foundation
import Mapping
import Values

struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Check data against a JSON Schema, an XML Schema, HL7 v2 or FHIR.",
        discussion: """
            Without --batch, checks each of DATA ('-' is standard input) against the schema of a file: an XML \
            Schema when its name ends with .xsd, else a JSON Schema; or against a schema that Junction has, such as \
            'hl7v2' (the standard's own tables for the message's version and type) or 'fhir-r4/Bundle'. With --batch, reads \
            lines {"id","schema","data"} and answers each with {"id","valid","errors"}, or with {"id","error"} where there \
            can be no answer. References lead to files of --schemas only: http://localhost:1234/x.json is DIR/x.json.
            """)

    @ArgumentParser.Flag(help: "Answer NDJSON lines from standard input.")
    var batch = false
    @Option(help: "The schema's file, or the name of one that Junction has.")
    var schema: String?
    @Option(help: "The folder that references lead to; without it, that of the schema.")
    var schemas: String?
    @ArgumentParser.Flag(help: "Let 'format' refuse what is not of that format.")
    var assertFormats = false
    @Option(help: "The format of the data.")
    var from: String?
    @Argument(help: "The files to check.")
    var data: [String] = []

    func validate() throws {
        guard batch ? schema == nil && data.isEmpty : schema != nil && !data.isEmpty else {
            throw ValidationError("Give --schema FILE and the files to check, or --batch.")
        }
    }

    func run() async throws {
        try await Outcome.reporting {
            guard let schema else { return try answerLines() }
            let check = try self.check(schema)
            var isMet = true
            for file in data {
                let findings = try located(file) { try check(Input.bytes(of: file)) }
                isMet = isMet && !findings.hasErrors
                Console.say(findings.isEmpty ? "\(file): valid" : Self.text(findings, file))
            }
            if !isMet { throw Outcome.badData }
        }
    }

    private func answerLines() throws {
        let load = schemas.map { SchemaFolder($0) } ?? .empty
        var batch = SchemaBatch(options: .init(assertsFormats: assertFormats, load: load.loader))
        try LineBatch.answer { batch.answer($0) }
    }

    private typealias Check = ([UInt8]) throws -> [Finding]

    private func folder(of file: URL) -> SchemaFolder {
        SchemaFolder(schemas ?? file.deletingLastPathComponent().path)
    }

    private func check(_ schema: String) throws -> Check {
        if schema.hasSuffix(".xsd") { return try documentCheck(schema) }
        guard ValidatorCatalogue.names.contains(schema) else { return try valueCheck(schema, from: from ?? "json") }
        let validator = try ValidatorCatalogue.validator(named: schema)
        let format = try FormatCatalogue.format(named: from ?? (schema.hasPrefix("hl7v2") ? "hl7v2" : "json"))
        return { validator.validate(try format.decode($0)) }
    }

    private func valueCheck(_ file: String, from: String) throws -> Check {
        let url = URL(filePath: file)
        let document = try located(file) { try JSONFormat().decode(Input.bytes(of: file)) }
        let options = JSONSchema.Options(assertsFormats: assertFormats, load: folder(of: url).loader)
        let schema = try JSONSchema(document, uri: url.lastPathComponent, options: options)
        let format = try FormatCatalogue.format(named: from)
        guard from == "json" || from == "ndjson" else { return { schema.validate(try format.decode($0)) } }
        return { schema.validate(try format.decode($0)).located(inJSON: $0, records: from == "ndjson") }
    }

    private func documentCheck(_ file: String) throws -> Check {
        let url = URL(filePath: file)
        let bytes = try Input.bytes(of: file)
        let schema = try XSDSchema(bytes, name: url.lastPathComponent, load: folder(of: url).xsdLoader)
        let validator = XSDValidator(schema)
        return { try validator.findings(in: $0) }
    }

    private func located<T>(_ file: String, _ body: () throws -> T) throws -> T {
        do { return try body() } catch var error as JunctionError {
            error.place = Place(
                source: file, line: error.place?.line, column: error.place?.column, path: error.place?.path)
            throw error
        }
    }

    private static func text(_ findings: [Finding], _ file: String) -> String {
        findings.map { finding in
            var finding = finding
            finding.place.source = file
            return finding.description
        }.joined(separator: "\n")
    }
}
