import Values

extension XMLReader {
    /// `<!DOCTYPE name … [internal subset]>` (section 2.8). The external subset is not read.
    mutating func doctype(_ bytes: Span<UInt8>) throws(XMLFault) {
        position += 9
        try requireSpace(bytes)
        _ = try qualifiedName(bytes)
        let spaced = skipSpace(bytes)
        if isAt("SYSTEM", bytes) || isAt("PUBLIC", bytes) {
            guard spaced else { throw fault("A space should be here.") }
            try externalIdentifier(bytes)
            documentType.hasUnread = true
            skipSpace(bytes)
        }
        if isAt("[", bytes) {
            position += 1
            try subset(bytes, isEntity: false)
            try expect("]", bytes)
            skipSpace(bytes)
        }
        try expect(">", bytes)
    }

    /// Declarations up to the `]`, or to the end of the bytes in a parameter entity.
    private mutating func subset(_ bytes: Span<UInt8>, isEntity: Bool) throws(XMLFault) {
        while true {
            skipSpace(bytes)
            guard position < bytes.count else {
                if isEntity { return }
                throw end("The document type is not closed.")
            }
            switch bytes[position] {
            case UInt8(ascii: "]") where !isEntity: return
            case UInt8(ascii: "%"): try parameterReference(bytes)
            case UInt8(ascii: "<"): try markupDeclaration(bytes)
            default: throw fault("A declaration should be here.")
            }
        }
    }

    private mutating func markupDeclaration(_ bytes: Span<UInt8>) throws(XMLFault) {
        if isAt("<!--", bytes) { return try comment(bytes) }
        if isAt("<?", bytes) { return try processingInstruction(bytes) }
        if isAt("<!ENTITY", bytes) { return try entityDeclaration(bytes) }
        if isAt("<!ELEMENT", bytes) { return try elementDeclaration(bytes) }
        if isAt("<!ATTLIST", bytes) { return try attributeListDeclaration(bytes) }
        if isAt("<!NOTATION", bytes) { return try notationDeclaration(bytes) }
        throw bytes.count - position < 10
            ? end("The document type is not closed.") : fault("There is no such declaration.")
    }

    /// `%name;` between declarations: an internal one is read in place, another is passed over.
    private mutating func parameterReference(_ bytes: Span<UInt8>) throws(XMLFault) {
        let start = position
        position += 1
        let name = try name(bytes)
        try expect(";", bytes)
        documentType.hasUnread = true
        guard let entity = documentType.parameterEntities[name] else {
            // That it is declared is a matter of validity (section 4.1), but where nothing may be declared elsewhere.
            guard !documentType.isStandalone else {
                throw XMLFault(position: start, message: "The parameter entity referred to is not declared.")
            }
            documentType.hasPassedOver = true
            return
        }
        guard case .internal(let replacement) = entity else {
            documentType.hasPassedOver = true
            return
        }
        let after = position
        try open("%" + name, size: replacement.count, at: start)
        position = 0
        do {
            try subset(replacement.span, isEntity: true)
        } catch {
            throw XMLFault(position: start, code: error.code, message: "In the entity referred to: \(error.message)")
        }
        openEntities.removeLast()
        position = after
    }

    /// `SYSTEM "…"` or `PUBLIC "…" "…"`. `allowsPublicAlone`: a notation needs no system identifier.
    private mutating func externalIdentifier(_ bytes: Span<UInt8>, allowsPublicAlone: Bool = false) throws(XMLFault) {
        let isPublic = isAt("PUBLIC", bytes)
        guard isPublic || isAt("SYSTEM", bytes) else { throw fault("'SYSTEM' or 'PUBLIC' should be here.") }
        position += 6
        try requireSpace(bytes)
        if isPublic {
            let literal = try literal(bytes)
            for index in literal where !Self.isPublicIdentifier(bytes[index]) {
                throw XMLFault(position: index, message: "This character may not stand in a public identifier.")
            }
            let after = position
            let spaced = skipSpace(bytes)
            let follows = position < bytes.count && (bytes[position] == .quote || bytes[position] == UInt8(ascii: "'"))
            if allowsPublicAlone, !follows {
                position = after
                return
            }
            guard spaced else { throw fault("A space should be here.") }
        }
        _ = try literal(bytes)
    }

    /// PubidChar.
    private static func isPublicIdentifier(_ byte: UInt8) -> Bool {
        byte == .space || byte == .lineFeed || byte == .carriageReturn || byte.isDigit
            || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
            || "-'()+,./:=?;!*#@$_%".utf8.contains(byte)
    }

