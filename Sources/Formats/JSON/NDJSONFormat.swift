package import Values

/// JSON texts, one on each line (the NDJSON convention): an array of what they say. Empty lines are skipped; lines end
/// with LF or CR LF. Anything but an array is written as one line.
package struct NDJSONFormat: Format {
    package static let name = "ndjson"
    package static let spec = FormatSpec(
        "JSON texts, one on each line.", aliases: ["jsonl"],
        mediaTypes: ["application/x-ndjson", "application/jsonl"],
        options: JSONFormat.spec.options.filter { $0.name != "pretty" })

    /// How each line is read and written; `sizeMost` holds for the whole.
    package var line = JSONFormat()

    package init() {}

    package init(_ options: FormatOptions) throws {
        line = try JSONFormat(options)
        line.pretty = false
    }

    package func decode(_ bytes: [UInt8]) throws -> Value {
        guard bytes.count <= line.sizeMost else {
            throw JunctionError(
                .formatLimit, "The document has \(bytes.count) bytes, more than sizeMost \(line.sizeMost).")
        }
        var values: [Value] = []
        var start = 0
        var number = 1
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: .lineFeed) ?? bytes.count
            if let value = try decodeLine(bytes.span.extracting(start..<end), number: number) { values.append(value) }
            start = end + 1
            number += 1
        }
        return .array(values)
    }

    /// The value on one line, which is the `number`th; nil when the line is empty.
    package func decodeLine(_ bytes: Span<UInt8>, number: Int) throws -> Value? {
        var index = 0
        while index < bytes.count, bytes[index] <= .space { index += 1 }
        guard index < bytes.count else { return nil }
        do {
            return try line.decode(bytes)
        } catch var error as JunctionError {
            error.place?.line = number
            throw error
        }
    }

    package func encode(_ value: Value) throws -> [UInt8] {
        guard case .array(let values) = value else { return try encodeLine(value) }
        var output: [UInt8] = []
        for value in values { try encodeLine(value, into: &output) }
        return output
    }

    package func encodeLine(_ value: Value) throws -> [UInt8] {
        var output: [UInt8] = []
        try encodeLine(value, into: &output)
        return output
    }

    package func encodeLine(_ value: Value, into output: inout [UInt8]) throws {
        try line.encode(value, into: &output)
        output.append(.lineFeed)
    }
}
