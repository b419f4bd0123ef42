/// Reads dates as people write them: `1/2/1940`, `01.02.40`, `2nd Feb 1940`, `Feb 2, 1940`, `19400201`, `1940-2-1`, with or
/// without a time of day.
struct DateRepair: Sendable {
    /// In which order three numbers stand, when no year of four digits comes first.
    enum Order: String, Sendable, CaseIterable { case dmy, mdy, ymd }

    var order = Order.dmy
    /// Years of two digits up to this one are of 2000 and after, those above it of 1900 and after.
    var pivot = 30

    private static let textMost = 64

    /// Nil for what is no possible date.
    func read(_ text: String) -> CalendarTime? {
        let text = text.trimmed
        guard text.utf8.count <= Self.textMost else { return nil }
        if let time = CalendarTime(iso: text), time.day != nil { return time }
        var words = text.lowercased().split { " ,\t".contains($0) }.map(String.init)
        let clock = words.firstIndex { $0.contains(":") }.map { words.remove(at: $0) }
        var parts = words.joined(separator: " ").split { "/.- ".contains($0) }.map(String.init)
        parts.removeAll { Self.isDayName($0) || $0 == "of" }
        if parts.count == 1, let split = digits(parts[0]) { parts = split }
        guard parts.count == 3, var time = date(parts.map(Self.withoutOrdinal)) else { return nil }
        if let clock, !readClock(clock, into: &time) { return nil }
        return time.isPossible ? time : nil
    }

    private static func isDayName(_ word: String) -> Bool {
        word.utf8.count >= 3 && ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].contains(String(word.prefix(3)))
    }

    /// `2nd` is 2.
    private static func withoutOrdinal(_ word: String) -> String {
        guard word.utf8.count >= 3, ["st", "nd", "rd", "th"].contains(String(word.suffix(2))),
            word.dropLast(2).allSatisfy(\.isNumber)
        else { return word }
        return String(word.dropLast(2))
    }

    /// Eight or six digits without anything between them.
    private func digits(_ text: String) -> [String]? {
        guard text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        let pieces = { (lengths: [Int]) -> [String] in
            var rest = text[...]
            return lengths.map { length in
                defer { rest = rest.dropFirst(length) }
                return String(rest.prefix(length))
            }
        }
        switch text.utf8.count {
        case 8:
            let yearFirst = pieces([4, 2, 2])
            if let time = date(yearFirst), time.isPossible, (1900...2100).contains(time.year) { return yearFirst }
            return pieces([2, 2, 4])
        case 6: return pieces([2, 2, 2])
        default: return nil
        }
    }

    private func date(_ parts: [String]) -> CalendarTime? {
        let named = parts.firstIndex { Self.month($0) != nil }
        let fields: (year: String, month: String, day: String)
        if parts[0].utf8.count == 4, named != 0 {
            fields = (parts[0], parts[1], parts[2])
        } else if named == 0 {
            fields = (parts[2], parts[0], parts[1])
        } else if named == 1 {
            fields = order == .ymd ? (parts[0], parts[1], parts[2]) : (parts[2], parts[1], parts[0])
        } else {
            switch order {
            case .dmy: fields = (parts[2], parts[1], parts[0])
            case .mdy: fields = (parts[2], parts[0], parts[1])
            case .ymd: fields = (parts[0], parts[1], parts[2])
            }
        }
        guard let year = year(fields.year), let month = Self.month(fields.month) ?? Self.number(fields.month),
            let day = Self.number(fields.day)
        else { return nil }
        var time = CalendarTime(year: year)
        time.month = month
        time.day = day
        return time.isPossible ? time : nil
    }

    private func year(_ text: String) -> Int? {
        guard text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = Int(text) else { return nil }
        switch text.utf8.count {
        case 4: return number
        case 2: return number <= pivot ? 2000 + number : 1900 + number
        default: return nil
        }
    }

    private static func number(_ text: String) -> Int? {
        guard (1...2).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return Int(text)
    }

    /// A month's English name or the beginning of it, of three letters or more.
    private static func month(_ text: String) -> Int? {
        guard text.utf8.count >= 3 else { return nil }
        return CalendarMoment.monthNames.firstIndex { $0.lowercased().hasPrefix(text) }.map { $0 + 1 }
            ?? (text == "sept" ? 9 : nil)
    }

    private func readClock(_ text: String, into time: inout CalendarTime) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Self.number(String($0)) }
        guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1] else { return false }
        time.hour = hour
        time.minute = minute
        if parts.count == 3 {
            guard let second = parts[2] else { return false }
            time.second = second
        }
        return true
    }
}
