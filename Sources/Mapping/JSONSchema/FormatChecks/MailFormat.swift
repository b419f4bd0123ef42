import Formats

/// Mailboxes by RFC 5321 section 4.1.2, and with characters beyond ASCII by RFC 6531 section 3.3.
enum MailFormat {
    private static let localBytesMost = 64
    private static let domainBytesMost = 255

    static func isMailbox(_ text: String, international: Bool) -> Bool {
        let bytes = Array(text.utf8)
        guard let at = bytes.lastIndex(of: UInt8(ascii: "@")), international || bytes.allSatisfy({ $0 < 0x80 }) else {
            return false
        }
        return isLocalPart(bytes[..<at]) && isDomain(bytes[(at + 1)...])
    }

    private static func isLocalPart(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard !bytes.isEmpty, bytes.count <= localBytesMost else { return false }
        if bytes.first == UInt8(ascii: "\"") { return isQuoted(bytes) }
        return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.allSatisfy(isAtomByte)
        }
    }

    private static func isAtomByte(_ byte: UInt8) -> Bool {
        byte >= 0x80 || byte.isASCIILetter || byte.isASCIIDigit || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isQuoted(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count >= 2, bytes.last == UInt8(ascii: "\"") else { return false }
        var rest = bytes.dropFirst().dropLast()
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\") {
                guard let escaped = rest.popFirst(), escaped >= 0x20, escaped != 0x7F else { return false }
            } else if byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\"") {
                return false
            }
        }
        return true
    }

    private static func isDomain(_ bytes: ArraySlice<UInt8>) -> Bool {
        if bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]") {
            return isLiteral(bytes.dropFirst().dropLast())
        }
        guard bytes.count <= domainBytesMost else { return false }
        return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
            guard let first = label.first, let last = label.last,
                label.count <= 63 || label.contains(where: { $0 > 0x7F })
            else { return false }
            let hyphen = UInt8(ascii: "-")
            return first != hyphen && last != hyphen
                && label.allSatisfy { $0 >= 0x80 || $0.isASCIILetter || $0.isASCIIDigit || $0 == hyphen }
        }
    }

    private static func isLiteral(_ bytes: ArraySlice<UInt8>) -> Bool {
        let tag = Array("ipv6:".utf8)
        if bytes.count > 5, bytes.prefix(5).map({ $0.isASCIILetter ? $0 | 0x20 : $0 }) == tag {
            return AddressFormats.isIPv6(bytes.dropFirst(5))
        }
        return AddressFormats.isIPv4(bytes)
    }
}
