/// Takes an expression apart (CloudEvents SQL 1.0, sections 2.2 to 2.4).
struct CESQLTokenizer {
    private let bytes: [UInt8]
    private var position = 0

    private init(_ source: String) { bytes = Array(source.utf8) }

    /// All tokens, the last of them `.end`.
    static func tokens(of source: String) throws(CESQLError) -> [CESQLToken] {
        var tokenizer = CESQLTokenizer(source)
        var tokens: [CESQLToken] = []
        while true {
            let token = try tokenizer.next()
            tokens.append(token)
            if token.kind == .end { return tokens }
        }
    }

    private mutating func next() throws(CESQLError) -> CESQLToken {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
        let start = position
        guard start < bytes.count else { return CESQLToken(kind: .end, range: start..<start) }
        let kind: CESQLToken.Kind
        switch bytes[start] {
        case UInt8(ascii: "'"), UInt8(ascii: "\""): kind = .string(try string())
        case let byte where byte.isWordByte: kind = word()
        default: kind = .symbol(try symbol())
        }
        return CESQLToken(kind: kind, range: start..<position)
    }

    private mutating func word() -> CESQLToken.Kind {
        let start = position
        while position < bytes.count, bytes[position].isWordByte { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        return bytes[start..<position].allSatisfy(\.isDigit) ? .digits(text) : .word(text)
    }

    /// A backslash takes the special meaning from the quote that ends the string, and stands for itself before anything
    /// else: `LIKE` has a use for it.
    private mutating func string() throws(CESQLError) -> String {
        let start = position
        let quote = bytes[start]
        var content: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == quote { return String(decoding: content, as: UTF8.self) }
            guard byte == UInt8(ascii: "\\"), position < bytes.count else {
                content.append(byte)
                continue
            }
            if bytes[position] != quote { content.append(byte) }
            content.append(bytes[position])
            position += 1
        }
        throw CESQLError(.parse, "the string is not closed", column: column(of: start))
    }

    private mutating func symbol() throws(CESQLError) -> CESQLSymbol {
        for length in [2, 1] where position + length <= bytes.count {
            let text = String(decoding: bytes[position..<position + length], as: UTF8.self)
            guard let symbol = CESQLSymbol(rawValue: text) else { continue }
            position += length
            return symbol
        }
        throw CESQLError(.parse, "this character has no meaning here", column: column(of: position))
    }

    /// Characters before a byte, and one.
    private func column(of offset: Int) -> Int { Self.column(of: offset, in: bytes) }

    static func column(of offset: Int, in bytes: some Collection<UInt8>) -> Int {
        bytes.prefix(offset).count { $0 & 0xC0 != 0x80 } + 1
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
    fileprivate var isWordByte: Bool {
        isDigit || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) || self == UInt8(ascii: "_")
    }
}
