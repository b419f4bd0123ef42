import Values

/// Reads an XML document from UTF-8 that was found to be valid. The bytes are handed to each call: an entity's replacement text
/// is read by the same functions as the document.
struct XMLReader {
    let limits: XMLLimits
    var namespaces: XMLNamespaces
    var position = 0
    var documentType = XMLDocumentType()
    /// The entities being expanded, outermost first.
    var openEntities: [String] = []
    /// Bytes that entities and attribute defaults have added.
    var expansion = 0

    init(limits: XMLLimits, checksNamespaces: Bool) {
        self.limits = limits
        namespaces = XMLNamespaces(isOn: checksNamespaces)
    }

    /// The root element's name and value.
    mutating func document(_ bytes: Span<UInt8>) throws(XMLFault) -> (String, Value) {
        try prolog(bytes)
        let root = try element(bytes, depth: 1)
        try miscellaneous(bytes, allowsDocumentType: false)
        guard position == bytes.count else {
            throw fault("After the root element only comments and white space may follow.")
        }
        return root
    }

    /// All before the root element, at whose `<` it stops.
    mutating func prolog(_ bytes: Span<UInt8>) throws(XMLFault) {
        if isAt("<?xml", bytes), position + 5 < bytes.count, XMLCharacters.isSpace(bytes[position + 5]) {
            try declaration(bytes)
        }
        try miscellaneous(bytes, allowsDocumentType: true)
        guard position < bytes.count else { throw end("The document has no root element.") }
        guard bytes[position] == UInt8(ascii: "<") else { throw fault("The root element should begin here.") }
    }

    /// Comments, processing instructions and white space, and once the document type.
    mutating func miscellaneous(_ bytes: Span<UInt8>, allowsDocumentType: Bool) throws(XMLFault) {
        var allowsDocumentType = allowsDocumentType
        while true {
            skipSpace(bytes)
            if isAt("<!--", bytes) {
                try comment(bytes)
            } else if isAt("<?", bytes) {
                try processingInstruction(bytes)
            } else if allowsDocumentType, isAt("<!DOCTYPE", bytes) {
                allowsDocumentType = false
                try doctype(bytes)
            } else {
                return
            }
        }
    }

    /// `<?xml version="1.0" encoding="…" standalone="…"?>`; the encoding was looked at before.
    private mutating func declaration(_ bytes: Span<UInt8>) throws(XMLFault) {
        position += 5
        let version = try pseudoAttribute("version", bytes)
        guard let version, version.hasPrefix("1."), version.utf8.count > 2,
            version.utf8.dropFirst(2).allSatisfy(\.isDigit)
        else {
            throw fault("The XML declaration begins with a version 1.x.")
        }
        if let encoding = try pseudoAttribute("encoding", bytes) {
            guard Self.isEncodingName(encoding) else { throw fault("This is no name of an encoding.") }
        }
        if let standalone = try pseudoAttribute("standalone", bytes) {
            guard standalone == "yes" || standalone == "no" else { throw fault("standalone is 'yes' or 'no'.") }
            documentType.isStandalone = standalone == "yes"
        }
        skipSpace(bytes)
        try expect("?>", bytes)
    }

    /// EncName.
    private static func isEncodingName(_ name: String) -> Bool {
        func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
        guard let first = name.utf8.first, isLetter(first) else { return false }
        return name.utf8.allSatisfy { isLetter($0) || $0.isDigit || $0 == 0x2E || $0 == 0x5F || $0 == 0x2D }
    }

    private mutating func pseudoAttribute(_ name: StaticString, _ bytes: Span<UInt8>) throws(XMLFault) -> String? {
        let start = position
        skipSpace(bytes)
        guard position > start, isAt(name, bytes) else {
            position = start
            return nil
        }
        position += name.utf8CodeUnitCount
        try equals(bytes)
        return text(bytes, try literal(bytes))
    }

    // MARK: - Pieces used everywhere

    mutating func equals(_ bytes: Span<UInt8>) throws(XMLFault) {
        skipSpace(bytes)
        try expect("=", bytes)
        skipSpace(bytes)
    }

    /// The range between two like quotes, which `position` moves past.
    mutating func literal(_ bytes: Span<UInt8>) throws(XMLFault) -> Range<Int> {
        guard position < bytes.count else { throw end("The document ends where a value in quotes should be.") }
        let quote = bytes[position]
        guard quote == .quote || quote == UInt8(ascii: "'") else { throw fault("A value in quotes should be here.") }
        let start = position + 1
        var index = start
        while index < bytes.count, bytes[index] != quote {
            try checkAllowed(bytes, at: index)
            index += 1
        }
        guard index < bytes.count else { throw end("The value in quotes is not closed.") }
        position = index + 1
        return start..<index
    }

