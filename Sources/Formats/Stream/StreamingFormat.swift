import Values

/// A format whose documents can be read and written without holding them whole.
package protocol StreamingFormat: Format {
    /// Whether documents are read record by record with the options given.
    var readsRecords: Bool { get }
    func makeReader() -> any RecordReader
    func makeWriter() -> any RecordWriter
}

extension StreamingFormat {
    package var readsRecords: Bool { true }
}

extension Format {
    /// A reader of records; for a format that cannot stream it holds the document until `finish`.
    package func recordReader() -> any RecordReader {
        guard let streaming = self as? any StreamingFormat, streaming.readsRecords else {
            return WholeReader(format: self)
        }
        return streaming.makeReader()
    }

    /// A reader whose one record is the whole document.
    package func documentReader() -> any RecordReader { WholeReader(format: self, dividesArrays: false) }

    /// A writer of records; for a format that cannot stream it holds them until `finish`.
    package func recordWriter() -> any RecordWriter {
        (self as? any StreamingFormat)?.makeWriter() ?? WholeWriter(format: self)
    }
}

/// Collects the document, then decodes it.
private struct WholeReader: RecordReader {
    let format: any Format
    /// Whether the elements of a document that is an array are its records.
    let dividesArrays: Bool
    private var bytes: [UInt8] = []
    private var records: ArraySlice<Value>?
    private var isFinished = false
    private(set) var isSequence = false

    init(format: any Format, dividesArrays: Bool = true) {
        self.format = format
        self.dividesArrays = dividesArrays
    }

    mutating func feed(_ bytes: [UInt8]) {
        // What is too much already is not added to: `next` refuses it.
        if self.bytes.count <= format.sizeMost { self.bytes += bytes }
    }

    mutating func finish() { isFinished = true }

    mutating func next() throws -> Value? {
        guard bytes.count <= format.sizeMost else {
            throw JunctionError(
                .formatLimit, "The document has more than sizeMost \(format.sizeMost) bytes.",
                place: Place(line: 1, column: 1))
        }
        guard isFinished else { return nil }
        if records == nil {
            let value = try format.decode(bytes)
            bytes = []
            let elements = dividesArrays ? value.array : nil
            isSequence = elements != nil
            records = (elements ?? [value])[...]
        }
        return records?.popFirst()
    }
}

/// Collects the records, then encodes them.
private struct WholeWriter: RecordWriter {
    let format: any Format
    private var records: [Value] = []

    init(format: any Format) { self.format = format }

    mutating func write(_ record: Value, into output: inout [UInt8]) throws { records.append(record) }

    mutating func finish(into output: inout [UInt8]) throws { output += try format.encode(.array(records)) }
}
