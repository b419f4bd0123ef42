/// Dates, times and durations by RFC 3339 section 5.6 and appendix A.
enum TimeFormats {
    static func isDate(_ bytes: [UInt8]) -> Bool { bytes.count == 10 && date(bytes[...]) }

    static func isTime(_ bytes: [UInt8]) -> Bool { time(bytes[...]) }

    static func isDateTime(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 11, bytes[10] | 0x20 == UInt8(ascii: "t") else { return false }
        return date(bytes[..<10]) && time(bytes[11...])
    }

    /// `digits` decimal digits at `offset`.
    private static func number(_ text: ArraySlice<UInt8>, _ offset: Int, _ digits: Int) -> Int? {
        let start = text.startIndex + offset
        guard start + digits <= text.endIndex else { return nil }
        var value = 0
        for byte in text[start..<start + digits] {
            guard byte.isASCIIDigit else { return nil }
            value = value * 10 + Int(byte & 0xF)
        }
        return value
    }

    private static func byte(_ text: ArraySlice<UInt8>, _ offset: Int) -> UInt8? {
        let index = text.startIndex + offset
        return index < text.endIndex ? text[index] : nil
    }

    private static func date(_ text: ArraySlice<UInt8>) -> Bool {
        guard let year = number(text, 0, 4), byte(text, 4) == UInt8(ascii: "-"), let month = number(text, 5, 2),
            byte(text, 7) == UInt8(ascii: "-"), let day = number(text, 8, 2), (1...12).contains(month), day >= 1
        else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return day <= days[month - 1]
    }

    /// `hh:mm:ss[.fraction]` and `Z` or an offset. A 60th second must be the last of a day in UTC.
    private static func time(_ text: ArraySlice<UInt8>) -> Bool {
        guard let hour = number(text, 0, 2), byte(text, 2) == UInt8(ascii: ":"), let minute = number(text, 3, 2),
            byte(text, 5) == UInt8(ascii: ":"), let second = number(text, 6, 2), hour <= 23, minute <= 59, second <= 60
        else { return false }
        var rest = text.dropFirst(8)
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix { $0.isASCIIDigit }
            guard !fraction.isEmpty else { return false }
            rest = rest.dropFirst(fraction.count + 1)
        }
        guard let offset = offsetMinutes(rest) else { return false }
        guard second == 60 else { return true }
        return (hour * 60 + minute - offset + 2880) % 1440 == 1439
    }

    private static func offsetMinutes(_ text: ArraySlice<UInt8>) -> Int? {
        guard let sign = text.first else { return nil }
        if sign | 0x20 == UInt8(ascii: "z") { return text.count == 1 ? 0 : nil }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), text.count == 6,
            let hours = number(text, 1, 2), byte(text, 3) == UInt8(ascii: ":"), let minutes = number(text, 4, 2),
            hours <= 23, minutes <= 59
        else { return nil }
        return (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -1 : 1)
    }

    /// Weeks alone; or years, months and days, then hours, minutes and seconds, where no unit between two is left out.
    static func isDuration(_ bytes: [UInt8]) -> Bool {
        guard bytes.first == UInt8(ascii: "P") else { return false }
        let body = bytes.dropFirst()
        if body.last == UInt8(ascii: "W") { return body.count > 1 && body.dropLast().allSatisfy(\.isASCIIDigit) }
        let parts = body.split(separator: UInt8(ascii: "T"), maxSplits: 1, omittingEmptySubsequences: false)
        guard isSequence(parts[0], of: Array("YMD".utf8)) else { return false }
        guard parts.count == 2 else { return !parts[0].isEmpty }
        return !parts[1].isEmpty && isSequence(parts[1], of: Array("HMS".utf8))
    }

    /// Numbers, each followed by the next of `units`, which may begin and end anywhere.
    private static func isSequence(_ text: ArraySlice<UInt8>, of units: [UInt8]) -> Bool {
        var rest = text
        var next: Int?
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCIIDigit }
            rest = rest.dropFirst(digits.count)
            guard !digits.isEmpty, let unit = rest.popFirst(), let place = units.firstIndex(of: unit) else {
                return false
            }
            if let next, place != next { return false }
            next = place + 1
        }
        return true
    }
}
