/// How a text is kept in a column of type `text`, which cannot hold U+0000: as `␛0`, and `␛` itself as `␛␛`, where `␛`
/// is U+001B. Any other text is kept as it is.
enum PostgresText {
    private static let escape = UInt8(0x1B)

    static func encode(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        guard bytes.contains(where: { $0 == 0 || $0 == escape }) else { return bytes }
        var encoded: [UInt8] = []
        encoded.reserveCapacity(bytes.count + 8)
        for byte in bytes {
            if byte == 0 || byte == escape { encoded.append(escape) }
            encoded.append(byte == 0 ? UInt8(ascii: "0") : byte)
        }
        return encoded
    }

    static func decode(_ text: String) -> String {
        guard text.utf8.contains(escape) else { return text }
        var decoded: [UInt8] = []
        var isEscaped = false
        for byte in text.utf8 {
            if isEscaped {
                decoded.append(byte == UInt8(ascii: "0") ? 0 : byte)
                isEscaped = false
            } else if byte == escape {
                isEscaped = true
            } else {
                decoded.append(byte)
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }
}
