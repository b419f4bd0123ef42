import Values

extension XMLReader {
    /// The attributes of a start tag up to its `>` or `/>`, with the defaults that the document type gives.
    mutating func attributes(
        _ bytes: Span<UInt8>, of element: String
    ) throws(XMLFault) -> [(name: String, value: String)] {
        var attributes: [(name: String, value: String)] = []
        var seen: Set<String> = []
        let declared = documentType.attributes.isEmpty ? nil : documentType.attributes[element]
        while true {
            let spaced = skipSpace(bytes)
            guard position < bytes.count else { throw end("The tag is not closed.") }
            if bytes[position] == UInt8(ascii: ">") || bytes[position] == UInt8(ascii: "/") { break }
            guard spaced else { throw fault("A space should stand between attributes.") }
            let start = position
            let name = try name(bytes)
            guard isNew(name, in: attributes, &seen) else {
                throw XMLFault(position: start, message: "The attribute occurs twice in one tag.")
            }
            guard attributes.count < limits.attributesMost else {
                throw fault("There are more attributes than attributesMost \(limits.attributesMost).", .formatLimit)
            }
            try equals(bytes)
            var value = try attributeValue(bytes)
            if let type = declared?[name]?.isTokenized, type { value = Self.collapsed(value) }
            attributes.append((name, value))
        }
        guard let declared else { return attributes }
        for (name, declaration) in declared.inOrder {
            guard let value = declaration.defaultValue, !attributes.contains(where: { $0.name == name }) else {
                continue
            }
            try expand(by: name.utf8.count + value.utf8.count, at: position)
            attributes.append((name, value))
        }
        return attributes
    }

    private func isNew(_ name: String, in attributes: [(name: String, value: String)], _ seen: inout Set<String>)
        -> Bool
    {
        if attributes.count < 16 { return !attributes.contains { $0.name == name } }
        if seen.isEmpty { seen = Set(attributes.map(\.name)) }
        return seen.insert(name).inserted
    }

    /// A value in quotes with references resolved and white space made spaces (section 3.3.3).
    mutating func attributeValue(_ bytes: Span<UInt8>) throws(XMLFault) -> String {
        guard position < bytes.count else { throw end("The document ends where a value in quotes should be.") }
        let quote = bytes[position]
        guard quote == .quote || quote == UInt8(ascii: "'") else {
            throw fault("An attribute's value stands in quotes.")
        }
        position += 1
        let start = position
        // Nearly all values are plain.
        while position < bytes.count, Self.isPlain(bytes[position]), bytes[position] != quote { position += 1 }
        if position < bytes.count, bytes[position] == quote {
            position += 1
            return text(bytes, start..<position - 1)
        }
        var output = Array(text(bytes, start..<position).utf8)
        try normalize(bytes, until: quote, into: &output)
        guard position < bytes.count else { throw end("The attribute's value is not closed.") }
        position += 1
        return String(decoding: output, as: UTF8.self)
    }

    @inline(__always)
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != UInt8(ascii: "<") && byte != UInt8(ascii: "&") && byte != 0xEF
    }

    /// Goes on to the quote, or to the end of the bytes in an entity, where quotes are data.
    private mutating func normalize(_ bytes: Span<UInt8>, until quote: UInt8?, into output: inout [UInt8])
        throws(XMLFault)
    {
        while position < bytes.count {
            let byte = bytes[position]
            if byte == quote { return }
            switch byte {
            case UInt8(ascii: "<"): throw fault("'<' may not stand in an attribute's value; write '&lt;'.")
            case UInt8(ascii: "&"): try attributeReference(bytes, into: &output)
            case .carriageReturn:
                output.append(.space)
                position += 1
                if position < bytes.count, bytes[position] == .lineFeed, openEntities.isEmpty { position += 1 }
            case .tab, .lineFeed:
                output.append(.space)
                position += 1
            default:
                try checkAllowed(bytes, at: position)
                output.append(byte)
                position += 1
            }
        }
    }

    private mutating func attributeReference(_ bytes: Span<UInt8>, into output: inout [UInt8]) throws(XMLFault) {
        let start = position
        if let scalar = try characterReference(bytes) { return output.append(contentsOf: String(scalar).utf8) }
        let name = try entityName(bytes)
        if let plain = Self.predefined(name) { return output.append(contentsOf: plain.utf8) }
        switch try declared(name, at: start) {
        // Declared where this reader does not look: it stays as written.
        case nil: output.append(contentsOf: "&\(name);".utf8)
        case .external, .unparsed:
            throw XMLFault(position: start, message: "An attribute's value cannot refer to an external entity.")
        case .internal(let replacement):
            let after = position
            try open(name, size: replacement.count, at: start)
            position = 0
            do {
                try normalize(replacement.span, until: nil, into: &output)
            } catch {
                throw XMLFault(
                    position: start, code: error.code, message: "In the entity referred to: \(error.message)")
            }
            openEntities.removeLast()
            position = after
        }
    }

    /// The value of an attribute whose type is not CDATA: no spaces around it, and single ones within.
    static func collapsed(_ value: String) -> String {
        value.utf8.split(separator: .space).map { String(Substring($0)) }.joined(separator: " ")
    }
}
