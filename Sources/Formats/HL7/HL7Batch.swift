import Values

/// Splits a batch file (FHS, BHS … BTS, FTS) into its messages.
package enum HL7Batch {
    /// The bytes of each message in order, wrappers left out; one message alone is itself. Line ends stay as they are.
    ///
    /// Throws `malformed` when the bytes begin with no header, or the count in BTS-1 differs from the messages found.
    package static func messages(in bytes: [UInt8]) throws -> [[UInt8]] {
        var reader = HL7BatchReader(sizeMost: bytes.count)
        reader.feed(bytes)
        reader.finish()
        var messages: [[UInt8]] = []
        while let message = try reader.next() { messages.append(message) }
        return messages
    }
}
