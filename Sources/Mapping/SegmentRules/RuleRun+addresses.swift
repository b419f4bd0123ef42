import Values

/// The URIs of coding systems and of what names things.
extension RuleRun {
    /// The URI of a coding system or namespace by its name in HL7 v2.
    mutating func systemAddress(named given: RuleText) -> RuleText {
        let name = owned(given)
        if let known = library.systems.find(layout.bytes, name.range) ?? systemInCapitals(name) {
            return RuleText(literal: known)
        }
        if let digits = tableNumber(name.range) {
            return layout.bytes.text { bytes in
                bytes.append(literal: "http://terminology.hl7.org/CodeSystem/v2-")
                for _ in digits.count..<4 { bytes.append(0x30) }
                bytes.appendOwn(digits)
            }
        }
        if holds(name, UInt8(ascii: ":")), !holds(name, 0x20) { return name }
        return isObjectIdentifier(name) ? prefixed("urn:oid:", name) : escaped("urn:id:", name)
    }

    private func systemInCapitals(_ name: RuleText) -> Int32? {
        let capitals = RuleLibrary.capitals(layout.bytes, name.range)
        return library.systems.find(capitals, 0..<capitals.count)
    }

    /// HD, or what begins like one, to the URI of what it names: its universal identifier when that is one, else its
    /// namespace.
    mutating func address(of node: Int32) -> RuleText? {
        let namespace = take(1, of: node)
        guard isObject(node), let universal = take(2, of: node) else {
            return namespace.map { systemAddress(named: $0) }
        }
        let bytes = layout.bytes
        let type = take(3, of: node)?.range ?? 0..<0
        if type.isEmpty || bytes.reads(type, "ISO"), isObjectIdentifier(universal) {
            return prefixed("urn:oid:", universal)
        }
        if bytes.reads(type, "UUID") || bytes.reads(type, "GUID") {
            return prefixed("urn:uuid:", lowercased(universal))
        }
        if bytes.reads(type, "URI") || bytes.reads(type, "URL"), !holds(universal, 0x20) { return universal }
        return escaped("urn:id:", universal)
    }

    private func holds(_ text: RuleText, _ byte: UInt8) -> Bool {
        for index in text.range where layout.bytes[index] == byte { return true }
        return false
    }

    /// The digits `203` of `HL70203`, `HL7203`, `0203` and `203`.
    private func tableNumber(_ name: Range<Int>) -> Range<Int>? {
        let bytes = layout.bytes
        var digits = name
        if name.count > 3, bytes.reads(name.prefix(3), "HL7") {
            digits = digits.dropFirst(3)
        } else if digits.count != 4 {
            return nil
        }
        if let first = digits.first, bytes[first] == UInt8(ascii: "-") || bytes[first] == UInt8(ascii: "_") {
            digits = digits.dropFirst()
        }
        guard (1...4).contains(digits.count) else { return nil }
        for index in digits where !bytes[index].isASCIIDigit { return nil }
        return digits
    }

    /// Numbers joined by points.
    private func isObjectIdentifier(_ text: RuleText) -> Bool {
        var points = 0
        var digits = 0
        for index in text.range {
            let byte = layout.bytes[index]
            if byte.isASCIIDigit {
                digits += 1
            } else {
                guard byte == UInt8(ascii: "."), digits > 0 else { return false }
                points += 1
                digits = 0
            }
        }
        return points > 0 && digits > 0
    }

    private mutating func prefixed(_ prefix: StaticString, _ text: RuleText) -> RuleText {
        layout.bytes.text { bytes in
            bytes.append(literal: prefix)
            bytes.appendOwn(text.range)
        }
    }

    /// The text with what a URI may not hold written as `%20` and the like.
    private mutating func escaped(_ prefix: StaticString, _ text: RuleText) -> RuleText {
        layout.bytes.text { bytes in
            bytes.append(literal: prefix)
            for index in text.range {
                let byte = bytes[index]
                if byte.isUnreserved {
                    bytes.append(byte)
                } else {
                    bytes.append(UInt8(ascii: "%"))
                    bytes.append((byte >> 4).hexadecimalDigit)
                    bytes.append((byte & 15).hexadecimalDigit)
                }
            }
        }
    }
}

extension UInt8 {
    /// RFC 3986 section 2.3.
    fileprivate var isUnreserved: Bool {
        isASCIIDigit || self | 0x20 >= 0x61 && self | 0x20 <= 0x7A || self == UInt8(ascii: "-")
            || self == UInt8(ascii: ".") || self == UInt8(ascii: "_") || self == UInt8(ascii: "~")
    }

    /// The digit of a number below 16.
    fileprivate var hexadecimalDigit: UInt8 { self < 10 ? self &+ 0x30 : self &+ 0x37 }
}
