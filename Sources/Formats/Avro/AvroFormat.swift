package import Values

/// Avro object container files (specification 1.11): an array of the records.
///
/// Records and maps are objects, enums strings, bytes and fixed `.bytes`; a union is the value itself. Logical types: decimal
/// is an exact decimal; date, timestamp-millis and timestamp-micros are RFC 3339 text; others are left as they are. Codecs: null,
/// deflate and snappy are read; null and deflate (stored, not compressed) are written.
///
/// The option `schema`, as JSON text or a value, is what is written; when reading, records are resolved to it.
package struct AvroFormat: Format {
    package static let name = "avro"
    package static let spec = FormatSpec(
        "Avro object container files.", mediaTypes: ["application/avro", "avro/binary"],
        options: [
            FormatOption("schema", "What is written, and what is read is resolved to.", default: .null),
            FormatOption("codec", "How blocks are written: null, deflate.", default: "null"),
            FormatOption(
                "sizeMost", "Largest file accepted, in bytes.", default: .integer(Int64(AvroLimits().sizeMost))),
        ])

    package enum Codec: String, Sendable, CaseIterable {
        case null, deflate
    }

    package var schema: AvroSchema?
    private var schemaText: [UInt8] = []
    package var codec = Codec.null
    package var limits = AvroLimits()

    package init() {}

    package var sizeMost: Int { limits.sizeMost }

    package init(_ options: FormatOptions) throws {
        var options = options
        codec = try options.choice("codec", default: .null)
        limits.sizeMost = try options.number("sizeMost", default: limits.sizeMost)
        if let given = options.value("schema"), !given.isNull {
            let json = given.string.flatMap { try? JSONFormat().decode(Array($0.utf8)) } ?? given
            schema = try AvroSchema(json)
            schemaText = try JSONFormat().encode(json)
        }
        try options.finish(Self.name)
    }

    package func decode(_ bytes: [UInt8]) throws -> Value {
        guard bytes.count <= limits.sizeMost else {
            throw JunctionError(
                .formatLimit, "The file has \(bytes.count) bytes, more than sizeMost \(limits.sizeMost).")
        }
        var reader = AvroContainerReader(limits: limits, target: schema)
        return .array(try reader.records(bytes))
    }

    package func encode(_ value: Value) throws -> [UInt8] {
        guard let schema else {
            throw JunctionError(.notRepresentable, "Avro is written by a schema.", remedy: "Give the option schema.")
        }
        let records = value.array ?? [value]
        var header = AvroEncoder(schema: schema)
        header.output = AvroContainerReader.magic
        header.write(long: 2)
        for (key, text) in [("avro.schema", schemaText), ("avro.codec", Array(codec.rawValue.utf8))] {
            header.write(block: Array(key.utf8))
            header.write(block: text)
        }
        header.write(long: 0)
        let mark = Self.mark(schemaText)
        header.output += mark
        for start in stride(from: 0, to: records.count, by: Self.recordsPerBlock) {
            var block = AvroEncoder(schema: schema)
            let end = min(start + Self.recordsPerBlock, records.count)
            for record in records[start..<end] { try block.write(record) }
            header.write(long: Int64(end - start))
            header.write(block: codec == .deflate ? Inflate.stored(block.output) : block.output)
            header.output += mark
        }
        return header.output
    }

    private static let recordsPerBlock = 1000

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

/// What a file may not exceed.
package struct AvroLimits: Sendable, Hashable {
    package var sizeMost = 256 << 20
    /// Bytes of one block once decompressed: a compression bomb ends here.
    package var blockSizeMost = 64 << 20
    package var recordsMost = 10_000_000

    package init() {}
}
