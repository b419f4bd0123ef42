package import Formats
package import Mapping
import Values

/// Maps a document record by record while it arrives, and writes the results as one document: memory does not grow with
/// either where both formats stream.
///
/// A record that the mapping refuses is left out, and reported; a document that cannot be read further ends the run.
package struct MappingStream {
    /// One finding about one record, or why the mapping refused it.
    package struct Note: Sendable {
        /// The record's number in the document, from 1.
        package var record: Int
        /// The line it begins on, for formats of lines.
        package var line: Int?
        package var isRefusal = false
        package var finding: Finding

        /// `FILE:12: record 11: warning resident.born: … (mapping.skipped)`
        package func text(in file: String) -> String {
            let place = line.map { "\(file):\($0)" } ?? file
            return "\(place): record \(record)\(isRefusal ? " is left out" : ""): \(finding)"
        }
    }

    /// What became of the records. Bounded, whatever the document's size.
    package struct Tally: Sendable {
        package fileprivate(set) var mapped = 0
        package fileprivate(set) var refused = 0
        /// How often each kind of finding was met, in the order of their first.
        package fileprivate(set) var findings: [(code: String, count: Int)] = []
        /// The fields dropped without a reason in the records whose accounting was looked at.
        package fileprivate(set) var dropped: [String] = []
        package fileprivate(set) var recordsAccounted = 0

        package var isClean: Bool { refused == 0 && findings.isEmpty }
    }

    /// Records whose fields are accounted for, from the first: what is dropped of one is dropped of those like it.
    package static let recordsAccountedMost = 1000
    /// Dropped fields named.
    package static let droppedMost = 100
    /// Kinds of findings counted one by one; there are fewer.
    private static let kindsMost = 100

    private let bench: MappingBench
    private let target: any Format
    private let note: (Note) -> Void
    private var reader: any RecordReader
    private var writer: (any RecordWriter)?
    private var record = 0
    package private(set) var tally = Tally()

    /// `note` is called with each finding, in the order of the records.
    package init(_ bench: MappingBench, to target: any Format, note: @escaping (Note) -> Void) {
        self.bench = bench
        self.target = target
        self.note = note
        reader = MappingSourceFormat(bench.source).reader()
        if MappingSourceFormat(bench.source).readsRecords { writer = target.recordWriter() }
    }

    /// Appends what can be written once these bytes have arrived. Throws where the document cannot be read, or a result not
    /// be written.
    package mutating func feed(_ bytes: [UInt8], into output: inout [UInt8]) throws {
        reader.feed(bytes)
        try drain(into: &output)
    }

    /// Appends the rest of the document.
    package mutating func finish(into output: inout [UInt8]) throws {
        reader.finish()
        try drain(into: &output)
        try writer?.finish(into: &output)
    }

    private mutating func drain(into output: inout [UInt8]) throws {
        var context = bench.context
        while let message = try reader.next() {
            record += 1
            context.accounts = record <= Self.recordsAccountedMost
            guard let result = mapped(message, context) else { continue }
            if writer == nil { output += try target.encode(result.value) }
            try writer?.write(result.value, into: &output)
            tally.mapped += 1
            for finding in result.findings { add(finding) }
            if context.accounts { account(result) }
        }
    }

    /// Nil where the mapping refuses the record.
    private mutating func mapped(_ message: Value, _ context: MappingContext) -> MappingResult? {
        do { return try bench.mapping.apply(message, context) } catch {
            let error = error as? JunctionError ?? JunctionError(.mappingFailed, "the message could not be mapped")
            tally.refused += 1
            let finding = Finding(.error, error.code.name, error.message, place: error.place ?? Place())
            add(finding, isRefusal: true)
            return nil
        }
    }

    private mutating func add(_ finding: Finding, isRefusal: Bool = false) {
        if let kind = tally.findings.firstIndex(where: { $0.code == finding.code }) {
            tally.findings[kind].count += 1
        } else if tally.findings.count < Self.kindsMost {
            tally.findings.append((finding.code, 1))
        }
        note(Note(record: record, line: reader.line, isRefusal: isRefusal, finding: finding))
    }

    private mutating func account(_ result: MappingResult) {
        tally.recordsAccounted += 1
        for path in result.unexplained where tally.dropped.count < Self.droppedMost && !tally.dropped.contains(path) {
            tally.dropped.append(path)
        }
    }
}
