import App
import ArgumentParser
import Formats
import Mapping
import Values

struct MapCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map", abstract: "Map messages by a mapping file, and show result, findings and accounting.",
        discussion: """
            Tables and fragments are those of the workspace that the mapping file stands in. With --batch, reads lines \
            {"id","data"} and answers each with {"id","result","accounting","findings"} or {"id","error"}. With --to, \
            prints the results alone, as one document of that format; records are mapped as they arrive, in little \
            memory. Findings then go to standard error as FILE:line: record N: finding, the first \(notesMost) of them, \
            with a summary at the end; a record that the mapping refuses is left out. The exit code is 1 when there \
            were findings, 65 when a document could not be read to its end. With --diff, takes two mapping files and \
            shows what the second would change for each message of --inputs.
            """)

    @Option(help: "The mapping file.")
    var mapping: String?
    @ArgumentParser.Flag(help: "Answer NDJSON lines from standard input.")
    var batch = false
    @Option(help: "Print the results alone, in this format, such as ndjson. Without files, reads standard input.")
    var to: String?
    @Option(help: "An option of that target format, such as pretty=true. May be repeated.")
    var toOption: [String] = []
    @Option(
        parsing: .upToNextOption, help: ArgumentHelp("Two mapping files to compare.", valueName: "old new"))
    var diff: [String] = []
    @Option(help: "The folder of messages to compare the mappings by.")
    var inputs: String?
    @Option(help: "Only the inputs whose names end so, such as .hl7.")
    var ending: String?
    @Option(help: "The format of the messages, when it is another than the mapping says.")
    var from: String?
    @Option(name: .customLong("set"), help: "An option of that format, such as delimiter=;.")
    var options: [String] = []
    @Option(help: "The time that the mapping takes for now, such as 2026-10-01T00:00:00Z.")
    var now: String?
    @Option(help: "How long the expressions of one message may take, in milliseconds.")
    var timeoutMs = 5000
    @OptionGroup var output: OutputOptions
    @Argument(help: "The messages; '-' is standard input.")
    var files: [String] = []

    func validate() throws {
        if !diff.isEmpty {
            guard diff.count == 2, inputs != nil, mapping == nil, !batch, to == nil, files.isEmpty else {
                throw ValidationError(
                    "--diff takes two mapping files, and --inputs a folder; nothing else goes with it.")
            }
        } else {
            guard mapping != nil, to == nil ? batch == files.isEmpty : !batch else {
                throw ValidationError("Give --mapping and messages, or --mapping and --batch, or --diff.")
            }
            guard to != nil || toOption.isEmpty else { throw ValidationError("--to-option goes with --to.") }
        }
    }

    func run() async throws {
        try await Outcome.reporting {
            if diff.count == 2 { return try compare() }
            let bench = try bench(mapping ?? "")
            if let to {
                let target = try FormatCatalogue.format(named: to, options: FormatArguments.object(toOption))
                return try stream(files.isEmpty ? ["-"] : files, bench, to: target)
            }
            if batch {
                let batch = bench.batch
                return try LineBatch.answer { batch.answer($0) }
            }
            for file in files { try show(file, bench) }
        }
    }

    private func bench(_ file: String) throws -> MappingBench {
        var bench = try MappingBench(file: file, format: from, options: try FormatArguments.object(options))
        if let now {
            guard let instant = Instant(rfc3339: now) else { throw ValidationError("--now takes an RFC 3339 time.") }
            bench.now = instant
        }
        bench.limits.timeout = .milliseconds(timeoutMs)
        return bench
    }

    private func show(_ file: String, _ bench: MappingBench) throws {
        do {
            for message in try bench.messages(in: Input.bytes(of: file)) {
                let result = try bench.mapping.apply(message, bench.context)
                try output.print(.object(result.report)) { _ in Self.text(of: result, bench) }
            }
        } catch var error as JunctionError {
            var place = error.place ?? Place()
            if place.source == nil { place.source = file }
            error.place = place
            throw error
        }
    }

    private static func text(of result: MappingResult, _ bench: MappingBench) -> String {
        let listing = result.accounting.listing
        let (mapped, ignored, dropped) = (listing.mapped.count, listing.ignored.count, listing.dropped.count)
        var value = (try? bench.text(of: result.value)) ?? ""
        while value.last?.isNewline == true { value.removeLast() }
        var lines = [value, ""]
        lines += result.findings.map(\.description)
        lines.append("fields: \(mapped) mapped, \(ignored) ignored, \(dropped) dropped")
        lines += listing.dropped.map { "  dropped \($0)" }
        lines += listing.ignored.map { "  ignored \($0.path): \($0.reason)" }
        return lines.joined(separator: "\n")
    }

    // MARK: Comparing

    /// Ends with 1 when the new mapping changes anything, as diff(1) does.
    private func compare() throws {
        let comparison = MappingComparison(old: try bench(diff[0]), new: try bench(diff[1]))
        let folder = inputs ?? "."
        var (same, changed) = (0, 0)
        for name in try MappingComparison.inputs(in: folder, ending: ending) {
            for outcome in try comparison.compare(Input.bytes(of: "\(folder)/\(name)"), named: name) {
                if outcome.isSame { same += 1 } else { changed += 1 }
                try output.print(Self.report(outcome)) { _ in Self.text(of: outcome) }
            }
        }
        if output.format == .text { Console.say("\(same) the same, \(changed) changed") }
        if changed > 0 { throw Outcome.findings }
    }

    private static func report(_ outcome: MappingComparison.Outcome) -> Value {
        var object: Object = [
            "input": .string(outcome.input), "same": .bool(outcome.isSame),
            "changes": .array(outcome.changes.map(\.report)),
            "newlyDropped": .array(outcome.newlyDropped.map(Value.string)),
            "noLongerDropped": .array(outcome.noLongerDropped.map(Value.string)),
        ]
        object["oldError"] = outcome.oldError?.report
        object["newError"] = outcome.newError?.report
        return .object(object)
    }

    private static func text(of outcome: MappingComparison.Outcome) -> String {
        if outcome.isSame { return "\(outcome.input): the same" }
        var lines = ["\(outcome.input): changed"]
        if let error = outcome.oldError { lines.append("  the old mapping refuses it: \(error.message)") }
        if let error = outcome.newError { lines.append("  the new mapping refuses it: \(error.message)") }
        lines += outcome.changes.map { "  \($0)" }
        lines += outcome.newlyDropped.map { "  newly dropped: \($0)" }
        lines += outcome.noLongerDropped.map { "  no longer dropped: \($0)" }
        return lines.joined(separator: "\n")
    }
}
