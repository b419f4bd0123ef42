import Values

/// Reads an object container file block by block as it arrives: header, then blocks of records. Memory is one piece and one block.
struct AvroRecordReader: RecordReader {
    static let magic = Array("Obj".utf8) + [1]

    private struct Header {
        var schema: AvroSchema
        var codec: AvroCodec
        var mark: [UInt8]
    }

    private let limits: AvroLimits
    private let target: AvroSchema?
    private var buffer: [UInt8] = []
    private var start = 0
    /// How many bytes of the file came before `buffer`.
    private var forgotten = 0
    private var isFinished = false
    private var header: Header?
    private var block = 0
    private var blockStart = 0
    private var data: [UInt8] = []
    private var decoder: AvroDecoder?
    private var recordsLeft = 0
    private var count = 0

    init(limits: AvroLimits, target: AvroSchema?) {
        self.limits = limits
        self.target = target
    }

    mutating func feed(_ bytes: [UInt8]) {
        forgotten += start
        buffer.removeSubrange(..<start)
        start = 0
        buffer += bytes
    }

    mutating func finish() { isFinished = true }

    mutating func next() throws -> Value? {
        do {
            while recordsLeft == 0 {
                try checkEndOfBlock()
                if header == nil {
                    guard try begin() else { return nil }
                }
                guard try nextBlock() else { return nil }
            }
        } catch let fault as AvroFault {
            throw JunctionError(fault.code, fault.message, place: place(byte: fault.position))
        }
        return try record()
    }

    private mutating func record() throws -> Value? {
        guard var decoder else { return nil }
        count += 1
        recordsLeft -= 1
        do {
            let before = decoder.position
            let value = try decoder.value(data.span)
            try decoder.boundEmpty(before)
            self.decoder = decoder
            return value
        } catch {
            let byte = header?.codec == .null ? blockStart + error.position : blockStart
            throw JunctionError(error.code, error.message, place: place(byte: byte, record: count))
        }
    }

    private mutating func checkEndOfBlock() throws(AvroFault) {
        guard let decoder else { return }
        guard decoder.position == data.count else {
            throw AvroFault(position: blockStart, message: "The block has more bytes than its records.")
        }
        self.decoder = nil
        data = []
    }

    // MARK: - Header

    /// Reads the header; false when it has not all arrived.
    private mutating func begin() throws -> Bool {
        let bytes = buffer
        guard bytes.count >= 4 || isFinished else { return false }
        guard bytes.starts(with: Self.magic) else {
            throw JunctionError(
                .malformed, "An Avro file begins with 'Obj' and 1; this does not.", place: Place(path: "byte 0"))
        }
        var scan = AvroDecoder(schema: try AvroSchema("null"), target: nil)
        scan.position = 4
        let metadata: [String: [UInt8]]
        let mark: [UInt8]
        do {
            metadata = try Self.metadata(&scan, bytes.span)
            mark = try Self.mark(&scan, bytes)
        } catch {
            guard !isFinished, bytes.count <= limits.headerSizeMost else { throw error }
            return false
        }
        let name = String(decoding: metadata["avro.codec"] ?? Array("null".utf8), as: UTF8.self)
        guard let codec = AvroCodec(rawValue: name.isEmpty ? "null" : name) else {
            throw JunctionError(
                .malformed, "The file is compressed in a way that is not read here.",
                remedy: "Write it with one of \(AvroCodec.allCases.map(\.rawValue).joined(separator: ", ")).",
                place: Place(path: "avro.codec"))
        }
        header = Header(schema: try Self.schema(metadata["avro.schema"] ?? []), codec: codec, mark: mark)
        start = scan.position
        return true
    }

    private static func metadata(_ scan: inout AvroDecoder, _ bytes: Span<UInt8>) throws(AvroFault) -> [String: [UInt8]]
    {
        var metadata: [String: [UInt8]] = [:]
        while let count = try scan.blockCount(bytes) {
            for _ in 0..<count {
                let key = try scan.string(bytes)
                let length = try scan.long(bytes)
                guard length >= 0, length <= Int64(bytes.count - scan.position) else {
                    throw scan.fault("The length goes beyond the data.")
                }
                metadata[key] = [UInt8](bytes.extracting(scan.position..<scan.position + Int(length)))
                scan.position += Int(length)
            }
        }
        return metadata
    }

    private static func schema(_ text: [UInt8]) throws -> AvroSchema {
        do {
            return try AvroSchema(JSONFormat().decode(text))
        } catch let error as JunctionError {
            throw JunctionError(
                .malformed, "The file's schema cannot be read: \(error.message)", place: Place(path: "avro.schema"))
        }
    }

    private static func mark(_ scan: inout AvroDecoder, _ bytes: [UInt8]) throws(AvroFault) -> [UInt8] {
        guard bytes.count - scan.position >= 16 else { throw scan.fault("The file ends within its header.") }
        scan.position += 16
        return Array(bytes[scan.position - 16..<scan.position])
    }

