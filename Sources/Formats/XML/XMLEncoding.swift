import Values

/// Finds a document's encoding (XML 1.0 section 4.3.3 and appendix F) and makes it UTF-8.
enum XMLEncoding {
    /// The document in UTF-8, without byte order mark, checked to be strict UTF-8.
    static func utf8(_ bytes: [UInt8]) throws -> [UInt8] {
        if bytes.starts(with: [0xFE, 0xFF]) { return try utf16(bytes, high: 0) }
        if bytes.starts(with: [0xFF, 0xFE]) { return try utf16(bytes, high: 1) }
        if bytes.starts(with: [0x00, 0x3C, 0x00, 0x3F]) || bytes.starts(with: [0x3C, 0x00, 0x3F, 0x00]) {
            throw JunctionError(
                .malformed, "A document in UTF-16 must begin with a byte order mark.", place: Place(line: 1, column: 1))
        }
        let marked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let text = marked ? Array(bytes.dropFirst(3)) : bytes
        let name = declaredName(text) ?? "utf-8"
        guard let charset = Charset(named: name), !marked || charset == .utf8 else {
            throw JunctionError(
                .malformed, "The XML declaration names an encoding that is not read here, or not the one in use.",
                place: Place(line: 1, column: 1))
        }
        return try utf8(text, from: charset)
    }

    private static func utf8(_ text: [UInt8], from charset: Charset) throws -> [UInt8] {
        if charset == .utf8 {
            let fault = UTF8Strictness.firstFault(in: text.span)
            guard fault < text.count else { return text }
            throw JunctionError(
                .malformed, "The bytes here are not valid UTF-8.", place: Place(at: fault, in: text.span))
        }
        guard let decoded = charset.text(text.span) else {
            throw JunctionError(
                .malformed, "The document has bytes that its encoding has not.", place: Place(line: 1, column: 1))
        }
        return Array(decoded.utf8)
    }

    /// The encoding in the XML declaration, which is in ASCII in every encoding read here but UTF-16.
    private static func declaredName(_ bytes: [UInt8]) -> String? {
        guard bytes.starts(with: Array("<?xml".utf8)), let end = bytes.firstIndex(of: UInt8(ascii: ">")) else {
            return nil
        }
        let declaration = String(decoding: bytes[..<end], as: UTF8.self)
        let match = declaration.firstMatch(of: /\sencoding\s*=\s*["']([^"']*)["']/)
        return match.map { String($0.1) }
    }

    /// `high` is the place of the high byte in each unit.
    private static func utf16(_ bytes: [UInt8], high: Int) throws -> [UInt8] {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for index in stride(from: 2, to: bytes.count - 1, by: 2) {
            units.append(UInt16(bytes[index + high]) << 8 | UInt16(bytes[index + 1 - high]))
        }
        var output: [UInt8] = []
        output.reserveCapacity(units.count)
        let ended = transcode(units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true) {
            output.append($0)
        }
        let name = declaredName(output)?.lowercased() ?? "utf-16"
        guard !ended, bytes.count % 2 == 0, name.hasPrefix("utf-16") || name.hasPrefix("iso-10646-ucs-2") else {
            throw JunctionError(
                .malformed, "The document begins like UTF-16 but is not valid UTF-16.",
                place: Place(at: output.count, in: output.span))
        }
        return output
    }
}
