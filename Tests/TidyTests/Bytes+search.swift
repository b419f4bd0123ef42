import Foundation

extension [UInt8] {
    /// Where the needle begins, every time. By `memchr` and `memcmp`, because this runs over the whole repository
    /// unoptimised, once for every word looked for.
    func offsets(of needle: String) -> [Int] {
        let needle = Array(needle.utf8)
        guard let first = needle.first, count >= needle.count else { return [] }
        return unsafe withUnsafeBytes { hay in
            guard let base = hay.baseAddress else { return [] }
            var found: [Int] = []
            var start = 0
            while start + needle.count <= hay.count,
                let hit = unsafe memchr(base + start, Int32(first), hay.count - needle.count + 1 - start)
            {
                let offset = unsafe UnsafeRawPointer(hit) - base
                let matches = unsafe memcmp(hit, needle, needle.count) == 0
                if matches { found.append(offset) }
                start = offset + (matches ? needle.count : 1)
            }
            return found
        }
    }

    /// As `offsets(of:)`, but only where the needle is not part of a longer identifier.
    func wordOffsets(of word: String) -> [Int] {
        let length = word.utf8.count
        let first = word.utf8.first ?? 0
        let last = word.utf8.last ?? 0
        return offsets(of: word).filter { offset in
            let before = offset > 0 ? self[offset - 1] : UInt8(ascii: " ")
            let after = offset + length < count ? self[offset + length] : UInt8(ascii: " ")
            if first.isIdentifierByte && before.isIdentifierByte { return false }
            return !(last.isIdentifierByte && after.isIdentifierByte)
        }
    }
}

extension UInt8 {
    var isIdentifierByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }
}
