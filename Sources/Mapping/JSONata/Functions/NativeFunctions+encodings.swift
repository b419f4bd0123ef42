import Values

extension NativeFunctions {
    static let encodings: [NativeFunction] = [
        string("base64encode") { text, _ in
            // One byte for each code unit, as the reference has it: meant for texts of Latin-1.
            .string(Base64.encode(text.utf16.map { UInt8(truncatingIfNeeded: $0) }))
        },
        string("base64decode") { text, _ in
            var scalars = String.UnicodeScalarView()
            for byte in Base64.decode(text) { scalars.append(Unicode.Scalar(byte)) }
            return .string(String(scalars))
        },
        string("encodeUrlComponent") { text, _ in .string(try PercentEncoding.encode(text, keeping: "")) },
        string("encodeUrl") { text, _ in .string(try PercentEncoding.encode(text, keeping: ";/?:@&=+$,#")) },
        string("decodeUrlComponent") { text, _ in .string(try PercentEncoding.decode(text, keeping: "")) },
        string("decodeUrl") { text, _ in .string(try PercentEncoding.decode(text, keeping: ";/?:@&=+$,#")) },
    ]
}

/// Percent-encoding as ECMA-262 section 19.2.6 has it.
enum PercentEncoding {
    private static let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()".utf8)

    /// Text with a replacement character was damaged before it came here, and must not become part of an address.
    static func encode(_ text: String, keeping reserved: String) throws -> String {
        let kept = plain.union(reserved.utf8)
        guard !text.unicodeScalars.contains("\u{FFFD}") else { throw JSONataError("D3140") }
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if kept.contains(byte) {
                bytes.append(byte)
            } else {
                bytes += "%\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))".utf8
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func decode(_ text: String, keeping reserved: String) throws -> String {
        let kept = Set(reserved.utf8)
        let source = Array(text.utf8)
        var bytes: [UInt8] = []
        var index = 0
        while index < source.count {
            guard source[index] == UInt8(ascii: "%") else {
                bytes.append(source[index])
                index += 1
                continue
            }
            guard index + 2 < source.count, let high = digit(source[index + 1]), let low = digit(source[index + 2])
            else {
                throw JSONataError("D3140")
            }
            let byte = high << 4 | low
            if kept.contains(byte) { bytes += source[index...index + 2] } else { bytes.append(byte) }
            index += 3
        }
        guard let result = String(validating: bytes, as: UTF8.self) else { throw JSONataError("D3140") }
        return result
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 48
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 87
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 55
        default: nil
        }
    }
}
