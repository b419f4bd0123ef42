import Values

/// The escape sequences of HL7 v2.9 chapter 2, section 2.7.
struct HL7Escapes {
    let separators: HL7Separators
    let escape: UInt8
    let charset: Charset

    /// The text with its escapes resolved; those not understood stay as written.
    func resolve(_ bytes: Span<UInt8>) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            guard bytes[index] == escape, let close = close(bytes, after: index) else {
                output.append(bytes[index])
                index += 1
                continue
            }
            let body = bytes.extracting(index + 1..<close)
            if let plain = plain(body) {
                output += plain
            } else {
                output.append(bytes.extracting(index...close))
            }
            index = close + 1
        }
        return charset.text(output.span) ?? String(decoding: output, as: UTF8.self)
    }

    /// Where the escape that opens at `start` closes, if what lies between looks like one.
    private func close(_ bytes: Span<UInt8>, after start: Int) -> Int? {
        var index = start + 1
        while index < bytes.count {
            if bytes[index] == escape { return index > start + 1 ? index : nil }
            guard bytes[index] > .space, bytes[index] < 0x80 else { return nil }
            index += 1
        }
        return nil
    }

    /// What an escape with this body stands for; nil when it is kept.
    private func plain(_ body: Span<UInt8>) -> [UInt8]? {
        switch body[0] {
        case UInt8(ascii: "F") where body.count == 1: [separators.field]
        case UInt8(ascii: "S") where body.count == 1: [separators.component]
        case UInt8(ascii: "T") where body.count == 1: separators.subcomponent.map { [$0] }
        case UInt8(ascii: "R") where body.count == 1: separators.repetition.map { [$0] }
        case UInt8(ascii: "E") where body.count == 1: [escape]
        case UInt8(ascii: "P") where body.count == 1: separators.truncation.map { [$0] }
        case UInt8(ascii: "X"): hexadecimal(body.extracting(1..<body.count))
        case UInt8(ascii: ".") where body.count == 3 && body[1] == UInt8(ascii: "b") && body[2] == UInt8(ascii: "r"):
            [.lineFeed]
        default: nil
        }
    }

    /// Nil unless the digits are whole bytes that are text in the message's character set.
    private func hexadecimal(_ digits: Span<UInt8>) -> [UInt8]? {
        guard digits.count >= 2, digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        for index in 0..<digits.count / 2 {
            guard let high = digits[index * 2].hexadecimal, let low = digits[index * 2 + 1].hexadecimal else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return charset.text(bytes.span) == nil ? nil : bytes
    }

    // MARK: - Writing

    /// Appends text of the message's character set, escaping what would divide it or break its frame.
    func write(_ text: Span<UInt8>, to output: inout [UInt8]) {
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte == escape, let close = close(text, after: index), Self.isKept(text.extracting(index + 1..<close)) {
                output.append(text.extracting(index...close))
                index = close + 1
                continue
            }
            index += 1
            if byte == separators.truncation, index < text.count {
                append("P", &output)
            } else {
                // At the end, the truncation character says that the value was cut short: it stands for itself.
                write(byte, to: &output)
            }
        }
    }

    private func write(_ byte: UInt8, to output: inout [UInt8]) {
        switch byte {
        case separators.field: append("F", &output)
        case separators.component: append("S", &output)
        case escape: append("E", &output)
        case .lineFeed: append(".br", &output)
        case 0..<0x20 where byte != .tab:
            append((byte < 0x10 ? "X0" : "X") + String(byte, radix: 16, uppercase: true), &output)
        default:
            if byte == separators.repetition {
                append("R", &output)
            } else if byte == separators.subcomponent {
                append("T", &output)
            } else {
                output.append(byte)
            }
        }
    }

    private func append(_ body: String, _ output: inout [UInt8]) {
        output.append(escape)
        output.append(contentsOf: body.utf8)
        output.append(escape)
    }

    /// Whether `resolve` would have left an escape with this body alone: highlighting (`H`, `N`), formatting (`.sp3`),
    /// character set switches (`C2842`, `M2842AA`) and local ones (`Z…`).
    private static func isKept(_ body: Span<UInt8>) -> Bool {
        let first = body[0]
        var rest = true
        for index in 1..<max(1, body.count) {
            let byte = body[index]
            rest =
                rest && (byte.isDigit || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == 0x2B || byte == 0x2D)
        }
        guard rest else { return false }
        switch first {
        case UInt8(ascii: "H"), UInt8(ascii: "N"): return body.count == 1
        case UInt8(ascii: "."): return body.count >= 3 && !(body.count == 3 && body[1] == 0x62 && body[2] == 0x72)
        case UInt8(ascii: "C"): return body.count == 5
        case UInt8(ascii: "M"): return body.count == 5 || body.count == 7
        case UInt8(ascii: "Z"): return body.count >= 2
        default: return false
        }
    }
}
