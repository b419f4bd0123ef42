/// The value of a `Content-Type` field (RFC 9110 section 8.3.1), as far as it matters here.
struct ContentType {
    /// Type and subtype in small letters.
    var name: String
    var charset: String?

    /// Parameters beyond these are not looked at.
    private static let parametersMost = 16

    init(_ field: String) {
        let bytes = field.utf8
        guard let mark = bytes.firstIndex(of: UInt8(ascii: ";")) else {
            name = Self.word(bytes[...])
            return
        }
        name = Self.word(bytes[..<mark])
        for part in bytes[mark...].split(separator: UInt8(ascii: ";")).prefix(Self.parametersMost) {
            let halves = part.split(separator: UInt8(ascii: "="), maxSplits: 1)
            guard halves.count == 2, Self.word(halves[0]) == "charset" else { continue }
            charset = Self.word(halves[1])
        }
    }

    /// Small letters, without the spaces and quotes around.
    private static func word(_ bytes: Substring.UTF8View) -> String {
        var bytes = bytes
        while let first = bytes.first, isAround(first) { bytes.removeFirst() }
        while let last = bytes.last, isAround(last) { bytes.removeLast() }
        let isSmall = bytes.allSatisfy { $0 < 0x41 || $0 > 0x5A }
        return isSmall ? String(Substring(bytes)) : Substring(bytes).lowercased()
    }

    private static func isAround(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\"")
    }
}
