import Values

/// The sender's `Idempotency-Key`, kept apart by the key that was used to call.
package struct IdempotencyKey: Sendable, Hashable {
    package var callerID: String
    package var text: String

    package static let lengthMost = 255

    /// Throws `badRequest` when the text is empty, too long or has anything but visible ASCII.
    package init(callerID: String, _ text: String) throws {
        let bytes = text.utf8
        guard !bytes.isEmpty, bytes.count <= Self.lengthMost, bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw JunctionError(
                .badRequest, "The Idempotency-Key is not 1 to \(Self.lengthMost) visible ASCII characters.")
        }
        self.callerID = callerID
        self.text = text
    }
}
