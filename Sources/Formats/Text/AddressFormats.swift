/// Addresses of the internet and UUIDs.
package enum AddressFormats {
    /// Four decimal numbers without leading zeros (RFC 2673 section 3.2).
    package static func isIPv4(_ bytes: [UInt8]) -> Bool { isIPv4(bytes[...]) }

    package static func isIPv4(_ bytes: ArraySlice<UInt8>) -> Bool {
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                guard (1...3).contains(part.count), part.allSatisfy(\.isASCIIDigit) else { return false }
                if part.count > 1, part.first == UInt8(ascii: "0") { return false }
                return part.reduce(0) { $0 * 10 + Int($1 & 0xF) } <= 255
            }
    }

    /// The text forms of RFC 4291 section 2.2, without a zone.
    package static func isIPv6(_ bytes: [UInt8]) -> Bool { isIPv6(bytes[...]) }

    package static func isIPv6(_ bytes: ArraySlice<UInt8>) -> Bool {
        let colon = UInt8(ascii: ":")
        var groups = 0
        var rest = bytes
        var isCompressed = false
        if rest.starts(with: [colon, colon]) {
            isCompressed = true
            rest = rest.dropFirst(2)
            if rest.isEmpty { return true }
        }
        while true {
            let part = rest.prefix { $0 != colon }
            rest = rest.dropFirst(part.count)
            if rest.isEmpty, part.contains(UInt8(ascii: ".")) {
                guard isIPv4(part) else { return false }
                groups += 2
                break
            }
            guard (1...4).contains(part.count), part.allSatisfy(\.isHexDigit) else { return false }
            groups += 1
            guard !rest.isEmpty else { break }
            rest = rest.dropFirst()
            if rest.first == colon {
                guard !isCompressed else { return false }
                isCompressed = true
                rest = rest.dropFirst()
                if rest.isEmpty { break }
            } else if rest.isEmpty {
                return false
            }
        }
        return isCompressed ? groups <= 7 : groups == 8
    }

    /// RFC 9562 section 4, of any version and variant.
    package static func isUUID(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == 36 else { return false }
        for (index, byte) in bytes.enumerated() {
            let isHyphen = index == 8 || index == 13 || index == 18 || index == 23
            guard isHyphen ? byte == UInt8(ascii: "-") : byte.isHexDigit else { return false }
        }
        return true
    }
}

// As Mapping has them: a call from one module into another for each byte would cost more than what it does.
extension UInt8 {
    var isASCIIDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isASCIILetter: Bool { self | 0x20 >= 0x61 && self | 0x20 <= 0x7A }
    var isHexDigit: Bool { isASCIIDigit || self | 0x20 >= 0x61 && self | 0x20 <= 0x66 }
}
