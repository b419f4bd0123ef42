package import Values

/// Reads a document record by record, out of bytes that arrive in any pieces.
///
/// Feed a piece, take records until nil, and so on; after the last piece call `finish` and take the rest. Memory is bounded by
/// the largest record, not by the document. Throws what `Format.decode` throws, with the same places.
package protocol RecordReader {
    /// Whether the records are the elements of an array, or the document is one value, which then is the only record. Known
    /// once a record was given.
    var isSequence: Bool { get }
    /// The line, from 1, that the record given last begins on; nil for formats without lines, and where it is not known.
    var line: Int? { get }

    mutating func feed(_ bytes: [UInt8])
    mutating func finish()
    /// The next record; nil when it takes more bytes, or after `finish` when there is none.
    mutating func next() throws -> Value?
}

extension RecordReader {
    package var isSequence: Bool { true }
    package var line: Int? { nil }
}

/// Writes a document record by record. The pieces put together are the document.
package protocol RecordWriter {
    mutating func write(_ record: Value, into output: inout [UInt8]) throws
    /// What ends the document.
    mutating func finish(into output: inout [UInt8]) throws
}

extension RecordWriter {
    package mutating func write(_ record: Value) throws -> [UInt8] {
        var output: [UInt8] = []
        try write(record, into: &output)
        return output
    }

    package mutating func finish() throws -> [UInt8] {
        var output: [UInt8] = []
        try finish(into: &output)
        return output
    }
}
