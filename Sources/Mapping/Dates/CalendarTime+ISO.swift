extension CalendarTime {
    /// ISO 8601 calendar dates and times as FHIR, XML Schema and RFC 3339 write them: `2026`, `2026-10`, `2026-10-01`,
    /// `2026-10-01T09:30[:00[.25]][Z|+01:00]`; a space may stand for the `T`. Nil when malformed.
    package init?(iso text: String) {
        var scanner = DigitScanner(text)
        guard let year = scanner.digits(4) else { return nil }
        self.init(year: year)
        let dash = UInt8(ascii: "-")
        let colon = UInt8(ascii: ":")
        if scanner.take(dash) {
            month = scanner.digits(2)
            if month != nil, scanner.take(dash) { day = scanner.digits(2) }
        }
        if day != nil, scanner.take(UInt8(ascii: "T")) || scanner.take(UInt8(ascii: " ")) {
            hour = scanner.digits(2)
            guard hour != nil, scanner.take(colon) else { return nil }
            minute = scanner.digits(2)
            if minute != nil, scanner.take(colon) { second = scanner.digits(2) }
            if second != nil, scanner.take(UInt8(ascii: ".")) { fraction = scanner.digitsText() }
            guard minute != nil, readOffset(&scanner) else { return nil }
        }
        guard scanner.isAtEnd, isPossible else { return nil }
    }

    /// Reads `Z`, `+01:00` or `+0100` if one stands there; false when it begins like one and is not.
    mutating func readOffset(_ scanner: inout DigitScanner) -> Bool {
        if scanner.take(UInt8(ascii: "Z")) || scanner.take(UInt8(ascii: "z")) {
            offset = 0
            return true
        }
        let sign: Int
        switch scanner.next {
        case UInt8(ascii: "+"): sign = 1
        case UInt8(ascii: "-"): sign = -1
        default: return true
        }
        scanner.advance()
        guard let hours = scanner.digits(2) else { return false }
        _ = scanner.take(UInt8(ascii: ":"))
        guard let minutes = scanner.digits(2), minutes < 60 else { return false }
        offset = sign * (hours * 60 + minutes)
        return true
    }

    /// FHIR `date`: as much of the date as is known.
    package var isoDate: String {
        var text = padded(year, 4)
        if let month { text += "-" + padded(month, 2) }
        if month != nil, let day { text += "-" + padded(day, 2) }
        return text
    }

    /// FHIR `dateTime`: the date alone when no time is known; nil when there is a time without an offset.
    package var isoDateTime: String? {
        guard day != nil, hour != nil else { return isoDate }
        guard let offset else { return nil }
        return isoLocalDateTime + (offset == 0 ? "Z" : offsetText(offset, separator: ":"))
    }

    /// Without the offset, which may not be known.
    var isoLocalDateTime: String {
        guard day != nil, let hour else { return isoDate }
        let text = isoDate + "T" + padded(hour, 2) + ":" + padded(minute ?? 0, 2) + ":" + padded(second ?? 0, 2)
        return fraction.isEmpty ? text : text + "." + fraction
    }
}
