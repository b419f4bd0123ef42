import Foundation
import Values

/// How a number is written, by the picture strings of XPath and XQuery Functions 3.1, section 4.7.
struct NumberPicture {
    /// The characters that mean something in a picture and in what it writes.
    struct Symbols {
        var decimal: Character = "."
        var grouping: Character = ","
        var exponent: Character = "e"
        var minus = "-"
        var percent = "%"
        var perMille = "\u{2030}"
        var zero: Character = "0"
        var digit: Character = "#"
        var separator: Character = ";"

        init(_ options: Object?) {
            func text(_ key: String) -> String? { options?[key]?.string.flatMap { $0.isEmpty ? nil : $0 } }
            decimal = text("decimal-separator")?.first ?? decimal
            grouping = text("grouping-separator")?.first ?? grouping
            exponent = text("exponent-separator")?.first ?? exponent
            minus = text("minus-sign") ?? minus
            percent = text("percent") ?? percent
            perMille = text("per-mille") ?? perMille
            zero = text("zero-digit")?.first ?? zero
            digit = text("digit")?.first ?? digit
            separator = text("pattern-separator")?.first ?? separator
        }

        func digitValue(_ character: Character) -> Int? {
            guard let scalar = character.unicodeScalars.first?.value, let first = zero.unicodeScalars.first?.value,
                scalar >= first, scalar < first + 10, character.unicodeScalars.count == 1
            else { return nil }
            return Int(scalar - first)
        }

        func isDigit(_ character: Character) -> Bool { digitValue(character) != nil }
        func isPlace(_ character: Character) -> Bool { isDigit(character) || character == digit }

        func isActive(_ character: Character) -> Bool {
            isDigit(character) || [decimal, exponent, grouping, digit, separator].contains(character)
        }

        func character(_ value: Int) -> Character {
            let code = (zero.unicodeScalars.first?.value ?? 0x30) + UInt32(value)
            return Unicode.Scalar(code).map(Character.init) ?? "0"
        }
    }

    static func format(_ number: Double, _ picture: String, options: Object?) throws -> String {
        let symbols = Symbols(options)
        let texts = picture.split(separator: symbols.separator, omittingEmptySubsequences: false)
        guard texts.count <= 2 else { throw JSONataError("D3080") }
        var parts: [NumberSubpicture] = []
        for text in texts {
            let part = NumberSubpicture(Array(text), symbols)
            try part.check()
            parts.append(part)
        }
        if number >= 0 { return parts[0].format(number) }
        if parts.count == 2 { return parts[1].format(number) }
        return symbols.minus + parts[0].format(number)
    }
}
