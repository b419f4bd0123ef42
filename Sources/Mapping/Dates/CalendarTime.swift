import Values

/// A date and time as written, to the precision it was written with.
package struct CalendarTime: Sendable, Hashable {
    package var year: Int
    package var month: Int?
    package var day: Int?
    package var hour: Int?
    package var minute: Int?
    package var second: Int?
    /// The digits after the decimal point, as written.
    package var fraction: String = ""
    /// Minutes east of UTC; nil when not written.
    package var offset: Int?

    /// Whether every part is within its range, the day within its month.
    package var isPossible: Bool {
        if let month {
            guard (1...12).contains(month) else { return false }
            if let day, !(1...Self.days(in: month, of: year)).contains(day) { return false }
        }
        return (0...9999).contains(year) && (0...23).contains(hour ?? 0) && (0...59).contains(minute ?? 0)
            && (0...59).contains(second ?? 0) && (-840...840).contains(offset ?? 0)
    }

    /// The same time of day some days later or earlier; nil when the day is not known or the year leaves its range.
    func adding(days: Int) -> CalendarTime? {
        guard days != 0 else { return self }
        guard var month, var day, days.magnitude <= 366_000 else { return nil }
        var moved = self
        day += days
        while day > Self.days(in: month, of: moved.year) {
            day -= Self.days(in: month, of: moved.year)
            month = month % 12 + 1
            if month == 1 { moved.year += 1 }
        }
        while day < 1 {
            month = month == 1 ? 12 : month - 1
            if month == 12 { moved.year -= 1 }
            day += Self.days(in: month, of: moved.year)
        }
        moved.month = month
        moved.day = day
        return moved.isPossible ? moved : nil
    }

    static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    /// Seconds since 1970-01-01 as if it were in UTC; missing parts count as their first.
    var secondsAsUTC: Int64 {
        // Days by Hinnant's civil calendar: years begin in March so that the leap day is last.
        let month = month ?? 1
        let shifted = Int64(month > 2 ? year : year - 1)
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = Int64((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + (day ?? 1) - 1)
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        return days * 86_400 + Int64((hour ?? 0) * 3600 + (minute ?? 0) * 60 + (second ?? 0))
    }
}

/// Reads digits and single characters off the front of some bytes.
struct DigitScanner {
    private let bytes: [UInt8]
    private let end: Int
    private(set) var position = 0

    init(_ text: some StringProtocol) {
        bytes = Array(text.utf8)
        end = bytes.count
    }

    /// Reads a stretch of bytes.
    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = min(range.upperBound, bytes.count)
    }

    var isAtEnd: Bool { position == end }
    var next: UInt8? { position < end ? bytes[position] : nil }

    mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    mutating func advance() { position += 1 }

    /// Exactly `count` digits as a number.
    mutating func digits(_ count: Int) -> Int? {
        guard position + count <= end else { return nil }
        var number = 0
        for index in position..<position + count {
            let byte = bytes[index]
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        position += count
        return number
    }

    /// As many digits as there are, as text.
    mutating func digitsText(most: Int = 12) -> String {
        let start = position
        while let byte = next, byte >= 0x30, byte <= 0x39, position - start < most { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }
}
