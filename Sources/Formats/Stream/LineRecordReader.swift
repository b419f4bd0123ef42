import Values

/// Records that are a line each.
struct LineRecordReader: RecordReader {
    private var lines: LineReader
    private let decode: (_ line: [UInt8], _ number: Int) throws -> Value?

    /// `decode` makes a record of a line; nil for a line to skip.
    init(lineSizeMost: Int, decode: @escaping (_ line: [UInt8], _ number: Int) throws -> Value?) {
        lines = LineReader(lineSizeMost: lineSizeMost)
        self.decode = decode
    }

    var line: Int? { lines.number }

    mutating func feed(_ bytes: [UInt8]) { lines.feed(bytes) }
    mutating func finish() { lines.finish() }

    mutating func next() throws -> Value? {
        while let line = try lines.next() {
            if let record = try decode(line, lines.number) { return record }
        }
        return nil
    }
}

struct LineRecordWriter: RecordWriter {
    private var number = 0
    private let encode: (_ record: Value, _ number: Int, _ output: inout [UInt8]) throws -> Void

    init(encode: @escaping (_ record: Value, _ number: Int, _ output: inout [UInt8]) throws -> Void) {
        self.encode = encode
    }

    mutating func write(_ record: Value, into output: inout [UInt8]) throws {
        number += 1
        try encode(record, number, &output)
    }

    mutating func finish(into output: inout [UInt8]) throws {}
}

extension NDJSONFormat: StreamingFormat {
    package func makeReader() -> any RecordReader {
        LineRecordReader(lineSizeMost: line.sizeMost) { bytes, number in try decodeLine(bytes.span, number: number) }
    }

    package func makeWriter() -> any RecordWriter {
        LineRecordWriter { record, _, output in try encodeLine(record, into: &output) }
    }
}

extension FixedWidthFormat: StreamingFormat {
    package func makeReader() -> any RecordReader {
        LineRecordReader(lineSizeMost: lineSizeMost) { bytes, number in try decodeLine(bytes, number: number) }
    }

    package func makeWriter() -> any RecordWriter {
        LineRecordWriter { record, number, output in output += try encodeLine(record, number: number) }
    }
}

extension CSVFormat: StreamingFormat {
    package func makeReader() -> any RecordReader { CSVReader(dialect) }
    package func makeWriter() -> any RecordWriter { CSVWriter(dialect) }
}

extension TSVFormat: StreamingFormat {
    package func makeReader() -> any RecordReader { csv.makeReader() }
    package func makeWriter() -> any RecordWriter { csv.makeWriter() }
}
