import Values

extension JSONReader {
    /// A string; `position` is at its opening quote.
    @inline(__always)
    mutating func string(_ bytes: Span<UInt8>) throws(JSONFault) -> String {
        let start = position + 1
        var others: UInt64 = 0
        let end = JSONScan.special(bytes, from: start, others: &others)
        if end < bytes.count, bytes[end] == .quote {
            position = end + 1
            guard others == 0 else { return try text(bytes, start..<end) }
            return unsafe String(copying: UTF8Span(unchecked: bytes.extracting(start..<end), isKnownASCII: true))
        }
        return try unusualString(bytes, from: start, to: end)
    }

    /// A string that has an escape, or something wrong, at `end`.
    private mutating func unusualString(_ bytes: Span<UInt8>, from start: Int, to end: Int) throws(JSONFault) -> String
    {
        if end < bytes.count, bytes[end] == .backslash {
            return try escapedString(bytes, from: start, firstEscape: end)
        }
        position = end
        throw fault(
            end < bytes.count ? "A control character in a string must be escaped." : "The string is not closed.")
    }

    /// A string with at least one escape: built piece by piece.
    private mutating func escapedString(
        _ bytes: Span<UInt8>, from start: Int, firstEscape: Int
    ) throws(JSONFault) -> String {
        var text = try text(bytes, start..<firstEscape)
        position = firstEscape
        while position < bytes.count {
            switch bytes[position] {
            case .quote:
                position += 1
                return text
            case .backslash: text.unicodeScalars.append(try escape(bytes))
            case 0..<0x20: throw fault("A control character in a string must be escaped.")
            default:
                let start = position
                var others: UInt64 = 0
                position = JSONScan.special(bytes, from: start, others: &others)
                text += try self.text(bytes, start..<position)
            }
        }
        throw fault("The string is not closed.")
    }

    private func text(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(JSONFault) -> String {
        if let text = String(strict: bytes.extracting(range)) { return text }
        throw JSONFault(
            position: range.lowerBound + UTF8Strictness.firstFault(in: bytes.extracting(range)),
            message: "The bytes here are not valid UTF-8.")
    }

    private mutating func escape(_ bytes: Span<UInt8>) throws(JSONFault) -> Unicode.Scalar {
        guard position + 1 < bytes.count else { throw fault("The string is not closed.") }
        let simple: Unicode.Scalar
        switch bytes[position + 1] {
        case .quote: simple = "\""
        case .backslash: simple = "\\"
        case UInt8(ascii: "/"): simple = "/"
        case UInt8(ascii: "b"): simple = "\u{8}"
        case UInt8(ascii: "f"): simple = "\u{C}"
        case UInt8(ascii: "n"): simple = "\n"
        case UInt8(ascii: "r"): simple = "\r"
        case UInt8(ascii: "t"): simple = "\t"
        case UInt8(ascii: "u"): return try unicodeEscape(bytes)
        default: throw fault("There is no such escape in JSON.")
        }
        position += 2
        return simple
    }

    /// `\uXXXX`, or two of them that make a surrogate pair. Half a pair is refused: it has no form in UTF-8.
    private mutating func unicodeEscape(_ bytes: Span<UInt8>) throws(JSONFault) -> Unicode.Scalar {
        let start = position
        guard let first = hexadecimalUnit(bytes) else { throw fault("'\\u' takes four hexadecimal digits.") }
        if let scalar = Unicode.Scalar(first) { return scalar }
        let half = JSONFault(position: start, message: "This escape is half of a surrogate pair.")
        guard first < 0xDC00, position < bytes.count, bytes[position] == .backslash,
            let second = hexadecimalUnit(bytes), second >= 0xDC00, second < 0xE000,
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw half }
        return scalar
    }

    /// The number in `\uXXXX` at `position`, which moves past it; nil when it is not one.
    private mutating func hexadecimalUnit(_ bytes: Span<UInt8>) -> UInt32? {
        guard position + 6 <= bytes.count, bytes[position + 1] == UInt8(ascii: "u") else { return nil }
        var unit: UInt32 = 0
        for index in position + 2..<position + 6 {
            guard let digit = bytes[index].hexadecimal else { return nil }
            unit = unit << 4 | UInt32(digit)
        }
        position += 6
        return unit
    }
}

/// Says where bytes stop being UTF-8.
enum UTF8Strictness {
    /// Offset of the first byte that is no part of strict UTF-8; the count when all are.
    static func firstFault(in bytes: Span<UInt8>) -> Int {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes)
            return bytes.count
        } catch {
            return error.byteOffsets.lowerBound
        }
    }
}
