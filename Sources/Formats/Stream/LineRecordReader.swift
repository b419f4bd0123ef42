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
    private let encode: (_ record: Value, _ number: Int) throws -> [UInt8]

    init(encode: @escaping (_ record: Value, _ number: Int) throws -> [UInt8]) { self.encode = encode }

    mutating func write(_ record: Value) throws -> [UInt8] {
        number += 1
        return try encode(record, number)
    }

    mutating func finish() throws -> [UInt8] { [] }
}

extension NDJSONFormat: StreamingFormat {
    package func makeReader() -> any RecordReader {
        LineRecordReader(lineSizeMost: line.sizeMost) { bytes, number in try decodeLine(bytes.span, number: number) }
    }

    package func makeWriter() -> any RecordWriter { LineRecordWriter { record, _ in try encodeLine(record) } }
}

extension FixedWidthFormat: StreamingFormat {
    package func makeReader() -> any RecordReader {
        LineRecordReader(lineSizeMost: lineSizeMost) { bytes, number in try decodeLine(bytes, number: number) }
    }

    package func makeWriter() -> any RecordWriter { LineRecordWriter { try encodeLine($0, number: $1) } }
}

extension CSVFormat: StreamingFormat {
    package func makeReader() -> any RecordReader { CSVReader(dialect) }
    package func makeWriter() -> any RecordWriter { CSVWriter(dialect) }
}

extension TSVFormat: StreamingFormat {
    package func makeReader() -> any RecordReader { csv.makeReader() }
    package func makeWriter() -> any RecordWriter { csv.makeWriter() }
}
