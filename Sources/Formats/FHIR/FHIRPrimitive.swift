package import Values

/// FHIR R4's primitive types, by the letters of the tables, and what their values look like (hl7.org/fhir/R4/datatypes.html).
/// Types that are checked alike share a letter.
package enum FHIRPrimitive: String, Sendable {
    case boolean = "b"
    case integer = "i"
    case positiveInt = "p"
    case unsignedInt = "n"
    case decimal = "d"
    case xhtml = "x"
    /// `string` and `markdown`.
    case string = "s"
    case code = "c"
    case id = "k"
    /// `uri`, `url`, `canonical`, `oid` and `uuid`.
    case uri = "u"
    case date = "y"
    case dateTime = "t"
    case instant = "z"
    case time = "h"
    case base64Binary = "e"

    /// How values of the type stand in JSON.
    package var kind: FHIRElements.Kind {
        switch self {
        case .boolean: .boolean
        case .integer, .positiveInt, .unsignedInt: .integer
        case .decimal: .decimal
        case .xhtml: .xhtml
        default: .text
        }
    }

    /// Whether the value is one of the type. Dates are left to who knows calendars: their shape is all that counts here.
    package func accepts(_ value: Value) -> Bool {
        switch (self, value) {
        case (.boolean, .bool): return true
        case (.decimal, .integer), (.decimal, .double), (.decimal, .decimal): return true
        case (.integer, .integer(let number)): return Int32(exactly: number) != nil
        case (.positiveInt, .integer(let number)): return number >= 1 && number <= Int32.max
        case (.unsignedInt, .integer(let number)): return number >= 0 && number <= Int32.max
        case (.boolean, _), (.decimal, _), (.integer, _), (.positiveInt, _), (.unsignedInt, _): return false
        case (_, .string(let text)): return accepts(text)
        default: return false
        }
    }

    private func accepts(_ text: String) -> Bool {
        switch self {
        case .string, .xhtml: text.utf8.contains { $0 > 0x20 }
        case .code: Self.isCode(text)
        case .id: (1...64).contains(text.utf8.count) && text.utf8.allSatisfy(Self.isIdentifying)
        case .uri: !text.isEmpty && !text.utf8.contains { $0 <= 0x20 }
        case .date: Self.hasShape(text, "0000-00-00", [4, 7, 10])
        case .dateTime: Self.hasShape(text, "0000-00-00", [4, 7, 10]) || Self.isInstant(text)
        case .instant: Self.isInstant(text)
        case .time: Self.isTime(text[...])
        case .base64Binary: Base64.decode(text.utf8.filter { $0 > 0x20 }) != nil
        default: false
        }
    }

    /// Words with one space between.
    private static func isCode(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.first != 0x20 && text.utf8.last != 0x20 && !text.contains("  ")
            && !text.utf8.contains { $0 < 0x20 }
    }

    private static func isIdentifying(_ byte: UInt8) -> Bool {
        byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte == 0x2D || byte == 0x2E
    }

    /// Whether the text is a beginning of the shape, of one of the lengths; a `0` stands for a digit.
    private static func hasShape(_ text: some StringProtocol, _ shape: String, _ lengths: [Int]) -> Bool {
        lengths.contains(text.utf8.count)
            && zip(text.utf8, shape.utf8).allSatisfy { $1 == 0x30 ? $0 >= 0x30 && $0 <= 0x39 : $0 == $1 }
    }

    /// `HH:MM:SS`, with any fraction.
    private static func isTime(_ text: Substring) -> Bool {
        guard hasShape(text.prefix(8), "00:00:00", [8]) else { return false }
        let fraction = text.dropFirst(8)
        return fraction.isEmpty
            || fraction.first == "." && fraction.utf8.count > 1
                && fraction.utf8.dropFirst().allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    }

    /// A date, a time, and `Z` or an offset.
    private static func isInstant(_ text: String) -> Bool {
        guard text.utf8.count > 11, hasShape(text.prefix(10), "0000-00-00", [10]) else { return false }
        let rest = text.dropFirst(10)
        guard rest.first == "T" else { return false }
        if rest.last == "Z" { return isTime(rest.dropFirst().dropLast()) }
        let offset = rest.suffix(6)
        guard let sign = offset.first, sign == "+" || sign == "-", hasShape(offset.dropFirst(), "00:00", [5]) else {
            return false
        }
        return isTime(rest.dropFirst().dropLast(6))
    }
}
