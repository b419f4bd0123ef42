import Values

/// What a start tag says.
struct XMLTag {
    var name: String
    var attributes: [(name: String, value: String)]
    var isEmpty: Bool
}

extension XMLReader {
    /// An element and all in it; `position` is at its `<`.
    mutating func element(_ bytes: Span<UInt8>, depth: Int) throws(XMLFault) -> (String, Value) {
        let start = position
        guard depth <= limits.depthMost else {
            throw fault("The document is nested deeper than depthMost \(limits.depthMost).", .formatLimit)
        }
        let mark = namespaces.mark
        let tag = try startTag(bytes)
        var content = XMLContent(tag.attributes)
        if !tag.isEmpty {
            try self.content(bytes, depth: depth, into: &content)
            try endTag(bytes, of: tag.name, openedAt: start)
        }
        namespaces.close(to: mark)
        return (tag.name, content.finish())
    }

    /// A start tag, or one of an empty element; its namespaces stay open.
    mutating func startTag(_ bytes: Span<UInt8>) throws(XMLFault) -> XMLTag {
        let start = position
        position += 1
        let name = try name(bytes)
        let attributes = try attributes(bytes, of: name)
        if namespaces.isOn, !attributes.isEmpty || name.utf8.contains(0x3A),
            let wrong = namespaces.open(name, attributes)
        {
            throw XMLFault(position: start, message: wrong)
        }
        let isEmpty = isAt("/>", bytes)
        if isEmpty { position += 2 } else { try expect(">", bytes) }
        return XMLTag(name: name, attributes: attributes, isEmpty: isEmpty)
    }

    mutating func endTag(_ bytes: Span<UInt8>, of name: String, openedAt start: Int) throws(XMLFault) {
        guard position < bytes.count else {
            throw XMLFault(position: start, message: "The element that opens here is never closed.", isAtEnd: true)
        }
        try expect("</", bytes)
        let first = position
        try skipName(bytes)
        let wanted = name.utf8.span
        var matches = position - first == wanted.count
        for offset in wanted.indices where matches { matches = bytes[first + offset] == wanted[offset] }
        guard matches else {
            throw XMLFault(
                position: first, message: "This end tag does not match the element that is open.",
                isAtEnd: position == bytes.count)
        }
        skipSpace(bytes)
        try expect(">", bytes)
    }

