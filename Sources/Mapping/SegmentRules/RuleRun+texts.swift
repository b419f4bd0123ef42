import Values

/// Texts made of others. Those of plain ASCII, nearly all, are made of bytes; the others as strings.
extension RuleRun {
    /// The text among the run's own bytes.
    mutating func owned(_ text: RuleText) -> RuleText {
        guard text.isLiteral else { return text }
        let literals = library.literalTexts
        return layout.bytes.text { literals.append(text.literal, to: &$0) }
    }

    /// A string among the run's own bytes.
    mutating func kept(_ text: String) -> RuleText { layout.bytes.text { $0.append(contentsOf: text.utf8) } }

    func string(_ text: RuleText) -> String { layout.bytes.string(text.range) }

    /// Without white space at both ends.
    mutating func trimmed(_ text: RuleText) -> RuleText {
        var range = text.range
        guard let first = range.first, let last = range.last else { return text }
        let bytes = layout.bytes
        if !bytes[first].isASCIISpace, !bytes[last].isASCIISpace, bytes[first] < 0x80, bytes[last] < 0x80 {
            return text
        }
        guard bytes.areASCII(range) else { return kept(string(text).trimmed) }
        while let first = range.first, bytes[first].isASCIISpace { range.removeFirst() }
        while let last = range.last, bytes[last].isASCIISpace { range.removeLast() }
        return RuleText(range)
    }

    /// The text without control characters, which neither FHIR's strings nor XML hold.
    mutating func printable(_ text: RuleText) -> RuleText {
        var isPlain = true
        for index in text.range where layout.bytes[index] < 0x20 || layout.bytes[index] == 0xEF {
            isPlain = false
            break
        }
        if isPlain { return text }
        var kept = String.UnicodeScalarView()
        for scalar in string(text).unicodeScalars {
            switch scalar.value {
            case 9, 10, 13, 0x20..<0xFFFE, 0x10000...: kept.append(scalar)
            default: kept.append("\u{FFFD}")
            }
        }
        return self.kept(String(kept))
    }

    /// A FHIR code has no space at its ends and no two in a row.
    mutating func collapsed(_ text: RuleText) -> RuleText {
        var isFine = true
        var wasSpace = true
        for index in text.range {
            let byte = layout.bytes[index]
            if byte < 0x20 || byte >= 0x80 || byte == 0x20 && wasSpace { isFine = false }
            wasSpace = byte == 0x20
        }
        if isFine, !wasSpace { return text }
        let printable = printable(text)
        return kept(string(printable).split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }

    mutating func lowercased(_ text: RuleText) -> RuleText {
        guard layout.bytes.areASCII(text.range) else { return kept(string(text).lowercased()) }
        return layout.bytes.text { bytes in
            for index in text.range { bytes.append(bytes[index].asciiLowercased) }
        }
    }

    /// Trimmed; nil when white space remains within.
    mutating func unbroken(_ text: RuleText) -> RuleText? {
        let trimmed = trimmed(text)
        return string(trimmed).contains(where: \.isWhitespace) ? nil : trimmed
    }

    /// The XHTML of a narrative.
    mutating func division(_ text: RuleText) -> RuleText {
        let plain = string(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;")
        return kept("<div xmlns=\"http://www.w3.org/1999/xhtml\">\(plain)</div>")
    }

    mutating func base64(_ bytes: [UInt8]) -> RuleText {
        let encoded = Values.Base64.encode(bytes)
        return layout.bytes.text { $0.append(contentsOf: encoded) }
    }

    /// Base64 without spaces; nil when it is none.
    mutating func encoded(_ text: RuleText) -> RuleText? {
        let plain = String(string(text).filter { !$0.isWhitespace })
        return Values.Base64.decode(Array(plain.utf8)) == nil ? nil : kept(plain)
    }

    func bytes(hexadecimal text: RuleText) -> [UInt8]? {
        let digits = layout.bytes[text.range].filter { $0 > 0x20 }
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes
    }

    /// A media type of a data subtype, such as `image/jpeg` of `JPEG`.
    mutating func mediaType(_ text: RuleText) -> RuleText {
        let text = string(text)
        if text.contains("/") { return kept(text.lowercased()) }
        return kept(RuleLibrary.mediaTypes[text.uppercased()] ?? "application/" + text.lowercased())
    }

    func flag(_ text: RuleText) -> Bool? {
        let bytes = layout.bytes
        for word in ["Y", "YES", "TRUE", "1"] as [StaticString] where bytes.reads(text.range, word) { return true }
        for word in ["N", "NO", "FALSE", "0"] as [StaticString] where bytes.reads(text.range, word) { return false }
        return nil
    }
}
