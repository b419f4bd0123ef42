/// The grammar of RFC 3986 appendix A, and of RFC 3987 section 2.2 for characters beyond ASCII.
package struct URIFormat: Sendable {
    /// Whether characters beyond ASCII may stand in it.
    let international: Bool

    package init(international: Bool) { self.international = international }

    package func isURI(_ text: String) -> Bool {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), isScheme(text.utf8[..<colon]) else {
            return false
        }
        return isRelative(text.unicodeScalars[text.utf8.index(after: colon)...], hasScheme: true)
    }

    package func isReference(_ text: String) -> Bool {
        if let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), isScheme(text.utf8[..<colon]) { return isURI(text) }
        return isRelative(text.unicodeScalars[...], hasScheme: false)
    }

    /// The text as a reference: what may not stand in one is percent-encoded. A reference stays as it is.
    package func reference(_ text: String) -> String {
        let lenient = Self.escaped(text, keeping: ":?#[]")
        return isReference(lenient) ? lenient : Self.escaped(text, keeping: "")
    }

    private static func escaped(_ text: String, keeping delimiters: String) -> String {
        let bytes = Array(text.utf8)
        var escaped = ""
        for (index, byte) in bytes.enumerated() {
            let isEscape = byte == UInt8(ascii: "%") && bytes[(index + 1)...].prefix(2).count(where: \.isHexDigit) == 2
            if isUnreserved(byte) || isEscape || "/!$&'()*+,;=@".utf8.contains(byte) || delimiters.utf8.contains(byte) {
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                escaped += (byte < 0x10 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        return escaped
    }

    private func isScheme(_ bytes: Substring.UTF8View) -> Bool {
        guard let first = bytes.first, first.isASCIILetter else { return false }
        return bytes.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "+-.".utf8.contains($0) }
    }

    typealias Scalars = Substring.UnicodeScalarView

    /// What stands behind the scheme: authority, path, query and fragment.
    private func isRelative(_ text: Scalars, hasScheme: Bool) -> Bool {
        var rest = text
        if let hash = rest.firstIndex(of: "#") {
            guard isText(rest[rest.index(after: hash)...], also: "/?:@", isQuery: false) else { return false }
            rest = rest[..<hash]
        }
        if let mark = rest.firstIndex(of: "?") {
            guard isText(rest[rest.index(after: mark)...], also: "/?:@", isQuery: true) else { return false }
            rest = rest[..<mark]
        }
        if rest.starts(with: "//".unicodeScalars) {
            rest = rest.dropFirst(2)
            let authority = rest.prefix { $0 != "/" }
            return isAuthority(authority) && isText(rest[authority.endIndex...], also: "/:@", isQuery: false)
        }
        // The first segment of a reference without scheme would be taken for one if it had a colon.
        if !hasScheme, rest.prefix(while: { $0 != "/" }).contains(":") { return false }
        return isText(rest, also: "/:@", isQuery: false)
    }

    private func isAuthority(_ text: Scalars) -> Bool {
        var host = text
        if let at = host.lastIndex(of: "@") {
            guard isText(host[..<at], also: ":", isQuery: false) else { return false }
            host = host[host.index(after: at)...]
        }
        if host.first == "[" {
            guard let close = host.firstIndex(of: "]") else { return false }
            let port = host[host.index(after: close)...]
            return isLiteral(host[host.index(after: host.startIndex)..<close]) && (port.isEmpty || isPort(port))
        }
        if let colon = host.lastIndex(of: ":") {
            guard isPort(host[colon...]) else { return false }
            host = host[..<colon]
        }
        return isText(host, also: "", isQuery: false)
    }

    private func isPort(_ text: Scalars) -> Bool {
        text.first == ":" && text.dropFirst().allSatisfy { ("0"..."9").contains($0) }
    }

    private func isLiteral(_ text: Scalars) -> Bool {
        let bytes = Array(String(text).utf8)
        guard let first = bytes.first, first | 0x20 == UInt8(ascii: "v") else { return AddressFormats.isIPv6(bytes) }
        let parts = bytes.dropFirst().split(
            separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[0].allSatisfy(\.isHexDigit) && !parts[1].isEmpty
            && parts[1].allSatisfy { Self.isUnreserved($0) || "!$&'()*+,;=:".utf8.contains($0) }
    }

    /// Unreserved characters, escapes, sub-delimiters and what is given beside them.
    private func isText(_ text: Scalars, also: String, isQuery: Bool) -> Bool {
        var index = text.startIndex
        while index < text.endIndex {
            let scalar = text[index]
            index = text.index(after: index)
            guard scalar.isASCII else {
                guard international, Self.isInternational(scalar, isQuery: isQuery) else { return false }
                continue
            }
            let byte = UInt8(scalar.value)
            if byte == UInt8(ascii: "%") {
                for _ in 0..<2 {
                    guard index < text.endIndex, text[index].properties.isASCIIHexDigit else { return false }
                    index = text.index(after: index)
                }
            } else if !Self.isUnreserved(byte), !"!$&'()*+,;=".utf8.contains(byte), !also.utf8.contains(byte) {
                return false
            }
        }
        return true
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || byte.isASCIIDigit || "-._~".utf8.contains(byte)
    }

    /// `ucschar`, and in queries `iprivate`.
    package static func isInternational(_ scalar: Unicode.Scalar, isQuery: Bool) -> Bool {
        switch scalar.value {
        case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
        case 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: isQuery
        case 0x10000...0xEFFFD:
            scalar.value & 0xFFFF <= 0xFFFD && scalar.value & 0xFFFFF >= (scalar.value >= 0xE0000 ? 0xE1000 : 0)
        default: false
        }
    }
}
