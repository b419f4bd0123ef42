extension CalendarTime {
    /// HL7 v2 TS and DTM (chapter 2A): `YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]`. Nil when malformed.
    package init?(hl7 text: String) { self.init(hl7: DigitScanner(text)) }

    /// All that the scanner has.
    init?(hl7 given: consuming DigitScanner) {
        var scanner = given
        guard let year = scanner.digits(4) else { return nil }
        self.init(year: year)
        month = scanner.digits(2)
        if month != nil { day = scanner.digits(2) }
        if day != nil { hour = scanner.digits(2) }
        if hour != nil { minute = scanner.digits(2) }
        if minute != nil { second = scanner.digits(2) }
        if second != nil, scanner.take(UInt8(ascii: ".")) { fraction = scanner.digitsText() }
        if scanner.next == UInt8(ascii: "+") || scanner.next == UInt8(ascii: "-") {
            let sign = scanner.next == UInt8(ascii: "-") ? -1 : 1
            scanner.advance()
            guard let hours = scanner.digits(2), let minutes = scanner.digits(2), minutes < 60 else { return nil }
            offset = sign * (hours * 60 + minutes)
        }
        guard scanner.isAtEnd, isPossible else { return nil }
    }

    /// The HL7 v2 form, to the precision at hand.
    package var hl7: String {
        var text = padded(year, 4)
        for part in [month, day, hour, minute, second] {
            guard let part else { break }
            text += padded(part, 2)
        }
        if second != nil, !fraction.isEmpty { text += "." + fraction.prefix(4) }
        if hour != nil, let offset { text += offsetText(offset, separator: "") }
        return text
    }
}

func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return digits.utf8.count >= width ? digits : String(repeating: "0", count: width - digits.utf8.count) + digits
}

func offsetText(_ minutes: Int, separator: String) -> String {
    (minutes < 0 ? "-" : "+") + padded(abs(minutes) / 60, 2) + separator + padded(abs(minutes) % 60, 2)
}
