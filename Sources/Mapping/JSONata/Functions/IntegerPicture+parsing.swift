import Values

extension IntegerPicture {
    /// A regex for what the picture writes.
    func regex() throws -> String {
        let isUpper = letterCase == .upper
        switch primary {
        case .letters: return isUpper ? "[A-Z]+" : "[a-z]+"
        case .roman: return isUpper ? "[MDCLXVI]+" : "[mdclxvi]+"
        case .words: return "(?:" + NumberWords.values.keys.sorted { $0 > $1 }.joined(separator: "|") + "|and|[\\-, ])+"
        case .decimal: return digitsRegex + (isOrdinal ? "(?:th|st|nd|rd)" : "")
        case .sequence: throw JSONataError("D3130")
        }
    }

    private var digitsRegex: String {
        let last = zero + 9
        let digit = zero == 0x30 ? "[0-9]" : "[\\u\(Self.hexadecimal(zero))-\\u\(Self.hexadecimal(last))]"
        if let parseWidth { return "\(digit){\(parseWidth)}" }
        return digit + "+"
    }

    private static func hexadecimal(_ code: UInt32) -> String {
        let text = String(code, radix: 16)
        return String(repeating: "0", count: 4 - text.count) + text
    }

    /// The number that the text is; nil when it is none.
    func parse(_ text: String) throws -> Double? {
        switch primary {
        case .letters: return NumberWords.fromLetters(text, from: letterCase == .upper ? 0x41 : 0x61)
        case .roman: return NumberWords.fromRoman(text)
        case .words: return NumberWords.number(text)
        case .decimal: return parseDecimal(text)
        case .sequence: throw JSONataError("D3130")
        }
    }

    private func parseDecimal(_ text: String) -> Double? {
        var digits = isOrdinal ? String(text.dropLast(2)) : text
        for separator in separators { digits = digits.replacing(String(separator.character), with: "") }
        let plain = digits.unicodeScalars.map { scalar -> Character in
            let shifted = scalar.value >= zero && scalar.value <= zero + 9 ? scalar.value - zero + 0x30 : scalar.value
            return Unicode.Scalar(shifted).map(Character.init) ?? " "
        }
        let sign: Double = plain.first == "-" ? -1 : 1
        let number = plain.drop { $0 == "-" || $0 == "+" }.prefix { ("0"..."9").contains($0) }
        return Double(String(number)).map { sign * $0 }
    }
}
