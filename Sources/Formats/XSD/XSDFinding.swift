/// One thing that is wrong with an XML document: where, and by which rule of XML Schema, in words that quote no data.
package struct XSDFinding: Sendable, Hashable {
    /// From 1; zero when it is not known.
    package var line: Int
    /// Names of elements from the root, such as `/order/line[2]/@sku`.
    package var path: String
    /// The rule, such as `datatype`, `facet` or `content`.
    package var rule: String
    package var message: String
}

/// What libxml2 says of a document, without the values that it quotes.
struct XSDMessage {
    var rule: String
    var text: String
    /// The attribute that it is about.
    var attribute: String?

    /// Codes are those of `xmlParserErrors` from `XML_SCHEMAV_NOROOT` on.
    init(code: Int32, text: String) {
        attribute = Self.attribute(in: text)
        (rule, self.text) = Self.sentence(code, text)
    }

    private static func sentence(_ code: Int32, _ text: String) -> (String, String) {
        switch code {
        case 1824...1826: ("datatype", "is not a value of the type" + told(text, after: "type", ""))
        case 1829: ("facet", "does not meet a facet of its type")
        case 1830: ("length", "must have the length" + told(text, after: "allowed length of", " that its type allows"))
        case 1831: ("minLength", "must have at least the length" + told(text, after: "minimum length of", ""))
        case 1832: ("maxLength", "must have at most the length" + told(text, after: "maximum length of", ""))
        case 1833: ("minInclusive", "must be at least" + told(text, after: "allowed", " its minimum"))
        case 1834: ("maxInclusive", "must be at most" + told(text, after: "allowed", " its maximum"))
        case 1835: ("minExclusive", "must be more than" + told(text, after: "than", " its minimum"))
        case 1836: ("maxExclusive", "must be less than" + told(text, after: "than", " its maximum"))
        case 1837: ("totalDigits", "has more digits than" + told(text, after: "allowed", " are allowed"))
        case 1838:
            ("fractionDigits", "has more digits of a fraction than" + told(text, after: "allowed", " are allowed"))
        case 1839: ("pattern", "must match the pattern" + told(text, after: "pattern", ""))
        case 1840: ("enumeration", "must be one of" + told(text, after: "set", " the values listed"))
        case 1841: ("content", "must be empty")
        case 1842: ("content", "must hold plain text only")
        case 1843: ("content", "must hold elements only, no text")
        case 1845: ("root", "is not an element that the schema declares for a document")
        case 1847...1850: ("nil", "must not be marked as nil as it is")
        case 1855, 1856: ("type", "has an xsi:type that does not fit")
        case 1858, 1859: ("fixed", "must have the fixed value that the schema gives")
        case 1861...1864: ("attribute", "must have the fixed value that the schema gives")
        case 1865...1867: ("attribute", "is an attribute that is not allowed")
        case 1868: ("attribute", "is an attribute that is required, and is missing")
        case 1871:
            if text.contains("Missing child element") {
                ("content", "lacks an element: expected is" + told(text, after: "Expected is", " more"))
            } else {
                ("content", "is not expected here; expected is" + told(text, after: "Expected is", " nothing more"))
            }
        case 1877: ("identity", "breaks a rule about keys:" + told(text, after: "constraint", " a key"))
        case 1878: ("wildcard", "is not declared, which the wildcard asks for")
        default: ("schema", "does not meet the schema (rule \(code) of libxml2)")
        }
    }

    /// What stands behind the last `marker`, which is of the schema: libxml2 quotes data before it.
    private static func told(_ text: String, after marker: String, _ otherwise: String) -> String {
        let bytes = Array(text.utf8)
        let mark = Array(marker.utf8)
        guard bytes.count > mark.count,
            let start = (0...(bytes.count - mark.count)).last(where: { bytes[$0...].starts(with: mark) })
        else { return otherwise }
        let rest = String(decoding: bytes[(start + mark.count)...], as: UTF8.self)
        let words = rest.prefix(200).filter { !"'()\n".contains($0) }.split(separator: " ").filter { $0 != "." }
        let told = words.joined(separator: " ")
        let bare = told.hasSuffix(".") ? String(told.dropLast()) : told
        return bare.isEmpty ? otherwise : " \(bare)"
    }

    /// `Element 'a', attribute 'b': …`, where names come first; or `The attribute 'b' is …` directly behind the element.
    private static func attribute(in text: String) -> String? {
        guard let match = text.firstMatch(of: /^Element '[^']*'(, attribute|: The attribute) '([^']*)'/) else {
            return nil
        }
        return String(match.2)
    }
}
