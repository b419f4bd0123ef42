import Formats

/// URI templates by the grammar of RFC 6570 section 2.
enum URITemplateFormat {
    static func isTemplate(_ text: String) -> Bool {
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "{":
                guard let close = rest.firstIndex(of: "}") else { return false }
                guard isExpression(Array(String(rest[..<close]).utf8)) else { return false }
                rest = rest[rest.index(after: close)...]
            case "%":
                guard rest.prefix(2).count == 2, rest.prefix(2).allSatisfy(\.properties.isASCIIHexDigit) else {
                    return false
                }
                rest = rest.dropFirst(2)
            default:
                guard isLiteral(scalar) else { return false }
            }
        }
        return true
    }

    private static func isLiteral(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else { return URIFormat.isInternational(scalar, isQuery: true) }
        return scalar.value > 0x20 && scalar.value != 0x7F && !"\"<>\\^`|}".unicodeScalars.contains(scalar)
    }

    private static func isExpression(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        if let first = rest.first, "+#./;?&=,!@|".utf8.contains(first) { rest = rest.dropFirst() }
        return rest.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).allSatisfy(isVariable)
    }

    /// A name, then `*` or `:` and a length from 1 to 9999.
    private static func isVariable(_ bytes: ArraySlice<UInt8>) -> Bool {
        if bytes.last == UInt8(ascii: "*") { return isName(bytes.dropLast()) }
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return isName(bytes) }
        let length = bytes[(colon + 1)...]
        return isName(bytes[..<colon]) && (1...4).contains(length.count) && length.allSatisfy(\.isASCIIDigit)
            && length.first != UInt8(ascii: "0")
    }

    private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { part in
            var rest = part
            while let byte = rest.popFirst() {
                if byte == UInt8(ascii: "%") {
                    guard rest.count >= 2, rest.prefix(2).allSatisfy(\.isHexDigit) else { return false }
                    rest = rest.dropFirst(2)
                } else if !byte.isASCIILetter, !byte.isASCIIDigit, byte != UInt8(ascii: "_") {
                    return false
                }
            }
            return !part.isEmpty
        }
    }
}
