package import Values

/// JSON by RFC 8259.
///
/// Numbers keep what they said, as documented on `Value`: whole and within `Int64` is `.integer`; at most 15 significant
/// digits without exponent or trailing zero of a fraction is `.double`; everything else, `-0` too, is `.decimal` with its text.
///
/// Where the RFC leaves a choice: a byte order mark at the start is skipped; UTF-8 must be strict (no overlong forms, no
/// surrogates) and is the only encoding; a `\u` escape of half a surrogate pair is refused; numbers of any size are
/// accepted and kept; of a repeated key the last value stands, and `decode(_:repeats:)` tells where; the option
/// `duplicateKeys: refuse` makes it an error.
///
/// Writing: `.bytes` becomes base64 text; a double without fraction is written as a whole number; NaN and infinities throw
/// `notRepresentable`.
package struct JSONFormat: Format {
    package static let name = "json"
    package static let spec = FormatSpec(
        "JSON (RFC 8259), numbers kept exactly.",
        aliases: ["fhir+json"],
        mediaTypes: ["application/json", "text/json", "application/fhir+json", "application/problem+json"],
        options: [
            FormatOption("pretty", "Write with line breaks and two spaces of indentation.", default: false),
            FormatOption("duplicateKeys", "What a repeated key does: keepLast, refuse.", default: "keepLast"),
            FormatOption("depthMost", "Deepest nesting accepted.", default: .integer(Int64(depthMostDefault))),
            FormatOption("sizeMost", "Largest document accepted, in bytes.", default: .integer(Int64(sizeMostDefault))),
        ])

    package enum DuplicateKeys: String, Sendable, CaseIterable {
        /// The last value stands in the place of the first.
        case keepLast
        case refuse
    }

    package static let depthMostDefault = 512
    package static let sizeMostDefault = 64 << 20
    /// `depthMost` cannot be set above this: reading and writing use the stack.
    package static let depthMostCeiling = 4096

    package var pretty = false
    package var duplicateKeys = DuplicateKeys.keepLast
    package var depthMost = depthMostDefault
    package var sizeMost = sizeMostDefault

    package init() {}

    package init(_ options: FormatOptions) throws {
        var options = options
        pretty = try options.flag("pretty", default: false)
        duplicateKeys = try options.choice("duplicateKeys", default: .keepLast)
        depthMost = min(try options.number("depthMost", default: Self.depthMostDefault), Self.depthMostCeiling)
        sizeMost = try options.number("sizeMost", default: Self.sizeMostDefault)
        try options.finish(Self.name)
    }

    package func decode(_ bytes: [UInt8]) throws -> Value { try decode(bytes.span) }

    /// Reads one document out of a part of a larger buffer; lines are counted from the start of `bytes`.
    package func decode(_ bytes: Span<UInt8>) throws -> Value {
        var repeats: [Place] = []
        return try decode(bytes, repeats: &repeats)
    }

    /// Also appends the place of every key that repeats an earlier one of its object, of which at most
    /// `JSONReader.repeatsMost` are kept.
    package func decode(_ bytes: Span<UInt8>, repeats: inout [Place]) throws -> Value {
        guard bytes.count <= sizeMost else {
            throw JunctionError(
                .formatLimit, "The JSON document has \(bytes.count) bytes, more than sizeMost \(sizeMost).")
        }
        var reader = JSONReader(depthMost: depthMost, duplicateKeys: duplicateKeys)
        do {
            let value = try reader.document(bytes)
            for position in reader.repeats { repeats.append(JSONFault.place(of: position, in: bytes)) }
            return value
        } catch {
            throw error.located(in: bytes)
        }
    }

    package func encode(_ value: Value) throws -> [UInt8] {
        var writer = JSONWriter(pretty: pretty, depthMost: depthMost)
        try writer.write(value)
        return writer.output.bytes
    }

    /// Appends the document to what is there.
    package func encode(_ value: Value, into output: inout [UInt8]) throws {
        var writer = JSONWriter(pretty: pretty, depthMost: depthMost)
        try writer.write(value)
        writer.output.append(to: &output)
    }
}
