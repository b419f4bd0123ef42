import Values

/// A format whose documents can be read and written without holding them whole.
package protocol StreamingFormat: Format {
    func makeReader() -> any RecordReader
    func makeWriter() -> any RecordWriter
}

extension Format {
    /// A reader of records; for a format that cannot stream it holds the document until `finish`.
    package func recordReader() -> any RecordReader {
        (self as? any StreamingFormat)?.makeReader() ?? WholeReader(format: self)
    }

    /// A writer of records; for a format that cannot stream it holds them until `finish`.
    package func recordWriter() -> any RecordWriter {
        (self as? any StreamingFormat)?.makeWriter() ?? WholeWriter(format: self)
    }
}

/// Collects the document, then decodes it.
private struct WholeReader: RecordReader {
    let format: any Format
    private var bytes: [UInt8] = []
    private var records: ArraySlice<Value>?
    private var isFinished = false
    private(set) var isSequence = false

    init(format: any Format) { self.format = format }

    mutating func feed(_ bytes: [UInt8]) { self.bytes += bytes }
    mutating func finish() { isFinished = true }

    mutating func next() throws -> Value? {
        guard isFinished else { return nil }
        if records == nil {
            let value = try format.decode(bytes)
            bytes = []
            isSequence = value.array != nil
            records = (value.array ?? [value])[...]
        }
        return records?.popFirst()
    }
}

/// Collects the records, then encodes them.
private struct WholeWriter: RecordWriter {
    let format: any Format
    private var records: [Value] = []

    init(format: any Format) { self.format = format }

    mutating func write(_ record: Value) throws -> [UInt8] {
        records.append(record)
        return []
    }

    mutating func finish() throws -> [UInt8] { try format.encode(.array(records)) }
}
