import Values

/// Reads an object container file: header, then blocks of records.
struct AvroContainerReader {
    static let magic = Array("Obj".utf8) + [1]

    let limits: AvroLimits
    let target: AvroSchema?
    private var block = 0
    private var records: [Value] = []

    init(limits: AvroLimits, target: AvroSchema?) {
        self.limits = limits
        self.target = target
    }

    mutating func records(_ bytes: [UInt8]) throws -> [Value] {
        guard bytes.starts(with: Self.magic) else {
            throw JunctionError(
                .malformed, "An Avro file begins with 'Obj' and 1; this does not.", place: Place(path: "byte 0"))
        }
        var scan = AvroDecoder(schema: try AvroSchema("null"), target: nil)
        scan.position = 4
        do {
            let metadata = try Self.metadata(&scan, bytes.span)
            let schema = try Self.schema(metadata["avro.schema"] ?? [])
            let codec = String(decoding: metadata["avro.codec"] ?? Array("null".utf8), as: UTF8.self)
            let mark = try Self.mark(&scan, bytes)
            while scan.position < bytes.count {
                block += 1
                try self.block(&scan, bytes, schema, codec, mark)
            }
        } catch let fault as AvroFault {
            throw JunctionError(fault.code, fault.message, place: place(byte: fault.position))
        }
        return records
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

    private mutating func block(
        _ scan: inout AvroDecoder, _ bytes: [UInt8], _ schema: AvroSchema, _ codec: String, _ mark: [UInt8]
    ) throws {
        let count = try scan.long(bytes.span)
        let size = try scan.long(bytes.span)
        guard count >= 0, size >= 0, size <= Int64(bytes.count - scan.position - 16) else {
            throw scan.fault("The block goes beyond the file.")
        }
        guard count <= Int64(limits.recordsMost - records.count) else {
            throw AvroFault(
                position: scan.position, code: .formatLimit,
                message: "There are more records than recordsMost \(limits.recordsMost).")
        }
        let start = scan.position
        let data = try decompressed(Array(bytes[start..<start + Int(size)]), codec, at: start)
        scan.position += Int(size)
        guard bytes[scan.position..<scan.position + 16].elementsEqual(mark) else {
            throw scan.fault("The block does not end with the file's mark.")
        }
        scan.position += 16
        var decoder = AvroDecoder(schema: schema, target: target)
        for _ in 0..<count {
            do {
                let before = decoder.position
                records.append(try decoder.value(data.span))
                try decoder.boundEmpty(before)
            } catch {
                let byte = codec == "null" ? start + error.position : start
                throw JunctionError(error.code, error.message, place: place(byte: byte, record: records.count + 1))
            }
        }
        guard decoder.position == data.count else { throw scan.fault("The block has more bytes than its records.") }
    }

    private func decompressed(_ data: [UInt8], _ codec: String, at position: Int) throws -> [UInt8] {
        do {
            switch codec {
            case "null": return data
            case "deflate": return try Inflate.inflate(data, sizeMost: limits.blockSizeMost)
            // Four bytes of CRC-32 follow, which the file's mark makes up for.
            case "snappy": return try Snappy.decompress(Array(data.dropLast(4)), sizeMost: limits.blockSizeMost)
            default:
                throw JunctionError(
                    .malformed, "The file is compressed in a way that is not read here.",
                    place: Place(path: "avro.codec"))
            }
        } catch let fault as CompressionFault {
            throw AvroFault(
                position: position, code: fault == .tooLarge ? .formatLimit : .malformed,
                message: fault == .tooLarge
                    ? "The block is larger than blockSizeMost \(limits.blockSizeMost)."
                    : "The block is not what its compression says.")
        }
    }

    private func place(byte: Int, record: Int? = nil) -> Place {
        let named = record.map { ", record \($0)" } ?? ""
        return Place(path: "block \(block)\(named), byte \(byte)")
    }
}

/// Why compressed bytes cannot be read.
enum CompressionFault: Error {
    case malformed
    case tooLarge
}
