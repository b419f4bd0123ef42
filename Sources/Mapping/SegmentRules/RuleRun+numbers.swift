import Values

/// Dates and numbers as FHIR writes them.
extension RuleRun {
    private mutating func calendarTime(_ text: RuleText) -> CalendarTime? {
        let text = trimmed(text)
        return CalendarTime(hl7: DigitScanner(layout.bytes, text.range))
    }

    /// FHIR `date`: the day, without the time.
    mutating func date(_ text: RuleText) -> RuleText? {
        guard let time = calendarTime(text) else { return nil }
        return layout.bytes.text { $0.append(date: time) }
    }

    /// FHIR `dateTime`: to the precision at hand; a time gets seconds and an offset, which FHIR demands.
    mutating func dateTime(_ text: RuleText) -> RuleText? {
        // The text first: it may add bytes, which what is read beside it would miss.
        let trimmed = trimmed(text)
        guard let time = calendarTime(trimmed) ?? CalendarTime(iso: string(trimmed)) else { return nil }
        if time.hour != nil { return full(time) }
        return layout.bytes.text { $0.append(date: time) }
    }

    /// FHIR `instant`: everything down to the second; what was not written counts as its first.
    mutating func instant(_ text: RuleText) -> RuleText? { calendarTime(text).map { full($0) } }

    /// FHIR `time`, of `HHMM[SS]` or `HH:MM[:SS]`.
    mutating func time(_ text: RuleText) -> RuleText? {
        let digits = string(text).trimmed.replacing(":", with: "")
        guard let time = CalendarTime(hl7: "20000101" + digits), time.hour != nil else { return nil }
        return layout.bytes.text { $0.append(timeOfDay: time) }
    }

    private mutating func full(_ time: CalendarTime) -> RuleText {
        var time = time
        time.month = time.month ?? 1
        time.day = time.day ?? 1
        let zone = zone
        return layout.bytes.text { bytes in
            bytes.append(date: time)
            bytes.append(UInt8(ascii: "T"))
            bytes.append(timeOfDay: time)
            if !time.fraction.isEmpty {
                bytes.append(UInt8(ascii: "."))
                bytes.append(contentsOf: time.fraction.utf8)
            }
            bytes.append(
                contentsOf: (time.offset.map { $0 == 0 ? "Z" : offsetText($0, separator: ":") } ?? zone).utf8)
        }
    }

    /// The number as JSON writes it; nil when the text is no number.
    mutating func number(_ text: RuleText) -> RuleText? {
        let trimmed = trimmed(text)
        guard let parts = NumberParts(layout.bytes, trimmed.range) else { return nil }
        return layout.bytes.text { bytes in
            if parts.isNegative { bytes.append(UInt8(ascii: "-")) }
            if parts.whole.isEmpty { bytes.append(UInt8(ascii: "0")) } else { bytes.appendOwn(parts.whole) }
            guard !parts.fraction.isEmpty else { return }
            bytes.append(UInt8(ascii: "."))
            bytes.appendOwn(parts.fraction)
        }
    }

    /// A whole number from `least` on that FHIR's integers hold.
    mutating func whole(_ text: RuleText, from least: Int32 = .min) -> RuleText? {
        guard let number = number(text) else { return nil }
        let range = number.range
        let point = range.first { layout.bytes[$0] == UInt8(ascii: ".") } ?? range.upperBound
        for index in range where index > point && layout.bytes[index] != 0x30 { return nil }
        guard let integer = Int32(layout.bytes.string(range.lowerBound..<point)), integer >= least else { return nil }
        return kept(String(integer))
    }

    /// A number's digits: `+007.50` has the whole `7` and the fraction `50`.
    private struct NumberParts {
        private static let bytesMost = 64

        var isNegative = false
        /// Without leading zeros.
        var whole: Range<Int>
        var fraction: Range<Int>

        init?(_ bytes: [UInt8], _ text: Range<Int>) {
            var text = text
            if let first = text.first, bytes[first] == UInt8(ascii: "+") { text.removeFirst() }
            if let first = text.first, bytes[first] == UInt8(ascii: "-") {
                isNegative = true
                text.removeFirst()
            }
            guard !text.isEmpty, text.count <= Self.bytesMost else { return nil }
            let point = text.first { bytes[$0] == UInt8(ascii: ".") } ?? text.upperBound
            whole = text.lowerBound..<point
            fraction = min(point + 1, text.upperBound)..<text.upperBound
            guard !whole.isEmpty || !fraction.isEmpty else { return nil }
            for index in text where index != point && !bytes[index].isASCIIDigit { return nil }
            while let first = whole.first, bytes[first] == 0x30 { whole.removeFirst() }
        }
    }
}

extension [UInt8] {
    /// FHIR `date`: as much of the date as is known.
    fileprivate mutating func append(date time: CalendarTime) {
        append(digits: time.year, 4)
        guard let month = time.month else { return }
        append(UInt8(ascii: "-"))
        append(digits: month, 2)
        guard let day = time.day else { return }
        append(UInt8(ascii: "-"))
        append(digits: day, 2)
    }

    /// Down to the second; what is not known counts as its first.
    fileprivate mutating func append(timeOfDay time: CalendarTime) {
        append(digits: time.hour ?? 0, 2)
        append(UInt8(ascii: ":"))
        append(digits: time.minute ?? 0, 2)
        append(UInt8(ascii: ":"))
        append(digits: time.second ?? 0, 2)
    }

    /// A number of at most so many digits, with zeros before it.
    private mutating func append(digits number: Int, _ width: Int) {
        var power = width == 4 ? 1000 : 10
        while power > 0 {
            append(UInt8(truncatingIfNeeded: number / power % 10) &+ 0x30)
            power /= 10
        }
    }
}
