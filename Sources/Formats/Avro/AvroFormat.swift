package import Values

/// Avro (specification 1.11): object container files as an array of the records, or one value in single-object encoding.
///
/// Records and maps are objects, enums strings, bytes and fixed `.bytes`; a union is the value itself. Logical types: decimal
/// is an exact decimal; date, times, timestamps and local timestamps are text as in RFC 3339 (a local one without offset); a
/// duration is ISO 8601 text such as `P1M2DT3.004S`; a uuid is its text. Others, and those that their type cannot have, are
/// left as they are.
///
/// The option `schema`, as JSON text or a value, is what is written; when reading, records are resolved to it. Messages in
/// single-object encoding and bare values need to be told what they were written by: `schema` or one of `writerSchemas`.
package struct AvroFormat: Format {
    package static let name = "avro"
    package static let spec = FormatSpec(
        "Avro object container files and single objects.", mediaTypes: ["application/avro", "avro/binary"],
        options: [
            FormatOption("schema", "What is written, and what is read is resolved to.", default: .null),
            FormatOption(
                "framing", "container, single (single-object encoding) or none (the bare value).", default: "container"),
            FormatOption("writerSchemas", "What single objects and bare values may be written by.", default: .null),
            FormatOption(
                "codec", "How blocks are written: \(AvroCodec.allCases.map(\.rawValue).joined(separator: ", ")).",
                default: "null"),
            FormatOption(
                "sizeMost", "Largest file decoded whole, in bytes.", default: .integer(Int64(AvroLimits().sizeMost))),
        ])

    package enum Framing: String, Sendable, CaseIterable {
        case container, single, none
    }

    package var schema: AvroSchema?
    private var schemaText: [UInt8] = []
    private var schemaValue = Value.null
    private var writers: [Value] = []
    package var framing = Framing.container
    package var codec = AvroCodec.null
    package var limits = AvroLimits()

    package init() {}

    package var sizeMost: Int { limits.sizeMost }

    package init(_ options: FormatOptions) throws {
        var options = options
        framing = try options.choice("framing", default: .container)
        codec = try options.choice("codec", default: .null)
        limits.sizeMost = try options.number("sizeMost", default: limits.sizeMost)
        if let given = options.value("schema"), !given.isNull {
            schemaValue = Self.json(given)
            schema = try AvroSchema(schemaValue)
            schemaText = try JSONFormat().encode(schemaValue)
        }
        if let given = options.value("writerSchemas"), !given.isNull {
            let schemas = Self.json(given)
            // A union is a list too, but no message is written by one alone.
            writers = schemas.array ?? [schemas]
        }
        try options.finish(Self.name)
    }

    private static func json(_ given: Value) -> Value {
        given.string.flatMap { try? JSONFormat().decode(Array($0.utf8)) } ?? given
    }

    // MARK: - Reading

    package func decode(_ bytes: [UInt8]) throws -> Value {
        guard bytes.count <= limits.sizeMost else {
            throw JunctionError(
                .formatLimit, "The file has \(bytes.count) bytes, more than sizeMost \(limits.sizeMost).")
        }
        switch framing {
        case .container: return .array(try records(of: bytes))
        case .single:
            let known = schema == nil ? writers : writers + [schemaValue]
            return try AvroMessage(writers: known).decode(bytes, target: schema)
        case .none:
            guard let writer = try writers.first.map({ try AvroSchema($0) }) ?? schema else { throw lacksSchema() }
            return try AvroMessage.value(bytes, from: 0, writer: writer, target: writers.isEmpty ? nil : schema)
        }
    }

    private func records(of bytes: [UInt8]) throws -> [Value] {
        var reader = AvroRecordReader(limits: limits, target: schema)
        reader.feed(bytes)
        reader.finish()
        var records: [Value] = []
        while let record = try reader.next() {
            guard records.count < limits.recordsMost else {
                throw JunctionError(
                    .formatLimit, "There are more records than recordsMost \(limits.recordsMost).",
                    place: Place(path: "record \(records.count + 1)"))
            }
            records.append(record)
        }
        return records
    }

    // MARK: - Writing

    package func encode(_ value: Value) throws -> [UInt8] {
        guard let schema else { throw lacksSchema() }
        switch framing {
        case .single: return try AvroMessage.encode(value, schema: schema, text: schemaValue)
        case .none:
            var encoder = AvroEncoder(schema: schema)
            try encoder.write(value)
            return encoder.output
        case .container:
            var output: [UInt8] = []
            var writer = makeWriter()
            for record in value.array ?? [value] { try writer.write(record, into: &output) }
            try writer.finish(into: &output)
            return output
        }
    }

    private func lacksSchema() -> JunctionError {
        JunctionError(.notRepresentable, "Avro is written by a schema.", remedy: "Give the option schema.")
    }
}

extension AvroFormat: StreamingFormat {
    package var readsRecords: Bool { framing == .container }

    package func makeReader() -> any RecordReader { AvroRecordReader(limits: limits, target: schema) }

    package func makeWriter() -> any RecordWriter {
        guard let schema, framing == .container else { return UnwritableRecords(error: lacksSchema()) }
        return AvroRecordWriter(schema: schema, schemaText: schemaText, codec: codec)
    }
}

/// Refuses every record.
private struct UnwritableRecords: RecordWriter {
    let error: JunctionError
    func write(_ record: Value, into output: inout [UInt8]) throws { throw error }
    func finish(into output: inout [UInt8]) throws { throw error }
}

/// What a file may not exceed.
package struct AvroLimits: Sendable, Hashable {
    package var sizeMost = 256 << 20
    /// The header, with the schema in it.
    package var headerSizeMost = 16 << 20
    /// Bytes of one block, and of it once decompressed: a compression bomb ends here.
    package var blockSizeMost = 64 << 20
    package var recordsMost = 10_000_000

    package init() {}
}
