import Values

/// What `XMLReader` found wrong and at which byte.
struct XMLFault: Error {
    var position: Int
    var code: ErrorCode = .malformed
    var message: String
    /// Whether more bytes could mend it.
    var isAtEnd = false

    func located(in bytes: Span<UInt8>) -> JunctionError {
        JunctionError(code, message, place: Place(at: position, in: bytes))
    }
}