    /// A name that may have one colon, when namespaces are checked.
    private mutating func qualifiedName(_ bytes: Span<UInt8>) throws(XMLFault) -> String {
        let start = position
        let name = try name(bytes)
        if namespaces.isOn, name.utf8.count(where: { $0 == 0x3A }) > 1 || name.hasPrefix(":") || name.hasSuffix(":") {
            throw XMLFault(position: start, message: "The name has a colon out of place.")
        }
        return name
    }

    /// A name without colon, when namespaces are checked.
    private mutating func plainName(_ bytes: Span<UInt8>) throws(XMLFault) -> String {
        let start = position
        let name = try name(bytes)
        guard !namespaces.isOn || !name.utf8.contains(0x3A) else {
            throw XMLFault(position: start, message: "The name may have no colon.")
        }
        return name
    }

    // MARK: - Entities and notations

    private mutating func entityDeclaration(_ bytes: Span<UInt8>) throws(XMLFault) {
        position += 8
        try requireSpace(bytes)
        let isParameter = isAt("%", bytes)
        if isParameter {
            position += 1
            try requireSpace(bytes)
        }
        let name = try plainName(bytes)
        try requireSpace(bytes)
        var entity = XMLEntity.external
        if isAt("SYSTEM", bytes) || isAt("PUBLIC", bytes) {
            try externalIdentifier(bytes)
            let spaced = skipSpace(bytes)
            if !isParameter, isAt("NDATA", bytes) {
                guard spaced else { throw fault("A space should be here.") }
                position += 5
                try requireSpace(bytes)
                _ = try plainName(bytes)
                entity = .unparsed
            }
        } else {
            entity = .internal(try entityValue(bytes))
        }
        skipSpace(bytes)
        try expect(">", bytes)
        guard !documentType.hasPassedOver || documentType.isStandalone else { return }
        // The first declaration of a name counts.
        if isParameter {
            if documentType.parameterEntities[name] == nil { documentType.parameterEntities[name] = entity }
        } else if documentType.entities[name] == nil {
            documentType.entities[name] = entity
            if openEntities.contains(where: { $0.hasPrefix("%") }) { documentType.declaredWithin.insert(name) }
        }
    }

    /// An entity's replacement text: character references are resolved, others stay (section 4.5).
    private mutating func entityValue(_ bytes: Span<UInt8>) throws(XMLFault) -> [UInt8] {
        let range = try literal(bytes)
        let after = position
        var output: [UInt8] = []
        position = range.lowerBound
        while position < range.upperBound {
            switch bytes[position] {
            case UInt8(ascii: "%"): throw fault("A parameter entity cannot be referred to within a declaration here.")
            case UInt8(ascii: "&"):
                let start = position
                if let scalar = try characterReference(bytes) {
                    output.append(contentsOf: String(scalar).utf8)
                } else {
                    _ = try entityName(bytes)
                    output.append(bytes.extracting(start..<position))
                }
            case .carriageReturn:
                position += 1
                if openEntities.isEmpty, position < range.upperBound, bytes[position] == .lineFeed { position += 1 }
                output.append(.lineFeed)
            default:
                output.append(bytes[position])
                position += 1
            }
        }
        guard position == range.upperBound else { throw fault("A reference goes beyond the value.") }
        position = after
        return output
    }

    private mutating func notationDeclaration(_ bytes: Span<UInt8>) throws(XMLFault) {
        position += 10
        try requireSpace(bytes)
        _ = try plainName(bytes)
        try requireSpace(bytes)
        try externalIdentifier(bytes, allowsPublicAlone: true)
        skipSpace(bytes)
        try expect(">", bytes)
    }

    // MARK: - Elements

    private mutating func elementDeclaration(_ bytes: Span<UInt8>) throws(XMLFault) {
        position += 9
        try requireSpace(bytes)
        _ = try qualifiedName(bytes)
        try requireSpace(bytes)
        if isAt("EMPTY", bytes) {
            position += 5
        } else if isAt("ANY", bytes) {
            position += 3
        } else {
            try expect("(", bytes)
            skipSpace(bytes)
            if isAt("#PCDATA", bytes) { try mixed(bytes) } else { try group(bytes, depth: 1) }
        }
        skipSpace(bytes)
        try expect(">", bytes)
    }

