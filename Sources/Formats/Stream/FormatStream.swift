package import Values

/// Converts a document from one format to another while it arrives.
///
///     var stream = FormatStream(from: csv, to: ndjson)
///     for piece in pieces { try stream.feed(piece, into: &output) }
///     try stream.finish(into: &output)
///
/// The result is what decoding and encoding the whole would give, but that CSV takes its columns from the first record (or
/// the option `columns`). Memory is flat where both formats can stream; `isFlat` says. When something is wrong, `output` has
/// what was made of the records before.
package struct FormatStream {
    private let target: any Format
    private let transform: (Value) throws -> Value?
    private var reader: any RecordReader
    private var writer: (any RecordWriter)?
    /// Whether memory does not grow with the document.
    package let isFlat: Bool
    /// Records read so far.
    package private(set) var count = 0

    /// `transform` is given each record; what it returns nil for is left out.
    package init(
        from source: any Format, to target: any Format, transform: @escaping (Value) throws -> Value? = { $0 }
    ) {
        self.target = target
        self.transform = transform
        reader = source.recordReader()
        isFlat = (source as? any StreamingFormat)?.readsRecords == true && target is any StreamingFormat
    }

    /// Appends what can be written once these bytes have arrived.
    package mutating func feed(_ bytes: [UInt8], into output: inout [UInt8]) throws {
        reader.feed(bytes)
        try drain(into: &output)
    }

    /// Appends the rest of the document.
    package mutating func finish(into output: inout [UInt8]) throws {
        reader.finish()
        try drain(into: &output)
        if count == 0, reader.isSequence, writer == nil { writer = target.recordWriter() }
        try writer?.finish(into: &output)
    }

    private mutating func drain(into output: inout [UInt8]) throws {
        while let record = try reader.next() {
            count += 1
            guard let result = try transform(record) else { continue }
            guard reader.isSequence else {
                output += try target.encode(result)
                continue
            }
            if writer == nil { writer = target.recordWriter() }
            try writer?.write(result, into: &output)
        }
    }
}
