/// A way to write dates that a mapping can name: `hl7`, `iso`, `date`, `dateTime`, `instant`, or a pattern.
enum DateForm: Sendable {
    case hl7
    case iso
    /// FHIR `date`: the date only.
    case date
    /// FHIR `dateTime`: to the precision at hand, with an offset when there is a time.
    case dateTime
    /// FHIR `instant`: always with seconds and an offset.
    case instant
    case pattern(DatePattern)

    init?(_ name: String) {
        switch name {
        case "hl7": self = .hl7
        case "iso": self = .iso
        case "date": self = .date
        case "dateTime": self = .dateTime
        case "instant": self = .instant
        default:
            guard let pattern = DatePattern(name) else { return nil }
            self = .pattern(pattern)
        }
    }

    func read(_ text: String) -> CalendarTime? {
        switch self {
        case .hl7: CalendarTime(hl7: text)
        case .iso, .date, .dateTime, .instant: CalendarTime(iso: text)
        case .pattern(let pattern): pattern.read(text)
        }
    }

    func write(_ given: CalendarTime, zone: ZoneRules?) throws(FieldFailure) -> String {
        var time = given
        if time.hour != nil, time.offset == nil { time.offset = zone?.offset(atLocal: time) }
        switch self {
        case .hl7: return time.hl7
        case .date: return time.isoDate
        case .iso, .dateTime:
            guard let text = time.isoDateTime else { throw FieldFailure(Self.zoneMissing) }
            return text
        case .instant:
            guard time.hour != nil else { throw FieldFailure("is a date without a time, which is no instant") }
            guard let text = time.isoDateTime else { throw FieldFailure(Self.zoneMissing) }
            return text
        case .pattern(let pattern):
            guard let text = pattern.write(time) else { throw FieldFailure("lacks a part that the pattern asks for") }
            return text
        }
    }

    private static let zoneMissing = "is a time without an offset, and the mapping names no timeZone"
}
