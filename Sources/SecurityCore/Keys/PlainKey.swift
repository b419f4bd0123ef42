/// A key in full, `jn_<id>_<secret>`, as its owner holds it.
struct PlainKey {
    var id: String
    var secret: String

    static let prefix = "jn_"
    /// 80 bits name a key, 256 bits prove it.
    static let idBytes = 10
    static let secretBytes = 32
    private static let idLength = 16
    private static let secretLength = 52

    /// Nil when the text is not of the form of a key.
    init?(_ text: Substring) {
        // By bytes: each request comes this way, and characters cost ten times as much.
        let bytes = text.utf8
        guard bytes.count == Self.prefix.utf8.count + Self.idLength + 1 + Self.secretLength,
            bytes.starts(with: Self.prefix.utf8)
        else { return nil }
        let idStart = bytes.index(bytes.startIndex, offsetBy: Self.prefix.utf8.count)
        let idEnd = bytes.index(idStart, offsetBy: Self.idLength)
        let secretStart = bytes.index(after: idEnd)
        guard bytes[idEnd] == UInt8(ascii: "_"), Base32.isText(bytes[idStart..<idEnd]),
            Base32.isText(bytes[secretStart...])
        else { return nil }
        id = String(text[idStart..<idEnd])
        secret = String(text[secretStart...])
    }

    /// A new key from `random`, which gives that many unpredictable bytes; its public part follows from what it is named
    /// after, if that is given.
    init(namedAfter request: String? = nil, random: (Int) -> [UInt8]) {
        let name = request.map { Array(fingerprint(Array("key".utf8), Array($0.utf8)).prefix(Self.idBytes)) }
        id = Base32.encode(name ?? random(Self.idBytes))
        secret = Base32.encode(random(Self.secretBytes))
    }

    var text: String { "\(Self.prefix)\(id)_\(secret)" }
}

/// Base 32 in small letters without padding (RFC 4648 section 6): no case to lose, and a double click selects it whole.
enum Base32 {
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                output.append(alphabet[Int(buffer >> UInt32(bits) & 31)])
            }
            buffer &= 0xFF
        }
        if bits > 0 { output.append(alphabet[Int(buffer << UInt32(5 - bits) & 31)]) }
        return String(decoding: output, as: UTF8.self)
    }

    static func isText(_ bytes: Substring.UTF8View) -> Bool {
        bytes.allSatisfy { $0 >= 0x61 && $0 <= 0x7A || $0 >= 0x32 && $0 <= 0x37 }
    }
}
