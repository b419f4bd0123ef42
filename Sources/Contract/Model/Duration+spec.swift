package import Values

extension Duration {
    /// `90s`, `15m`, `1h30m`, `7d`; nil for anything else, and for more than a thousand years.
    package init?(written text: String) {
        var total: Int64 = 0
        var rest = text[...]
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            let unit = rest.dropFirst(digits.count).prefix { $0.isASCII && $0.isLetter }
            guard digits.count <= 9, let count = Int64(digits), let size = Self.unitMilliseconds[String(unit)] else {
                return nil
            }
            total += count * size
            guard total <= Self.mostMilliseconds else { return nil }
            rest = rest.dropFirst(digits.count + unit.count)
        }
        self = .milliseconds(total)
    }

    private static let unitMilliseconds: [String: Int64] = [
        "ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000,
    ]
    private static let mostMilliseconds: Int64 = 86_400_000 * 365_000

    /// The shortest way to write it: `1h30m`.
    package var written: String {
        var rest = wholeMicroseconds / 1000
        var text = ""
        for (unit, size) in [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)]
            as [(String, Int64)]
        where rest >= size {
            text += "\(rest / size)\(unit)"
            rest %= size
        }
        return text.isEmpty ? "0s" : text
    }
}

extension Spec<Duration> {
    static let duration = Spec.text(.duration) { Duration(written: $0) }
}

extension Spec<CivilDate> {
    static let date = Spec.text(.date) { CivilDate(written: $0) }
}

extension CivilDate: Comparable {
    /// `2027-03-01`; nil when there is no such day.
    package init?(written text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int64($0) }
        guard text.utf8.count == 10, parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2]
        else {
            return nil
        }
        self.init(year: year, month: month, day: day)
    }

    package var written: String {
        func padded(_ number: Int64, _ width: Int) -> String {
            String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    package static func < (left: CivilDate, right: CivilDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}
