import Values

/// Finds a document's encoding (XML 1.0 section 4.3.3 and appendix F) and makes it UTF-8, while it arrives.
///
/// UTF-8, UTF-16 with a byte order mark, and every encoding named by the XML declaration that the C library knows and in which
/// the declaration is ASCII. What is declared and what the bytes are must agree.
struct XMLEncoding {
    private var decoder: TextDecoder?
    /// The bytes held until the encoding is known.
    private var head: [UInt8] = []
    /// An XML declaration is looked for in so many bytes.
    private static let headMost = 4096

    /// The whole document in UTF-8, without byte order mark.
    static func utf8(_ bytes: [UInt8]) throws -> [UInt8] {
        var encoding = XMLEncoding()
        return try encoding.decode(bytes, isLast: true)
    }

    /// What is known of the document once these bytes are there. Places in errors count from the start of what is returned.
    mutating func decode(_ bytes: [UInt8], isLast: Bool) throws -> [UInt8] {
        var bytes = bytes
        if decoder == nil {
            head += bytes
            guard isLast || head.count >= Self.headMost || head.contains(UInt8(ascii: ">")) else { return [] }
            bytes = try begin()
            head = []
        }
        do {
            return try decoder?.decode(bytes, isLast: isLast) ?? []
        } catch {
            throw JunctionError(
                .malformed, "The bytes here are not of the document's encoding.",
                place: Place(at: error.before.count, in: error.before.span))
        }
    }

    /// Chooses the decoder; returns what it is to decode first.
    private mutating func begin() throws -> [UInt8] {
        if head.starts(with: [0xFE, 0xFF]) { return try begin("UTF-16BE", unit: 2, high: 0, skipping: 2) }
        if head.starts(with: [0xFF, 0xFE]) { return try begin("UTF-16LE", unit: 2, high: 1, skipping: 2) }
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return try begin("UTF-8", unit: 1, high: 0, skipping: 3) }
        if head.starts(with: [0x00, 0x3C, 0x00, 0x3F]) || head.starts(with: [0x3C, 0x00, 0x3F, 0x00]) {
            throw wrong("A document in UTF-16 must begin with a byte order mark.")
        }
        let name = Self.declaredName(head) ?? "UTF-8"
        // Some encodings that iconv knows are no superset of ASCII: the declaration then reads otherwise.
        var trial = TextDecoder(charset: name)
        let start = Array("<?xml".utf8)
        if head.starts(with: start), (try? trial?.decode(start, isLast: false)) != start { trial = nil }
        guard let decoder = trial.flatMap({ _ in TextDecoder(charset: name) }) else {
            throw wrong("The XML declaration names an encoding that is not read here, or not the one in use.")
        }
        self.decoder = decoder
        return head
    }

    private mutating func begin(_ charset: String, unit: Int, high: Int, skipping mark: Int) throws -> [UInt8] {
        decoder = TextDecoder(charset: charset)
        let text = Array(head.dropFirst(mark))
        let ascii = unit == 1 ? text : stride(from: 1 - high, to: text.count, by: 2).map { text[$0] }
        let name = (Self.declaredName(ascii) ?? charset).uppercased()
        let fits = unit == 1 ? name == "UTF-8" : name == "UTF-16" || name == charset || name == "ISO-10646-UCS-2"
        guard fits, decoder != nil else {
            throw wrong("The XML declaration names another encoding than the byte order mark.")
        }
        return text
    }

    private func wrong(_ message: String) -> JunctionError {
        JunctionError(.malformed, message, place: Place(line: 1, column: 1))
    }

    /// The encoding in the XML declaration, which is in ASCII in every encoding read here but UTF-16.
    private static func declaredName(_ bytes: [UInt8]) -> String? {
        guard bytes.starts(with: Array("<?xml".utf8)), let end = bytes.firstIndex(of: UInt8(ascii: ">")) else {
            return nil
        }
        let key = Array("encoding".utf8)
        for start in 5..<max(5, end - key.count) where bytes[start..<start + key.count].elementsEqual(key) {
            guard XMLCharacters.isSpace(bytes[start - 1]) else { continue }
            let rest = bytes[(start + key.count)..<end].drop(while: XMLCharacters.isSpace)
            guard rest.first == UInt8(ascii: "=") else { continue }
            let value = rest.dropFirst().drop(while: XMLCharacters.isSpace)
            guard let quote = value.first, quote == .quote || quote == UInt8(ascii: "'") else { continue }
            return String(decoding: value.dropFirst().prefix { $0 != quote }, as: UTF8.self)
        }
        return nil
    }
}
