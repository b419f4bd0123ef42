/// JSON Pointers (RFC 6901) and relative ones.
enum PointerFormats {
    static func isPointer(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first else { return true }
        guard first == UInt8(ascii: "/") else { return false }
        for (index, byte) in zip(bytes.indices, bytes) where byte == UInt8(ascii: "~") {
            guard index + 1 < bytes.endIndex, bytes[index + 1] == 0x30 || bytes[index + 1] == 0x31 else { return false }
        }
        return true
    }

    /// A number without leading zeros, how far to go up, then `#` or a pointer.
    static func isRelativePointer(_ bytes: [UInt8]) -> Bool {
        let digits = bytes.prefix { $0.isASCIIDigit }
        guard let first = digits.first, digits.count == 1 || first != UInt8(ascii: "0") else { return false }
        let rest = bytes[digits.count...]
        return rest.count == 1 && rest.first == UInt8(ascii: "#") || isPointer(rest)
    }
}