    /// `(#PCDATA | a | b)*`; the star only may be missing when nothing but `#PCDATA` is named.
    private mutating func mixed(_ bytes: Span<UInt8>) throws(XMLFault) {
        position += 7
        var hasNames = false
        while true {
            skipSpace(bytes)
            if isAt(")", bytes) { break }
            try expect("|", bytes)
            skipSpace(bytes)
            _ = try qualifiedName(bytes)
            hasNames = true
        }
        position += 1
        if isAt("*", bytes) {
            position += 1
        } else if hasNames {
            throw fault("'*' should be here.")
        }
    }

    /// A sequence or choice of particles, past its `(`.
    private mutating func group(_ bytes: Span<UInt8>, depth: Int) throws(XMLFault) {
        guard depth <= limits.depthMost else {
            throw fault("The content model is nested deeper than depthMost \(limits.depthMost).", .formatLimit)
        }
        var separator: UInt8?
        while true {
            skipSpace(bytes)
            if isAt("(", bytes) {
                position += 1
                try group(bytes, depth: depth + 1)
            } else {
                _ = try qualifiedName(bytes)
                occurrence(bytes)
            }
            skipSpace(bytes)
            guard position < bytes.count else { throw end("The declaration is not closed.") }
            if bytes[position] == UInt8(ascii: ")") { break }
            guard bytes[position] == UInt8(ascii: "|") || bytes[position] == UInt8(ascii: ","),
                separator == nil || separator == bytes[position]
            else { throw fault("The same one of ',' and '|', or ')', should be here.") }
            separator = bytes[position]
            position += 1
        }
        position += 1
        occurrence(bytes)
    }

    private mutating func occurrence(_ bytes: Span<UInt8>) {
        if isAt("?", bytes) || isAt("*", bytes) || isAt("+", bytes) { position += 1 }
    }

    // MARK: - Attributes

    private mutating func attributeListDeclaration(_ bytes: Span<UInt8>) throws(XMLFault) {
        position += 9
        try requireSpace(bytes)
        let element = try qualifiedName(bytes)
        while true {
            let spaced = skipSpace(bytes)
            if isAt(">", bytes) { break }
            guard spaced else {
                throw position < bytes.count ? fault("A space should be here.") : end("The declaration is not closed.")
            }
            let name = try qualifiedName(bytes)
            try requireSpace(bytes)
            let isTokenized = try attributeType(bytes)
            try requireSpace(bytes)
            var value = try attributeDefault(bytes)
            if isTokenized { value = value.map(Self.collapsed) }
            guard !documentType.hasPassedOver || documentType.isStandalone else { continue }
            documentType.attributes[element, default: XMLAttributeList()]
                .declare(name, .init(isTokenized: isTokenized, defaultValue: value))
        }
        position += 1
    }

    /// Whether the type is other than CDATA.
    private mutating func attributeType(_ bytes: Span<UInt8>) throws(XMLFault) -> Bool {
        if isAt("(", bytes) {
            try enumeration(bytes, ofNames: false)
            return true
        }
        let start = position
        let type = try name(bytes)
        switch type {
        case "CDATA": return false
        case "ID", "IDREF", "IDREFS", "ENTITY", "ENTITIES", "NMTOKEN", "NMTOKENS": return true
        case "NOTATION":
            try requireSpace(bytes)
            try enumeration(bytes, ofNames: true)
            return true
        default:
            throw XMLFault(
                position: start, message: "There is no such type of attribute.", isAtEnd: position == bytes.count)
        }
    }

    private mutating func enumeration(_ bytes: Span<UInt8>, ofNames: Bool) throws(XMLFault) {
        try expect("(", bytes)
        while true {
            skipSpace(bytes)
            let start = position
            if ofNames { _ = try plainName(bytes) } else { skipNameCharacters(bytes) }
            guard position > start else {
                throw position < bytes.count ? fault("A name should be here.") : end("The declaration is not closed.")
            }
            skipSpace(bytes)
            if isAt(")", bytes) { break }
            try expect("|", bytes)
        }
        position += 1
    }

    private mutating func attributeDefault(_ bytes: Span<UInt8>) throws(XMLFault) -> String? {
        if isAt("#REQUIRED", bytes) {
            position += 9
            return nil
        }
        if isAt("#IMPLIED", bytes) {
            position += 8
            return nil
        }
        if isAt("#FIXED", bytes) {
            position += 6
            try requireSpace(bytes)
        }
        return try attributeValue(bytes)
    }
}
