extension Instant: CustomStringConvertible {
    /// RFC 3339 in UTC, with milliseconds: `2026-10-01T09:30:00.250Z`.
    package var description: String { rfc3339(fractionDigits: 3) }

    /// RFC 3339 in UTC with six digits of fraction, or none when it is of whole seconds: the `time` of CloudEvents.
    package var eventTime: String { rfc3339(fractionDigits: microseconds % 1_000_000 == 0 ? 0 : 6) }

    /// RFC 3339 in UTC with 0 to 6 digits of fraction, cut off. Years beyond 9999 and before 0 get the digits they need.
    package func rfc3339(fractionDigits: Int) -> String {
        precondition((0...6).contains(fractionDigits), "an instant has six digits of fraction")
        let (days, inDay) = microseconds.flooredQuotient(by: 86_400_000_000)
        let date = CivilDate(daysSinceEpoch: days)
        let second = inDay / 1_000_000
        var text: [UInt8] = []
        text.reserveCapacity(27)
        func append(_ number: Int64, _ width: Int, _ after: Unicode.Scalar) {
            var divisor: Int64 = 1
            for _ in 1..<width { divisor *= 10 }
            while number / divisor > 9 { divisor *= 10 }
            while divisor > 0 {
                text.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
                divisor /= 10
            }
            text.append(UInt8(ascii: after))
        }
        if date.year < 0 { text.append(UInt8(ascii: "-")) }
        append(abs(date.year), 4, "-")
        append(date.month, 2, "-")
        append(date.day, 2, "T")
        append(second / 3600, 2, ":")
        append(second / 60 % 60, 2, ":")
        append(second % 60, 2, fractionDigits > 0 ? "." : "Z")
        if fractionDigits > 0 {
            append(inDay % 1_000_000, 6, "Z")
            text.removeSubrange((text.count - 1 - (6 - fractionDigits))..<(text.count - 1))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads RFC 3339 section 5.6; any offset, any number of fraction digits (cut off after six). Nil when malformed.
    package init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int64? {
            guard range.upperBound <= bytes.count else { return nil }
            var value: Int64 = 0
            for byte in bytes[range] {
                guard byte >= 0x30, byte <= 0x39 else { return nil }
                value = value * 10 + Int64(byte - 0x30)
            }
            return value
        }
        func isAt(_ index: Int, _ accepted: String) -> Bool {
            index < bytes.count && accepted.utf8.contains(bytes[index])
        }
        guard let year = number(0..<4), isAt(4, "-"), let month = number(5..<7), isAt(7, "-"),
            let day = number(8..<10), isAt(10, "Tt "), let hour = number(11..<13), isAt(13, ":"),
            let minute = number(14..<16), isAt(16, ":"), let second = number(17..<19),
            let date = CivilDate(year: year, month: month, day: day), hour < 24, minute < 60, second <= 60
        else { return nil }
        var index = 19
        var fraction: Int64 = 0
        if isAt(index, ".") {
            var digits = 0
            index += 1
            while index < bytes.count, let digit = number(index..<index + 1) {
                if digits < 6 { fraction = fraction * 10 + digit }
                digits += 1
                index += 1
            }
            guard digits > 0 else { return nil }
            for _ in 0..<max(0, 6 - digits) { fraction *= 10 }
        }
        var offset: Int64 = 0
        if isAt(index, "Zz") {
            index += 1
        } else {
            guard isAt(index, "+-"), let hours = number(index + 1..<index + 3), isAt(index + 3, ":"),
                let minutes = number(index + 4..<index + 6), hours < 24, minutes < 60
            else { return nil }
            offset = (hours * 3600 + minutes * 60) * (bytes[index] == UInt8(ascii: "-") ? -1 : 1)
            index += 6
        }
        guard index == bytes.count else { return nil }
        let seconds = date.daysSinceEpoch * 86400 + hour * 3600 + minute * 60 + second - offset
        self.init(microseconds: seconds * 1_000_000 + fraction)
    }
}

/// A day of the proleptic Gregorian calendar.
package struct CivilDate: Sendable, Hashable {
    package let year: Int64, month: Int64, day: Int64

    /// Nil when there is no such day.
    package init?(year: Int64, month: Int64, day: Int64) {
        guard (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, of: year) else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// Counts in eras of 400 years that begin on 1 March, so that the leap day is the last of its year.
    package init(daysSinceEpoch: Int64) {
        let (era, dayOfEra) = (daysSinceEpoch + 719_468).flooredQuotient(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    package var daysSinceEpoch: Int64 {
        let marchYear = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = marchYear.flooredQuotient(by: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func days(inMonth month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Int64 {
    /// Quotient rounded toward negative infinity, and the remainder, never negative.
    package func flooredQuotient(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
