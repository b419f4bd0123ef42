import Values

/// What an id must be that stands in the path of an address. Nothing in it can leave its place in a path, a file name or a
/// query.
package enum Identifier {
    package static let lengthMost = 128
    package static let pattern = "^[A-Za-z0-9][A-Za-z0-9._:~@-]*$"
    package static let rule = "An id has 1 to \(lengthMost) letters, digits, and . _ : ~ @ - after the first."

    package static func isSound(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, isAlphanumeric(first), bytes.count <= lengthMost else { return false }
        return bytes.allSatisfy { isAlphanumeric($0) || punctuation.contains($0) }
    }

    /// The note of a field that names what is to be made: else it could be made, and never be reached.
    static func note(_ text: String, example: Value? = nil, lengthMost: Int = lengthMost) -> FieldNote {
        var note = FieldNote(text, example: example, lengthLeast: 1, lengthMost: lengthMost, pattern: pattern)
        note.mistake = { isSound($0) ? nil : rule }
        return note
    }

    private static let punctuation = Array("._:~@-".utf8)

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
    }
}
