import ArgumentParser
import Formats
import Mapping
import Values

struct ConvertCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert", abstract: "Convert documents from one format to another.",
        discussion: "Formats: \(FormatCatalogue.all.map { $0.name }.joined(separator: ", ")). '-' is standard input.")

    @Option(help: "The format of the files.")
    var from: String
    @Option(help: "The format to print.")
    var to: String
    @Option(name: .customLong("set"), help: "An option of the source format, such as delimiter=;.")
    var options: [String] = []
    @Argument(help: "The files to convert.")
    var files: [String]

    func run() async throws {
        try await Outcome.reporting {
            let source = try FormatCatalogue.format(named: from, options: try Self.object(options))
            let target = try Self.target(from: from, to: to)
            for file in files {
                do { Console.write(try target.encode(source.decode(Input.bytes(of: file)))) } catch var error
                    as JunctionError
                {
                    error.place = Place(
                        source: file, line: error.place?.line, column: error.place?.column, path: error.place?.path)
                    throw error
                }
            }
        }
    }

    /// `--from hl7v2 --to fhir` goes by the shipped mappings; all else by the formats alone.
    private static func target(from: String, to: String) throws -> any Format {
        if HL7ToFHIRFormat.isMeant(from: from, to: to) { return try HL7ToFHIRFormat(FormatOptions()) }
        return try FormatCatalogue.format(named: to)
    }

    private static func object(_ options: [String]) throws -> Object {
        var object = Object()
        for option in options {
            let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw ValidationError("--set takes NAME=VALUE, not '\(option)'") }
            object[String(parts[0])] = .string(String(parts[1]))
        }
        return object
    }
}
