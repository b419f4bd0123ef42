package import Values

/// Converts a document from one format to another while it arrives.
///
///     var stream = FormatStream(from: csv, to: ndjson)
///     for piece in pieces { output(try stream.feed(piece)) }
///     output(try stream.finish())
///
/// The result is what decoding and encoding the whole would give, but that CSV takes its columns from the first record (or
/// the option `columns`). Memory is flat where both formats can stream; `isFlat` says.
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
        isFlat = source is any StreamingFormat && target is any StreamingFormat
    }

    /// What can be written once these bytes have arrived.
    package mutating func feed(_ bytes: [UInt8]) throws -> [UInt8] {
        reader.feed(bytes)
        return try drain()
    }

    /// The rest of the document.
    package mutating func finish() throws -> [UInt8] {
        reader.finish()
        var output = try drain()
        if count == 0, reader.isSequence, writer == nil { writer = target.recordWriter() }
        output += try writer?.finish() ?? []
        return output
    }

    private mutating func drain() throws -> [UInt8] {
        var output: [UInt8] = []
        while let record = try reader.next() {
            count += 1
            guard let result = try transform(record) else { continue }
            guard reader.isSequence else { return try target.encode(result) }
            if writer == nil { writer = target.recordWriter() }
            output += try writer?.write(result) ?? []
        }
        return output
    }
}