    /// Text, references, elements and the rest, up to an end tag or the end of the bytes.
    mutating func content(_ bytes: Span<UInt8>, depth: Int, into content: inout XMLContent) throws(XMLFault) {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "<"):
                guard position + 1 < bytes.count else { throw end("The document ends in a tag.") }
                switch bytes[position + 1] {
                case UInt8(ascii: "/"): return
                case UInt8(ascii: "!"): try commentOrSection(bytes, into: &content)
                case UInt8(ascii: "?"): try processingInstruction(bytes)
                default:
                    let (name, value) = try element(bytes, depth: depth + 1)
                    content.append(name, value)
                }
            case UInt8(ascii: "&"): try reference(bytes, depth: depth, into: &content)
            default: try characters(bytes, into: &content)
            }
        }
    }

    private mutating func commentOrSection(_ bytes: Span<UInt8>, into content: inout XMLContent) throws(XMLFault) {
        if isAt("<!--", bytes) { return try comment(bytes) }
        try expect("<![CDATA[", bytes, "A comment or a CDATA section should be here.")
        var start = position
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "]"), isAt("]]>", bytes) {
                content.append(text: text(bytes, start..<position))
                position += 3
                return
            }
            if bytes[position] == .carriageReturn {
                content.append(text: text(bytes, start..<position))
                lineEnd(bytes, into: &content)
                start = position
            } else {
                try checkAllowed(bytes, at: position)
                position += 1
            }
        }
        throw end("The CDATA section is not closed.")
    }

    /// A run of text without markup.
    private mutating func characters(_ bytes: Span<UInt8>, into content: inout XMLContent) throws(XMLFault) {
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&") || byte == .carriageReturn { break }
            if byte < 0x20 || byte == 0xEF { try checkAllowed(bytes, at: position) }
            if byte == UInt8(ascii: "]"), isAt("]]>", bytes) {
                throw fault("']]>' may not stand in text; write ']]&gt;'.")
            }
            position += 1
        }
        if position > start { content.append(text: text(bytes, start..<position)) }
        if position < bytes.count, bytes[position] == .carriageReturn { lineEnd(bytes, into: &content) }
    }

    /// CR and CR LF mean LF (section 2.11). In an entity's replacement text a CR came from a reference and is kept.
    private mutating func lineEnd(_ bytes: Span<UInt8>, into content: inout XMLContent) {
        position += 1
        guard openEntities.isEmpty else { return content.append(text: "\r") }
        if position < bytes.count, bytes[position] == .lineFeed { position += 1 }
        content.append(text: "\n")
    }

    // MARK: - References

    private mutating func reference(_ bytes: Span<UInt8>, depth: Int, into content: inout XMLContent) throws(XMLFault) {
        let start = position
        if let scalar = try characterReference(bytes) { return content.append(text: String(scalar)) }
        let name = try entityName(bytes)
        if let plain = Self.predefined(name) { return content.append(text: plain) }
        switch try declared(name, at: start) {
        case nil: content.appendEntity(name)
        case .external: content.appendEntity(name)
        case .unparsed: throw XMLFault(position: start, message: "An unparsed entity cannot be referred to here.")
        case .internal(let replacement):
            let after = position
            try open(name, size: replacement.count, at: start)
            position = 0
            do {
                try self.content(replacement.span, depth: depth, into: &content)
            } catch {
                throw XMLFault(
                    position: start, code: error.code, message: "In the entity referred to: \(error.message)")
            }
            guard position == replacement.count else {
                throw XMLFault(position: start, message: "The entity closes an element that it does not open.")
            }
            openEntities.removeLast()
            position = after
        }
    }

    /// `&#10;` or `&#xA;`; nil, without moving, when it is no character reference.
    mutating func characterReference(_ bytes: Span<UInt8>) throws(XMLFault) -> Unicode.Scalar? {
        guard isAt("&#", bytes) else { return nil }
        let start = position
        position += 2
        let isHexadecimal = position < bytes.count && bytes[position] == UInt8(ascii: "x")
        if isHexadecimal { position += 1 }
        let first = position
        var number: UInt32 = 0
        while position < bytes.count, let digit = bytes[position].hexadecimal, isHexadecimal || digit < 10 {
            number = min(number * (isHexadecimal ? 16 : 10) + UInt32(digit), 0x110000)
            position += 1
        }
        let hasDigits = position > first
        try expect(";", bytes, "A character reference ends with ';'.")
        guard hasDigits, XMLCharacters.isAllowed(number), let scalar = Unicode.Scalar(number) else {
            throw XMLFault(position: start, message: "There is no such character in XML.")
        }
        return scalar
    }

    /// The name in `&name;`.
    mutating func entityName(_ bytes: Span<UInt8>) throws(XMLFault) -> String {
        position += 1
        let name = try name(bytes)
        try expect(";", bytes, "A reference ends with ';'; write '&amp;' for '&'.")
        return name
    }

    static func predefined(_ name: String) -> String? {
        switch name {
        case "lt": "<"
        case "gt": ">"
        case "amp": "&"
        case "apos": "'"
        case "quot": "\""
        default: nil
        }
    }

    /// The entity of that name; nil when it may be declared where this reader does not look.
    func declared(_ name: String, at start: Int) throws(XMLFault) -> XMLEntity? {
        if let entity = documentType.entities[name] {
            let isHidden =
                documentType.isStandalone && documentType.declaredWithin.contains(name)
                && !openEntities.contains { $0.hasPrefix("%") }
            if !isHidden { return entity }
        }
        guard documentType.mayDeclareElsewhere else {
            throw XMLFault(position: start, message: "The entity referred to is not declared.")
        }
        return nil
    }

    /// Enters an entity, unless it is open already or too much has been expanded.
    mutating func open(_ name: String, size: Int, at start: Int) throws(XMLFault) {
        guard !openEntities.contains(name) else {
            throw XMLFault(position: start, message: "The entity refers to itself.")
        }
        guard openEntities.count < limits.entityDepthMost else {
            throw XMLFault(
                position: start, code: .formatLimit,
                message: "Entities are nested deeper than entityDepthMost \(limits.entityDepthMost).")
        }
        try expand(by: size, at: start)
        openEntities.append(name)
    }

    mutating func expand(by size: Int, at start: Int) throws(XMLFault) {
        // An empty entity costs time too.
        expansion += size + 8
        guard expansion <= limits.expansionMost else {
            throw XMLFault(
                position: start, code: .formatLimit,
                message: "Entities and defaults add more than expansionMost \(limits.expansionMost) bytes.")
        }
    }
}
