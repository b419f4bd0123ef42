import Foundation
import Values

extension DatePicture {
    /// An offset from UTC written like `+0530`.
    struct Offset {
        var minutes = 0

        init(_ text: String?) {
            guard let text else { return }
            let digits = text.drop { $0 == "+" || $0 == "-" }.prefix { $0.isASCII && $0.isNumber }
            guard let number = Int(digits.prefix(4)) else { return }
            minutes = (number / 100 * 60 + number % 100) * (text.hasPrefix("-") ? -1 : 1)
        }

        /// Hours and minutes as one number, `+05:30` being 530.
        var packed: Double { Double(minutes / 60 * 100 + minutes % 60) }
    }

    func format(_ milliseconds: Double, timezone: String?) throws -> String? {
        let offset = Offset(timezone)
        guard milliseconds.magnitude <= 8.64e15 else { return nil }
        let moment = CalendarMoment(
            milliseconds: Int64(milliseconds.rounded(.towardZero)) + Int64(offset.minutes) * 60_000)
        var text = ""
        for part in parts {
            switch part {
            case .literal(let literal): text += literal
            case .marker(let marker): text += try marker.format(moment, offset)
            }
        }
        return text
    }
}

extension DatePicture.Marker {
    fileprivate func format(_ moment: CalendarMoment, _ offset: DatePicture.Offset) throws -> String {
        switch component {
        case "Z", "z": return try zone(offset)
        case "P":
            let half = moment.number("P") == 1 ? "pm" : "am"
            return names == .upper ? half.uppercased() : half
        case "C", "E": return "ISO"
        default: break
        }
        guard var number = moment.number(component) else { return "" }
        if names != nil { return try name(number) }
        if component == "Y", let yearDigits, yearDigits < 18 { number %= Int64(pow(10, Double(yearDigits))) }
        return try integer?.format(Double(number)) ?? ""
    }

    private func name(_ number: Int64) throws -> String {
        var name: String
        switch component {
        case "M", "x": name = CalendarMoment.monthNames[Int(number) - 1]
        case "F": name = CalendarMoment.dayNames[Int(number) - 1]
        default: throw JSONataError("D3133")
        }
        if names == .upper { name = name.uppercased() } else if names == .lower { name = name.lowercased() }
        return mostWidth.map { String(name.prefix($0)) } ?? name
    }

    private func zone(_ offset: DatePicture.Offset) throws -> String {
        if offset.minutes == 0, modifier == "t" { return "Z" }
        guard let integer else { return "" }
        var text: String
        if integer.interval != nil || (3...4).contains(integer.mandatoryDigits) {
            text = try integer.format(offset.packed)
        } else {
            guard (1...2).contains(integer.mandatoryDigits) else { throw JSONataError("D3134") }
            text = try integer.format(Double(offset.minutes / 60))
            let minutes = abs(offset.minutes % 60)
            if minutes != 0 { text += ":" + (minutes < 10 ? "0" : "") + String(minutes) }
        }
        if offset.minutes >= 0 { text = "+" + text }
        return component == "z" ? "GMT" + text : text
    }
}
