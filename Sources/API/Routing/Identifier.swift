/// What may stand for an id in a path. Nothing in it can leave its place in a path, a file name or a query.
enum Identifier {
    static let lengthMost = 128
    static let pattern = "^[A-Za-z0-9][A-Za-z0-9._:~@-]*$"

    static func isSound(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, isAlphanumeric(first), bytes.count <= lengthMost else { return false }
        return bytes.allSatisfy { isAlphanumeric($0) || punctuation.contains($0) }
    }

    private static let punctuation = Array("._:~@-".utf8)

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
    }
}