    // MARK: - Blocks

    /// Reads and decompresses the next block; false at the end, or when it has not all arrived.
    private mutating func nextBlock() throws -> Bool {
        guard let header, start < buffer.count else { return false }
        let bytes = buffer
        var scan = AvroDecoder(schema: header.schema, target: nil)
        scan.position = start
        let count: Int64
        let size: Int64
        do {
            count = try scan.long(bytes.span)
            size = try scan.long(bytes.span)
        } catch {
            // A number has ten bytes at most.
            guard !isFinished, bytes.count - start < 20 else { throw located(error) }
            return false
        }
        guard count >= 0, size >= 0 else { throw located(scan.fault("The block's count or size is negative.")) }
        guard size <= Int64(limits.blockSizeMost) else { throw located(tooLarge(at: scan.position)) }
        let first = scan.position
        let end = first + Int(size)
        guard end + 16 <= bytes.count else {
            guard !isFinished else { throw located(scan.fault("The block goes beyond the file.")) }
            return false
        }
        block += 1
        guard bytes[end..<end + 16].elementsEqual(header.mark) else {
            throw located(AvroFault(position: end, message: "The block does not end with the file's mark."))
        }
        do {
            data = try header.codec.decompress(Array(bytes[first..<end]), sizeMost: limits.blockSizeMost)
        } catch {
            throw located(
                error == .tooLarge
                    ? tooLarge(at: first)
                    : AvroFault(position: first, message: "The block is not what its compression says."))
        }
        blockStart = forgotten + first
        start = end + 16
        decoder = AvroDecoder(schema: header.schema, target: target)
        recordsLeft = Int(count)
        return true
    }

    private func tooLarge(at position: Int) -> AvroFault {
        AvroFault(
            position: position, code: .formatLimit,
            message: "The block is larger than blockSizeMost \(limits.blockSizeMost).")
    }

    /// A fault at a place in `buffer`, with its place in the file.
    private func located(_ fault: AvroFault) -> AvroFault {
        var fault = fault
        fault.position += forgotten
        return fault
    }

    private func place(byte: Int, record: Int? = nil) -> Place {
        let named = record.map { ", record \($0)" } ?? ""
        return Place(path: "block \(block)\(named), byte \(byte)")
    }
}

/// Writes an object container file.
struct AvroRecordWriter: RecordWriter {
    private let codec: AvroCodec
    private let schemaText: [UInt8]
    private let mark: [UInt8]
    private var block: AvroEncoder
    private var records = 0
    private var hasBegun = false

    /// A block is ended at so many records or bytes.
    private static let recordsMost = 1000
    private static let blockSizeMost = 1 << 16

    init(schema: AvroSchema, schemaText: [UInt8], codec: AvroCodec) {
        self.codec = codec
        self.schemaText = schemaText
        mark = Self.mark(schemaText)
        block = AvroEncoder(schema: schema)
    }

    mutating func write(_ record: Value, into output: inout [UInt8]) throws {
        begin(&output)
        try block.write(record)
        records += 1
        if records >= Self.recordsMost || block.output.count >= Self.blockSizeMost { try endBlock(&output) }
    }

    mutating func finish(into output: inout [UInt8]) throws {
        begin(&output)
        if records > 0 { try endBlock(&output) }
    }

    private mutating func begin(_ output: inout [UInt8]) {
        guard !hasBegun else { return }
        hasBegun = true
        var header = AvroEncoder(schema: block.schema)
        header.write(long: 2)
        for (key, text) in [("avro.schema", schemaText), ("avro.codec", Array(codec.rawValue.utf8))] {
            header.write(block: Array(key.utf8))
            header.write(block: text)
        }
        header.write(long: 0)
        output += AvroRecordReader.magic + header.output + mark
    }

    private mutating func endBlock(_ output: inout [UInt8]) throws {
        let data: [UInt8]
        do { data = try codec.compress(block.output) } catch {
            throw JunctionError(.notRepresentable, "The block could not be compressed.")
        }
        var frame = AvroEncoder(schema: block.schema)
        frame.write(long: Int64(records))
        frame.write(block: data)
        output += frame.output + mark
        block.output.removeAll(keepingCapacity: true)
        records = 0
    }

    /// Sixteen bytes that end each block. Made of the schema, so that the same records are the same file.
    private static func mark(_ text: [UInt8]) -> [UInt8] {
        var hash: (UInt64, UInt64) = (0xCBF2_9CE4_8422_2325, 0x9E37_79B9_7F4A_7C15)
        for byte in text {
            hash.0 = (hash.0 ^ UInt64(byte)) &* 0x100_0000_01B3
            hash.1 = (hash.1 ^ hash.0) &* 0xBF58_476D_1CE4_E5B9
        }
        return (0..<16).map { UInt8(truncatingIfNeeded: ($0 < 8 ? hash.0 : hash.1) >> (UInt64($0 % 8) * 8)) }
    }
}
