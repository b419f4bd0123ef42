import Synchronization

/// The properties that patterns may name in `\p{…}`, by ECMA-262 section 22.2.2.9 and its tables 68 to 70.
enum UnicodeProperty {
    /// Nil for a name that ECMA-262 does not have.
    static func set(named text: String) -> RegexSet? {
        if let known = sets.withLock({ $0[text] }) { return known }
        let made: RegexSet?
        if let sign = text.firstIndex(of: "=") {
            made = set(of: String(text[..<sign]), String(text[text.index(after: sign)...]))
        } else {
            made = category(text) ?? binary(text)
        }
        // Bounded by the number of names there are.
        if let made { sets.withLock { $0[text] = made } }
        return made
    }

    private static let sets = Mutex<[String: RegexSet]>([:])

    private static func set(of property: String, _ value: String) -> RegexSet? {
        switch property {
        case "General_Category", "gc": category(value)
        case "Script", "sc": UnicodeTable.scripts[value]
        case "Script_Extensions", "scx": scriptExtensions(value)
        default: nil
        }
    }

    private static func scriptExtensions(_ value: String) -> RegexSet? {
        guard let name = UnicodeTable.scripts.names[value], let own = UnicodeTable.scripts[name] else { return nil }
        let extra = UnicodeTable.scriptExtensions
        guard name == "Common" || name == "Inherited" else {
            return RegexSet(own.ranges + (extra[name]?.ranges ?? []))
        }
        // A character that scripts share by name is common no more.
        let shared = RegexSet(extra.sets.values.flatMap(\.ranges))
        return RegexSet(own.complement.ranges + shared.ranges).complement
    }

    private static func category(_ name: String) -> RegexSet? {
        guard let categories = UnicodeCategory.byName[name] else { return nil }
        return all { categories.contains($0.properties.generalCategory) }
    }

    private static func binary(_ name: String) -> RegexSet? {
        switch name {
        case "ASCII": RegexSet([0...0x7F])
        case "Any": RegexSet([0...0x10FFFF])
        case "Assigned": all { $0.properties.generalCategory != .unassigned }
        default: UnicodeCategory.binary[name].map { test in all { test($0.properties) } }
        }
    }

    /// Every code point for which `test` holds. Surrogates are taken for what their category is, in every test the same.
    private static func all(_ test: (Unicode.Scalar) -> Bool) -> RegexSet {
        var ranges: [ClosedRange<UInt32>] = []
        var start: UInt32?
        for value in UInt32(0)...0x10FFFF {
            let holds = Unicode.Scalar(value).map(test) ?? false
            if holds {
                if start == nil { start = value }
            } else if let from = start {
                ranges.append(from...value - 1)
                start = nil
            }
        }
        if let start { ranges.append(start...0x10FFFF) }
        return RegexSet(ranges)
    }
}
