import Values

/// One half of a number picture: for positive numbers, or for negative ones.
struct NumberSubpicture {
    let text: [Character]
    let symbols: NumberPicture.Symbols
    let prefix: [Character]
    let suffix: [Character]
    let active: [Character]
    let mantissa: [Character]
    /// Nil when the number is written without exponent.
    let exponent: [Character]?
    let whole: [Character]
    let fraction: [Character]

    init(_ text: [Character], _ symbols: NumberPicture.Symbols) {
        self.text = text
        self.symbols = symbols
        func isBody(_ character: Character) -> Bool { symbols.isActive(character) && character != symbols.exponent }
        let first = text.firstIndex(where: isBody) ?? 0
        let last = text.lastIndex(where: isBody) ?? text.count - 1
        prefix = Array(text[..<first])
        suffix = Array(text[(last + 1)...])
        active = first <= last ? Array(text[first...last]) : []
        if let split = active.firstIndex(of: symbols.exponent) {
            mantissa = Array(active[..<split])
            exponent = Array(active[(split + 1)...])
        } else {
            mantissa = active
            exponent = nil
        }
        if let point = mantissa.firstIndex(of: symbols.decimal) {
            whole = Array(mantissa[..<point])
            fraction = Array(mantissa[(point + 1)...])
        } else {
            whole = mantissa
            fraction = []
        }
    }

    private func count(_ part: String) -> Int {
        let wanted = Array(part)
        guard !wanted.isEmpty, text.count >= wanted.count else { return 0 }
        return (0...text.count - wanted.count).count { Array(text[$0..<$0 + wanted.count]) == wanted }
    }

    var isPercent: Bool { count(symbols.percent) > 0 }
    var isPerMille: Bool { count(symbols.perMille) > 0 }

    /// The faults of section 4.7.3; of several the last in the specification's order counts.
    func check() throws {
        let rules: [(code: String, isBroken: Bool)] = [
            ("D3081", count(String(symbols.decimal)) > 1),
            ("D3082", count(symbols.percent) > 1),
            ("D3083", count(symbols.perMille) > 1),
            ("D3084", isPercent && isPerMille),
            ("D3085", !mantissa.contains(where: symbols.isPlace)),
            ("D3086", !active.allSatisfy(symbols.isActive)),
            ("D3087", isGroupingBesideDecimal),
            ("D3088", !text.contains(symbols.decimal) && whole.last == symbols.grouping),
            ("D3089", count(String([symbols.grouping, symbols.grouping])) > 0),
            (
                "D3090",
                whole.firstIndex(of: symbols.digit).map { whole[..<$0].contains(where: symbols.isDigit) } ?? false
            ),
            (
                "D3091",
                fraction.lastIndex(of: symbols.digit).map { fraction[$0...].contains(where: symbols.isDigit) } ?? false
            ),
            ("D3092", !(exponent ?? []).isEmpty && (isPercent || isPerMille)),
            ("D3093", exponent.map { $0.isEmpty || !$0.allSatisfy(symbols.isDigit) } ?? false),
        ]
        if let broken = rules.last(where: \.isBroken) { throw JSONataError(broken.code) }
    }

    private var isGroupingBesideDecimal: Bool {
        guard let point = text.firstIndex(of: symbols.decimal) else { return false }
        let before = point > 0 ? text[point - 1] : nil
        let after = point + 1 < text.count ? text[point + 1] : nil
        return before == symbols.grouping || after == symbols.grouping
    }
}
