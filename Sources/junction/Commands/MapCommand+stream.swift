import App
import Formats
import Values

/// `junction map --to FORMAT`: documents mapped record by record.
extension MapCommand {
    /// Findings of a document that are told one by one; the others are counted.
    static let notesMost = 100

    func stream(_ files: [String], _ bench: MappingBench, to target: any Format) throws {
        var isClean = true
        var isReadable = true
        for file in files {
            let name = file == "-" ? "standard input" : file
            var shown = 0
            var stream = MappingStream(bench, to: target) { note in
                shown += 1
                if shown <= Self.notesMost { Console.complain(note.text(in: name)) }
            }
            do {
                try Self.map(file, &stream)
                if target is JSONFormat { Console.write([0x0A]) }
            } catch let error as JunctionError {
                Console.complain(ConvertCommand.report(error, name))
                isReadable = false
            }
            for line in Self.summary(of: stream.tally, name) { Console.complain(line) }
            isClean = isClean && stream.tally.isClean
        }
        guard isReadable else { throw Outcome.badData }
        guard isClean else { throw Outcome.findings }
    }

    /// What could be made before something wrong is printed too.
    private static func map(_ file: String, _ stream: inout MappingStream) throws {
        var output: [UInt8] = []
        defer { Console.write(output) }
        try Input.forEachPiece(of: file) { piece in
            try stream.feed(piece, into: &output)
            Console.write(output)
            output.removeAll(keepingCapacity: true)
        }
        try stream.finish(into: &output)
    }

    /// Nothing when there is nothing to say.
    private static func summary(of tally: MappingStream.Tally, _ file: String) -> [String] {
        var lines: [String] = []
        if !tally.isClean {
            let kinds = tally.findings.map { "\($0.count) \($0.code)" }.joined(separator: ", ")
            lines.append("\(file): \(tally.mapped) records mapped, \(tally.refused) left out; findings: \(kinds)")
        }
        if !tally.dropped.isEmpty {
            let names = tally.dropped.joined(separator: ", ")
            lines.append("\(file): dropped without a reason in the first \(tally.recordsAccounted) records: \(names)")
        }
        return lines
    }
}
