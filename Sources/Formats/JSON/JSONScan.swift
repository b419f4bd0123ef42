/// Looks at eight bytes of a JSON text at a time.
enum JSONScan {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080
    private static let quotes: UInt64 = ones &* 0x22
    private static let backslashes: UInt64 = ones &* 0x5C
    private static let spaces: UInt64 = ones &* 0x20

    /// The high bit of each byte that is a quote, a backslash or a control character. Bits above the lowest one set may be wrong,
    /// because a subtraction borrows.
    @inline(__always)
    private static func specials(_ word: UInt64) -> UInt64 {
        let quote = word ^ quotes
        let backslash = word ^ backslashes
        return ((quote &- ones) & ~quote | (backslash &- ones) & ~backslash | (word &- spaces) & ~word) & highs
    }

    /// How many of a word's eight bytes come before the first that is a quote, a backslash or a control character.
    @inline(__always)
    static func plainCount(_ word: UInt64) -> Int {
        let found = specials(word)
        return found == 0 ? 8 : found.trailingZeroBitCount >> 3
    }

    /// Where the first quote, backslash or control character from `start` on stands; the count when there is none. `others` becomes
    /// more than zero when a byte before it is beyond ASCII.
    @inline(__always)
    static func special(_ bytes: Span<UInt8>, from start: Int, others: inout UInt64) -> Int {
        var index = start
        let raw = unsafe bytes.bytes
        while index + 8 <= bytes.count {
            let word = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
            let found = specials(word)
            if found != 0 {
                let before = found.trailingZeroBitCount & ~7
                others |= word & highs & (1 << UInt64(before) &- 1)
                return index + before >> 3
            }
            others |= word & highs
            index += 8
        }
        while index < bytes.count {
            let byte = bytes[index]
            if byte == .quote || byte == .backslash || byte < 0x20 { return index }
            others |= UInt64(byte & 0x80)
            index += 1
        }
        return index
    }

    /// Whether `text` and then a quote stand at `start`.
    @inline(__always)
    static func isQuoted(_ text: Span<UInt8>, in bytes: Span<UInt8>, at start: Int) -> Bool {
        let count = text.count
        guard start + count < bytes.count, bytes[start + count] == .quote else { return false }
        if count >= 8 {
            let left = unsafe text.bytes
            let right = unsafe bytes.bytes
            var offset = 0
            while true {
                let one = unsafe left.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self)
                let other = unsafe right.unsafeLoadUnaligned(fromUncheckedByteOffset: start + offset, as: UInt64.self)
                if one != other { return false }
                if offset == count - 8 { return true }
                // The last eight may overlap those before.
                offset = min(offset + 8, count - 8)
            }
        }
        for index in 0..<count where unsafe text[unchecked: index] != bytes[unchecked: start + index] { return false }
        return true
    }
}
