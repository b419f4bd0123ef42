import ArgumentParser
import Formats
import Mapping
import Values

struct ConvertCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert", abstract: "Convert documents from one format to another.",
        discussion: """
            Formats: \(FormatCatalogue.all.map { $0.name }.joined(separator: ", ")). '-' is standard input.
            Formats of records are converted as they arrive, in little memory. Each file that cannot be read is reported \
            as FILE:line:column: reason, and the exit code is then 65. Options are listed in docs/formats.md; a value that \
            begins with '@' names a file that holds it, such as schema=@order.avsc.
            """)

    @Option(help: "The format of the files.")
    var from: String
    @Option(help: "The format to print.")
    var to: String
    @Option(
        name: [.customLong("option"), .customLong("set")],
        help: "An option of the source format, such as delimiter=;. May be repeated.")
    var options: [String] = []
    @Option(help: "An option of the target format, such as pretty=true. May be repeated.")
    var toOption: [String] = []
    @Option(help: "A file of rules that replace or extend the shipped ones, from hl7v2 to fhir. May be repeated.")
    var rules: [String] = []
    @Option(
        help: """
            A file to write an account of each message to, a line of JSON each: what became of every field, from hl7v2 to \
            fhir. What could not be carried over is complained of without it too.
            """)
    var report: String?
    @Argument(help: "The files to convert.")
    var files: [String] = ["-"]

    func run() async throws {
        try await Outcome.reporting {
            let source = try FormatCatalogue.format(named: from, options: FormatArguments.object(options))
            let target = try target(options: FormatArguments.object(toOption))
            let accounts = try report.map(AccountFile.init)
            var failed = false
            for file in files {
                do {
                    try Self.convert(file, source, Self.reporting(target, of: file, to: accounts))
                } catch let error as JunctionError {
                    Console.complain(Self.report(error, file))
                    failed = true
                }
            }
            if failed { throw Outcome.badData }
        }
    }

    /// `--from hl7v2 --to fhir` goes by the shipped mappings; all else by the formats alone.
    private func target(options: Object) throws -> any Format {
        if HL7ToFHIRFormat.isMeant(from: from, to: to) {
            return try HL7ToFHIRFormat(
                FormatOptions(options),
                extending: rules.map { ($0, String(decoding: try Input.bytes(of: $0), as: UTF8.self)) })
        }
        return try FormatCatalogue.format(named: to, options: options)
    }

    /// Complains of what could not be carried over from the messages of a file, and keeps the accounts.
    private static func reporting(_ target: any Format, of file: String, to accounts: AccountFile?) -> any Format {
        guard var target = target as? HL7ToFHIRFormat else { return target }
        target.reporting = { result, number in
            for finding in result.findings {
                Console.complain("\(file):\(number > 1 ? " message \(number):" : "") \(finding)")
            }
            accounts?.add(result, file: file, number: number)
        }
        return target
    }

    /// Converts a file piece by piece; what could be made before something wrong is printed too.
    private static func convert(_ file: String, _ source: any Format, _ target: any Format) throws {
        var stream = FormatStream(from: source, to: target)
        var output: [UInt8] = []
        defer { Console.write(output) }
        func flush() {
            Console.write(output)
            output.removeAll(keepingCapacity: true)
        }
        try Input.forEachPiece(of: file) { piece in
            try stream.feed(piece, into: &output)
            flush()
        }
        try stream.finish(into: &output)
        // Formats of text whose documents do not end with a line.
        if target is JSONFormat || target is HL7ToFHIRFormat { output.append(0x0A) }
    }

    /// `FILE:line:column: reason`. Formats without lines, such as Avro, say where within the reason.
    static func report(_ error: JunctionError, _ file: String) -> String {
        let within = error.place?.path.map { " (at \($0))" } ?? ""
        let place = "\(file):\(error.place?.line ?? 1):\(error.place?.column ?? 1)"
        return "\(place): \(error.message)\(within) (\(error.code)). \(error.remedy)"
    }
}

/// Options of formats as the command line gives them.
enum FormatArguments {
    /// NAME=VALUE, where VALUE may be a YAML list or mapping, or `@FILE`.
    static func object(_ options: [String]) throws -> Object {
        var object = Object()
        for option in options {
            let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw ValidationError("an option is NAME=VALUE, not '\(option)'") }
            object[String(parts[0])] = try value(String(parts[1]))
        }
        return object
    }

    private static func value(_ text: String) throws -> Value {
        let isFile = text.hasPrefix("@") && text.utf8.count > 1
        let bytes = isFile ? try Input.bytes(of: String(text.dropFirst())) : Array(text.utf8)
        guard isFile || text.hasPrefix("{") || text.hasPrefix("[") else { return .string(text) }
        return try YAMLFormat().decode(bytes)
    }
}
