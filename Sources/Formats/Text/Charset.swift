import Values

/// The character sets that formats can be told to read and write.
package enum Charset: String, Sendable, CaseIterable {
    case ascii = "us-ascii"
    case utf8 = "utf-8"
    /// ISO 8859-1.
    case latin1 = "iso-8859-1"
    /// ISO 8859-15.
    case latin9 = "iso-8859-15"
    /// What older Windows programs in western Europe write. Its five unused bytes are read as ISO 8859-1's controls.
    case windows1252 = "windows-1252"

    /// Takes IANA's names, those of HL7 table 0211 and others in use, in any case; nil for an unknown one.
    package init?(named name: String) {
        switch name.lowercased() {
        case "us-ascii", "ascii", "iso ir6", "iso ir14": self = .ascii
        case "utf-8", "utf8", "unicode utf-8", "unicode": self = .utf8
        case "iso-8859-1", "iso8859-1", "8859/1", "iso ir100", "latin1": self = .latin1
        case "iso-8859-15", "iso8859-15", "8859/15", "latin9": self = .latin9
        case "windows-1252", "cp1252": self = .windows1252
        default: return nil
        }
    }

    /// The text that the bytes are; nil when they are none of this set.
    func text(_ bytes: Span<UInt8>) -> String? {
        if self == .utf8 { return String(strict: bytes) }
        var high = 0
        for index in bytes.indices where bytes[index] >= 0x80 { high += 1 }
        if high == 0 { return String(strict: bytes) }
        if self == .ascii { return nil }
        var text = ""
        text.reserveCapacity(bytes.count + high * 2)
        for index in bytes.indices { text.unicodeScalars.append(scalar(bytes[index])) }
        return text
    }

    /// The bytes that the text is in this set; nil when it has none for a character.
    func bytes(_ text: String) -> [UInt8]? {
        if self == .utf8 { return Array(text.utf8) }
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            guard let byte = byte(scalar) else { return nil }
            output.append(byte)
        }
        return output
    }

    /// Where the set differs from ISO 8859-1.
    private var differences: [UInt8: Unicode.Scalar] {
        switch self {
        case .latin9: Self.latin9Differences
        case .windows1252: Self.windowsDifferences
        case .ascii, .utf8, .latin1: [:]
        }
    }

    private func scalar(_ byte: UInt8) -> Unicode.Scalar { differences[byte] ?? Unicode.Scalar(byte) }

    private func byte(_ scalar: Unicode.Scalar) -> UInt8? {
        guard scalar.value >= 0x80 else { return UInt8(scalar.value) }
        guard self != .ascii else { return nil }
        if let (byte, _) = differences.first(where: { $0.value == scalar }) { return byte }
        guard scalar.value < 0x100, differences[UInt8(scalar.value)] == nil else { return nil }
        return UInt8(scalar.value)
    }

    private static let latin9Differences: [UInt8: Unicode.Scalar] = [
        0xA4: "€", 0xA6: "Š", 0xA8: "š", 0xB4: "Ž", 0xB8: "ž", 0xBC: "Œ", 0xBD: "œ", 0xBE: "Ÿ",
    ]

    private static let windowsDifferences: [UInt8: Unicode.Scalar] = [
        0x80: "€", 0x82: "‚", 0x83: "ƒ", 0x84: "„", 0x85: "…", 0x86: "†", 0x87: "‡", 0x88: "ˆ", 0x89: "‰", 0x8A: "Š",
        0x8B: "‹", 0x8C: "Œ", 0x8E: "Ž", 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”", 0x95: "•", 0x96: "–", 0x97: "—",
        0x98: "˜", 0x99: "™", 0x9A: "š", 0x9B: "›", 0x9C: "œ", 0x9E: "ž", 0x9F: "Ÿ",
    ]
}
