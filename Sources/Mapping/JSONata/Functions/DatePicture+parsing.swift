import Values

extension DatePicture {
    /// The milliseconds since 1970 that the text says; nil when it does not fit the picture. What is left out on the left
    /// is that of now, on the right the least possible; a gap in between is an error.
    func parse(_ text: String, now: Int64) throws -> Double? {
        guard let found = try components(of: text) else { return nil }
        var components = DateComponents(found, now: CalendarMoment(milliseconds: now))
        return try components.milliseconds()
    }

    private func components(of text: String) throws -> [Character: Double]? {
        var pattern = "^"
        for part in parts {
            switch part {
            case .literal(let literal): pattern += "(" + Self.escaped(literal) + ")"
            case .marker(let marker): pattern += "(" + (try marker.regex()) + ")"
            }
        }
        guard let regex = try? RegularExpression(pattern + "$", options: .ignoreCase),
            let match = try? regex.firstMatch(in: text)
        else { return nil }
        let units = Array(text.utf16)
        var found: [Character: Double] = [:]
        for (part, range) in zip(parts, match.groups) {
            guard case .marker(let marker) = part, let range else { continue }
            if let value = try marker.parse(Matching.text(units, range)) { found[marker.component] = value }
        }
        return found.isEmpty ? nil : found
    }

    private static func escaped(_ literal: String) -> String {
        String(literal.flatMap { ".*+?^${}()|[]\\/".contains($0) ? ["\\", $0] : [$0] })
    }
}

extension DatePicture.Marker {
    fileprivate func regex() throws -> String {
        switch component {
        case "Z", "z":
            let rest = separator.map { "\($0 == "." ? "\\" : "")\($0)[0-9]+" } ?? ""
            return (component == "z" ? "GMT" : "") + "[-+][0-9]+" + rest
        case "f": return "[0-9]+"
        default:
            if let integer { return try integer.regex() }
            guard "MxFP".contains(component) else { throw JSONataError("D3133") }
            return "[a-zA-Z]+"
        }
    }

    private var separator: Character? { integer?.interval == nil ? nil : integer?.separators.first?.character }

    fileprivate func parse(_ text: String) throws -> Double? {
        switch component {
        case "Z", "z": return zone(text)
        case "f": return Double("0." + text.prefix(3)).map { $0 * 1000 }
        case "P": return ["am": 0, "pm": 1][text.lowercased()]
        case "M" where integer == nil, "x" where integer == nil: return index(of: text, in: CalendarMoment.monthNames)
        case "F" where integer == nil: return index(of: text, in: CalendarMoment.dayNames)
        default: return try integer?.parse(text)
        }
    }

    private func index(of text: String, in names: [String]) -> Double? {
        let shown = names.map { mostWidth.map(String($0).prefix) ?? Substring($0) }
        return shown.firstIndex { $0.lowercased() == text.lowercased() }.map { Double($0 + 1) }
    }

    /// Minutes from UTC.
    private func zone(_ text: String) -> Double? {
        let text = component == "z" ? text.dropFirst(3) : text[...]
        let sign: Double = text.first == "-" ? -1 : 1
        let digits = text.dropFirst()
        var (hours, minutes) = (digits, Substring())
        if let separator, let middle = digits.firstIndex(of: separator) {
            (hours, minutes) = (digits[..<middle], digits[digits.index(after: middle)...])
        } else if digits.count > 2 {
            (hours, minutes) = (digits.prefix(2), digits.dropFirst(2))
        }
        guard let whole = Double(hours) else { return nil }
        return sign * (whole * 60 + (Double(minutes) ?? 0))
    }
}

/// The parts of a date and time that were read, and the rules for those that were not.
private struct DateComponents {
    private var found: [Character: Double]
    private let now: CalendarMoment

    init(_ found: [Character: Double], now: CalendarMoment) {
        self.found = found
        self.now = now
    }

    /// Whether any of these were read, and of its kind nothing else.
    private func isOnly(_ set: String, of all: String) -> Bool {
        let given = all.filter { (found[$0] ?? 0) != 0 }
        return !given.isEmpty && given.allSatisfy { set.contains($0) }
    }

    mutating func milliseconds() throws -> Double? {
        let dateParts = "YXMxWwdD"
        let isDayOfYear = !isOnly("YMD", of: dateParts) && isOnly("Yd", of: dateParts)
        // Weeks are written but not read, as in the reference.
        let isWeek = isOnly("Xxw", of: dateParts) || isOnly("XW", of: dateParts)
        let isHalfDay = !isOnly("Hmsf", of: "PHhmsf") && isOnly("Phmsf", of: "PHhmsf")
        try fill((isDayOfYear ? "Yd" : isWeek ? "XxwWF" : "YMD") + (isHalfDay ? "Phmsf" : "Hmsf"))
        if isWeek { throw JSONataError("D3136") }
        if isDayOfYear {
            found["M"] = 1
            found["D"] = found["d"]
        }
        if isHalfDay {
            let hour = found["h"] == 12 ? 0 : found["h"] ?? 0
            found["H"] = hour + (found["P"] == 1 ? 12 : 0)
        }
        var year = found["Y"] ?? 0
        if (0...99).contains(year) { year += 1900 }
        let inDay = value("H") * 3_600_000 + value("m") * 60_000 + value("s") * 1000 + value("f")
        let zone = (found["Z"] ?? found["z"] ?? 0) * 60_000
        return CalendarMoment.milliseconds(
            year: year, month: max(1, value("M")), day: value("D"), milliseconds: inDay - zone)
    }

    private func value(_ component: Character) -> Double { found[component] ?? 0 }

    private mutating func fill(_ components: String) throws {
        var (started, ended) = (false, false)
        for component in components {
            if found[component] != nil {
                if ended { throw JSONataError("D3136") }
                started = true
            } else if started {
                found[component] = "MDd".contains(component) ? 1 : 0
                ended = true
            } else {
                found[component] = now.number(component).map { Double($0) }
            }
        }
    }
}