    /// `<!-- … -->`; two hyphens within are an error.
    mutating func comment(_ bytes: Span<UInt8>) throws(XMLFault) {
        position += 4
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "-"), isAt("--", bytes) {
                position += 2
                guard position < bytes.count else { break }
                return try expect(">", bytes, "Two hyphens may not stand in a comment.")
            }
            try checkAllowed(bytes, at: position)
            position += 1
        }
        throw end("The comment is not closed.")
    }

    mutating func processingInstruction(_ bytes: Span<UInt8>) throws(XMLFault) {
        let start = position
        position += 2
        let target = try name(bytes)
        guard target.lowercased() != "xml" else {
            throw XMLFault(position: start, message: "An XML declaration stands only at the start of the document.")
        }
        guard !namespaces.isOn || !target.utf8.contains(0x3A) else {
            throw fault("A processing instruction's target has no colon.")
        }
        if isAt("?>", bytes) {
            position += 2
            return
        }
        guard skipSpace(bytes) else { throw position < bytes.count ? fault("A space should be here.") : end("") }
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "?"), isAt("?>", bytes) {
                position += 2
                return
            }
            try checkAllowed(bytes, at: position)
            position += 1
        }
        throw end("The processing instruction is not closed.")
    }

    /// Throws unless the byte is, or belongs to, a character that XML allows.
    @inline(__always)
    func checkAllowed(_ bytes: Span<UInt8>, at index: Int) throws(XMLFault) {
        let byte = bytes[index]
        if byte >= 0x20, byte != 0xEF { return }
        try checkRareAllowed(bytes, at: index)
    }

    private func checkRareAllowed(_ bytes: Span<UInt8>, at index: Int) throws(XMLFault) {
        let (scalar, _) = XMLCharacters.scalar(bytes, at: index)
        guard XMLCharacters.isAllowed(scalar) else {
            throw XMLFault(position: index, message: "This character may not stand in XML.")
        }
    }

    @discardableResult @inline(__always)
    mutating func skipSpace(_ bytes: Span<UInt8>) -> Bool {
        let start = position
        while position < bytes.count, XMLCharacters.isSpace(bytes[position]) { position += 1 }
        return position > start
    }

    @inline(__always)
    func isAt(_ wanted: StaticString, _ bytes: Span<UInt8>) -> Bool {
        let count = wanted.utf8CodeUnitCount
        guard position + count <= bytes.count else { return false }
        for index in 0..<count {
            guard unsafe bytes[position + index] == wanted.utf8Start[index] else { return false }
        }
        return true
    }

    mutating func expect(_ wanted: StaticString, _ bytes: Span<UInt8>, _ message: String? = nil) throws(XMLFault) {
        guard isAt(wanted, bytes) else {
            let message = message ?? "'\(wanted)' should be here."
            throw position + wanted.utf8CodeUnitCount > bytes.count ? end(message) : fault(message)
        }
        position += wanted.utf8CodeUnitCount
    }

    mutating func requireSpace(_ bytes: Span<UInt8>) throws(XMLFault) {
        guard skipSpace(bytes) else {
            throw position < bytes.count ? fault("A space should be here.") : end("A space should be here.")
        }
    }

    /// A name (section 2.3).
    mutating func name(_ bytes: Span<UInt8>) throws(XMLFault) -> String {
        let start = position
        try skipName(bytes)
        return text(bytes, start..<position)
    }

    @inline(__always)
    mutating func skipName(_ bytes: Span<UInt8>) throws(XMLFault) {
        guard position < bytes.count else { throw end("The document ends where a name should be.") }
        let first = bytes[position]
        if first < 0x80 {
            guard XMLCharacters.isNameStartByte(first) else { throw fault("A name should be here.") }
            position += 1
        } else {
            let (scalar, length) = XMLCharacters.scalar(bytes, at: position)
            guard XMLCharacters.isNameStart(scalar) else { throw fault("A name should be here.") }
            position += length
        }
        skipNameCharacters(bytes)
    }

    /// The rest of a name, or all of a name token.
    mutating func skipNameCharacters(_ bytes: Span<UInt8>) {
        while position < bytes.count {
            let byte = bytes[position]
            if byte < 0x80 {
                guard XMLCharacters.isNameByte(byte) else { return }
                position += 1
            } else {
                let (scalar, length) = XMLCharacters.scalar(bytes, at: position)
                guard XMLCharacters.isName(scalar) else { return }
                position += length
            }
        }
    }

    /// Text of bytes found to be valid UTF-8 before.
    @inline(__always)
    func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        unsafe String(copying: UTF8Span(unchecked: bytes.extracting(range)))
    }

    func fault(_ message: String, _ code: ErrorCode = .malformed) -> XMLFault {
        XMLFault(position: position, code: code, message: message)
    }

    func end(_ message: String) -> XMLFault { XMLFault(position: position, message: message, isAtEnd: true) }
}
