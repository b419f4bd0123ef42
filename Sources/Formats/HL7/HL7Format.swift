package import Values

/// HL7 version 2 messages in their usual encoding (ER7), of any version.
///
/// A message is an array of segments in order: `[{"segment":"MSH","1":"|","2":"^~\\&",…},{"segment":"PID","3":{"1":"123"}}]`.
/// - A field stands under its number. Empty fields are left out; HL7's null is the text `""`, two quote characters.
/// - A field is a string; with components an object of them by number, and subcomponents likewise one level down; with
///   repetitions an array of those, where an empty repetition between others is the empty string.
/// - Escapes are resolved: `\F\ \S\ \T\ \R\ \E\ \P\` to the character, `\.br\` to a line feed, `\Xhh…\` to the bytes.
///   Others (`\H\`, `\.sp3\`, `\Zabc\`, `\C2842\`) are kept as written, and written back as they are.
///
/// Reading: segments end with CR; if the first ends with LF or CR LF, so do the others. A byte order mark and the frame
/// characters of MLLP around the message are skipped. MSH-18 names the character set; without it the message is UTF-8, or
/// ISO 8859-1 when it is not valid UTF-8. Batches (FHS, BHS, BTS, FTS) are one array of all their segments; `HL7Batch` splits
/// them, and so does the option `messages: all`, with which the document is the array of its messages. Errors name segment, field and byte, and carry an `HL7Fault` for the acknowledgement.
///
/// Writing: the separators of MSH-1 and MSH-2 and the character set of MSH-18; segments end with CR; trailing empty parts
/// are left out. Numbers are written plainly, true and false as `Y` and `N`, bytes as base64, null as nothing.
package struct HL7Format: Format {
    package static let name = "hl7v2"
    package static let spec = FormatSpec(
        "HL7 version 2 messages (ER7).", aliases: ["hl7", "er7"],
        mediaTypes: ["application/hl7-v2", "x-application/hl7-v2+er7", "application/edi-hl7v2"],
        options: [
            FormatOption(
                "messages", "Whether there is one message, or an array is made of all: single, all.", default: "single"),
            FormatOption(
                "sizeMost", "Largest message accepted, in bytes.", default: .integer(Int64(HL7Limits().sizeMost))),
        ])

    package enum Messages: String, Sendable, CaseIterable {
        case single, all
    }

    package var messages = Messages.single
    package var limits = HL7Limits()

    package init() {}

    package var sizeMost: Int { limits.sizeMost }

    package init(_ options: FormatOptions) throws {
        var options = options
        messages = try options.choice("messages", default: .single)
        limits.sizeMost = try options.number("sizeMost", default: limits.sizeMost)
        try options.finish(Self.name)
    }

    package func decode(_ bytes: [UInt8]) throws -> Value {
        guard messages == .all else { return try decodeMessage(bytes) }
        var reader = makeReader()
        reader.feed(bytes)
        reader.finish()
        var messages: [Value] = []
        while let message = try reader.next() { messages.append(message) }
        return .array(messages)
    }

    func decodeMessage(_ bytes: [UInt8]) throws -> Value {
        let span = bytes.span
        var reader = try HL7Reader(span, limits: limits)
        return .array(try reader.segments(span))
    }

    package func encode(_ value: Value) throws -> [UInt8] {
        if messages == .all, let messages = value.array {
            var output: [UInt8] = []
            var writer = HL7RecordWriter()
            for message in messages { try writer.write(message, into: &output) }
            try writer.finish(into: &output)
            return output
        }
        var writer = HL7Writer()
        try writer.write(value)
        return writer.output
    }
}
