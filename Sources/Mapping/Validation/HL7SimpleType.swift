/// HL7 v2 data types whose values can be checked by their shape (HL7 v2.8 chapter 2A).
enum HL7SimpleType: String, Sendable, CaseIterable {
    case number = "NM"
    case date = "DT"
    case time = "TM"
    case timeStamp = "TS"
    case sequence = "SI"
    case code = "ID"
    case text = "ST"

    /// What a person calls such a value.
    var noun: String {
        switch self {
        case .number: "a number"
        case .date: "a date (YYYY[MM[DD]])"
        case .time: "a time (HH[MM[SS]])"
        case .timeStamp: "a date and time (YYYY[MM[DD[HH[MM[SS]]]]])"
        case .sequence: "a whole number from 0 to 9999"
        case .code: "a code"
        case .text: "text"
        }
    }

    func accepts(_ text: String) -> Bool {
        switch self {
        case .number: isNumber(text)
        case .date: text.utf8.count <= 8 && CalendarTime(hl7: text) != nil
        case .time: CalendarTime(hl7: "20000101" + text)?.hour != nil
        case .timeStamp: CalendarTime(hl7: text.trimmed) != nil
        case .sequence: (1...4).contains(text.utf8.count) && text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        case .code: !text.contains { $0.isWhitespace }
        case .text: true
        }
    }

    /// An optional sign, digits, and at most one point.
    private func isNumber(_ text: String) -> Bool {
        var digits = text.utf8[...]
        if digits.first == UInt8(ascii: "+") || digits.first == UInt8(ascii: "-") { digits.removeFirst() }
        let points = digits.count { $0 == UInt8(ascii: ".") }
        return points <= 1 && digits.count > points
            && digits.allSatisfy { $0 == UInt8(ascii: ".") || ($0 >= 0x30 && $0 <= 0x39) }
    }
}
