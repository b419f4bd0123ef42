import Values

/// Reads the documents of a YAML stream as they arrive. Memory is one piece and one document.
///
/// A line that begins with `---` or `...` divides documents wherever it stands (YAML 1.2.2 section 9.2: no scalar may hold one).
struct YAMLRecordReader: RecordReader {
    private let format: YAMLFormat
    private var lines: LineReader
    private var isFinished = false
    private var document: [UInt8] = []
    /// The number of the document's first line, and whether it has more than comments and directives.
    private var firstLine = 1
    private var hasContent = false
    /// A line that was read but belongs to the next document.
    private var pending: [UInt8]?

    init(_ format: YAMLFormat) {
        var single = format
        single.documents = .single
        self.format = single
        lines = LineReader(lineSizeMost: format.sizeMost)
    }

    mutating func feed(_ bytes: [UInt8]) { lines.feed(bytes) }

    mutating func finish() {
        isFinished = true
        lines.finish()
    }

    mutating func next() throws -> Value? {
        while let line = try nextLine() {
            if Self.isMark(line, UInt8(ascii: "-")), hasContent {
                pending = line
                return try take()
            }
            try append(line)
            if Self.isMark(line, UInt8(ascii: ".")) {
                guard hasContent else {
                    begin()
                    continue
                }
                return try take()
            }
        }
        guard isFinished, hasContent else { return nil }
        return try take()
    }

    private mutating func nextLine() throws -> [UInt8]? {
        if let line = pending {
            pending = nil
            return line
        }
        return try lines.next()
    }

    private mutating func append(_ line: [UInt8]) throws {
        guard document.count + line.count < format.sizeMost else {
            throw JunctionError(
                .formatLimit, "The document has more than sizeMost \(format.sizeMost) bytes.",
                place: Place(line: firstLine))
        }
        if document.isEmpty { firstLine = lines.number }
        document += line
        document.append(.lineFeed)
        let first = line.first { $0 != .space && $0 != .tab && $0 < 0x80 }
        let saysNothing = first == nil && line.allSatisfy { $0 <= .space } || first == UInt8(ascii: "#")
        let isDirective = !hasContent && line.first == UInt8(ascii: "%")
        if !saysNothing, !isDirective, !Self.isMark(line, UInt8(ascii: ".")) { hasContent = true }
    }

    private mutating func begin() {
        document = []
        hasContent = false
    }

    private mutating func take() throws -> Value {
        defer { begin() }
        do {
            return try format.decode(document)
        } catch var error as JunctionError {
            let line = error.place?.line ?? 1
            error.place?.line = line + firstLine - 1
            throw error
        }
    }

    /// Whether a line is `---` or `...`, alone or before white space.
    private static func isMark(_ line: [UInt8], _ sign: UInt8) -> Bool {
        guard line.count >= 3, line[0] == sign, line[1] == sign, line[2] == sign else { return false }
        return line.count == 3 || line[3] <= .space
    }
}

/// Writes records as the items of a sequence, or as documents.
struct YAMLRecordWriter: RecordWriter {
    private let format: YAMLFormat
    private var isFirst = true

    init(_ format: YAMLFormat) { self.format = format }

    mutating func write(_ record: Value, into output: inout [UInt8]) throws {
        isFirst = false
        var writer = YAMLWriter(depthMost: format.depthMost)
        swap(&writer.output, &output)
        defer { swap(&writer.output, &output) }
        if format.documents == .all {
            writer.output.append(literal: "---\n")
            try writer.write(document: record)
        } else {
            try writer.write(document: .array([record]))
        }
    }

    mutating func finish(into output: inout [UInt8]) throws {
        if isFirst, format.documents == .single { output.append(literal: "[]\n") }
    }
}

extension YAMLFormat: StreamingFormat {
    package var readsRecords: Bool { documents == .all }
    package func makeReader() -> any RecordReader { YAMLRecordReader(self) }
    package func makeWriter() -> any RecordWriter { YAMLRecordWriter(self) }
}
