import Values

/// Single-object encoding (specification 1.11): C3 01, the fingerprint of the writer's schema, the value.
struct AvroMessage {
    private static let marker: [UInt8] = [0xC3, 0x01]
    private static let headerSize = 10

    /// The schemas that messages may be written by, by fingerprint.
    private let writers: [UInt64: AvroSchema]

    /// Throws `formatOption` when one is no schema.
    init(writers schemas: [Value]) throws {
        var writers: [UInt64: AvroSchema] = [:]
        for schema in schemas { writers[try AvroCanonicalForm.fingerprint(schema)] = try AvroSchema(schema) }
        self.writers = writers
    }

    /// The message's value, resolved to `target` where one is given.
    func decode(_ bytes: [UInt8], target: AvroSchema?) throws -> Value {
        guard bytes.count >= Self.headerSize, bytes.starts(with: Self.marker) else {
            throw JunctionError(
                .malformed, "A message in single-object encoding begins with C3 01 and a fingerprint.",
                place: Place(path: "byte 0"))
        }
        let fingerprint = bytes[2..<Self.headerSize].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard let writer = writers[fingerprint] else {
            throw JunctionError(
                .malformed, "The message was written by a schema that is not given.",
                remedy: "Name its schema in the option writerSchemas.", place: Place(path: "byte 2"))
        }
        return try Self.value(bytes, from: Self.headerSize, writer: writer, target: target)
    }

    static func encode(_ value: Value, schema: AvroSchema, text: Value) throws -> [UInt8] {
        let fingerprint = try AvroCanonicalForm.fingerprint(text)
        var encoder = AvroEncoder(schema: schema)
        encoder.output = marker + (0..<8).map { UInt8(truncatingIfNeeded: fingerprint >> (8 * UInt64($0))) }
        try encoder.write(value)
        return encoder.output
    }

    /// The one value that the bytes are from an offset on.
    static func value(_ bytes: [UInt8], from start: Int, writer: AvroSchema, target: AvroSchema?) throws -> Value {
        var decoder = AvroDecoder(schema: writer, target: target)
        decoder.position = start
        do throws(AvroFault) {
            let value = try decoder.value(bytes.span)
            guard decoder.position == bytes.count else {
                throw decoder.fault("The message has more bytes than its value.")
            }
            return value
        } catch {
            throw JunctionError(error.code, error.message, place: Place(path: "byte \(error.position)"))
        }
    }
}
