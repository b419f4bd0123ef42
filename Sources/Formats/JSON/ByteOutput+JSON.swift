extension ByteOutput {
    /// Appends UTF-8 as a string in quotes: only what must be escaped is (RFC 8259 section 7).
    package mutating func append(quoting bytes: Span<UInt8>) {
        let count = bytes.count
        // The quotes, and what the last eight bytes stored are too many.
        reserve(count &+ 16)
        store(.quote)
        var index = 0
        let raw = unsafe bytes.bytes
        while index &+ 8 <= count {
            let word = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
            let plain = JSONScan.plainCount(word)
            store(word, kept: plain)
            index &+= plain
            if plain < 8 { next(bytes, &index) }
        }
        let rest = count &- index
        if rest > 0, rest < 8 {
            let word = Self.lastBytes(raw, count, rest)
            if JSONScan.plainCount(word) >= rest {
                store(word, kept: rest)
                index = count
            }
        }
        while index < count {
            let byte = bytes[index]
            if byte < 0x20 || byte == .quote || byte == .backslash {
                next(bytes, &index)
            } else {
                store(byte)
                index &+= 1
            }
        }
        store(.quote)
    }

    /// The last `rest` of `count` bytes, at most seven, from the lowest byte up, with spaces above them.
    @inline(__always)
    private static func lastBytes(_ raw: RawSpan, _ count: Int, _ rest: Int) -> UInt64 {
        var word: UInt64
        if count >= 8 {
            word = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: count &- 8, as: UInt64.self)
            word >>= UInt64(8 &- rest) &* 8
        } else if count >= 4 {
            // Two halves that may overlap.
            let low = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: 0, as: UInt32.self)
            let high = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: count &- 4, as: UInt32.self)
            word = UInt64(low) | UInt64(high) << (UInt64(count &- 4) &* 8)
            word >>= UInt64(count &- rest) &* 8
        } else {
            word = 0
            for offset in 0..<count {
                let byte = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt8.self)
                word |= UInt64(byte) << (UInt64(offset) &* 8)
            }
            word >>= UInt64(count &- rest) &* 8
        }
        return word | 0x2020_2020_2020_2020 << (UInt64(rest) &* 8)
    }

    /// Escapes a byte, and makes room for the rest again.
    private mutating func next(_ bytes: Span<UInt8>, _ index: inout Int) {
        escape(bytes[index])
        index += 1
        reserve(bytes.count - index + 16)
    }

    private mutating func escape(_ byte: UInt8) {
        append(.backslash)
        switch byte {
        case .quote, .backslash: append(byte)
        case .lineFeed: append(UInt8(ascii: "n"))
        case .carriageReturn: append(UInt8(ascii: "r"))
        case .tab: append(UInt8(ascii: "t"))
        case 0x08: append(UInt8(ascii: "b"))
        case 0x0C: append(UInt8(ascii: "f"))
        default:
            append(literal: "u00")
            append(byte >> 4 + .zero)
            let low = byte & 0xF
            append(low < 10 ? low + .zero : low - 10 + UInt8(ascii: "a"))
        }
    }
}
