import Values

/// A moment taken apart by the Gregorian calendar, with the weeks of ISO 8601.
struct CalendarMoment {
    static let dayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let millisecondsADay: Int64 = 86_400_000

    private let days: Int64
    private let inDay: Int64
    let date: CivilDate

    /// Milliseconds since 1970-01-01T00:00:00, by the clock whose time is to be shown.
    init(milliseconds: Int64) {
        (days, inDay) = milliseconds.flooredQuotient(by: Self.millisecondsADay)
        date = CivilDate(daysSinceEpoch: days)
    }

    /// The number that stands for a component; nil for those that are not numbers.
    func number(_ component: Character) -> Int64? {
        switch component {
        case "Y": date.year
        case "M": date.month
        case "D": date.day
        case "d": days - Self.day(date.year, 1) + 1
        case "F": Self.weekday(days)
        case "W", "w": week(ofMonth: component == "w")
        case "X": weekYear
        case "x": weekMonth
        case "H": inDay / 3_600_000
        case "h": (inDay / 3_600_000 + 11) % 12 + 1
        case "P": inDay / 43_200_000
        case "m": inDay / 60_000 % 60
        case "s": inDay / 1000 % 60
        case "f": inDay % 1000
        default: nil
        }
    }

    private static func day(_ year: Int64, _ month: Int64) -> Int64 {
        CivilDate(year: year, month: month, day: 1)?.daysSinceEpoch ?? 0
    }

    /// Monday is 1.
    private static func weekday(_ days: Int64) -> Int64 { (days + 3).flooredQuotient(by: 7).remainder + 1 }

    /// Where the first week begins: the one that has the first Thursday of the year or month.
    private static func firstWeek(_ first: Int64) -> Int64 {
        let weekday = weekday(first)
        return weekday > 4 ? first + 8 - weekday : first - weekday + 1
    }

    private func periodStart(ofMonth: Bool, _ offset: Int64) -> Int64 {
        if !ofMonth { return Self.day(date.year + offset, 1) }
        let (years, month) = (date.month - 1 + offset).flooredQuotient(by: 12)
        return Self.day(date.year + years, month + 1)
    }

    private func week(ofMonth: Bool) -> Int64 {
        let start = Self.firstWeek(periodStart(ofMonth: ofMonth, 0))
        if days < start {
            return (days - Self.firstWeek(periodStart(ofMonth: ofMonth, -1))) / 7 + 1
        }
        return days >= Self.firstWeek(periodStart(ofMonth: ofMonth, 1)) ? 1 : (days - start) / 7 + 1
    }

    private var weekYear: Int64 {
        if days < Self.firstWeek(periodStart(ofMonth: false, 0)) { return date.year - 1 }
        return days >= Self.firstWeek(periodStart(ofMonth: false, 1)) ? date.year + 1 : date.year
    }

    private var weekMonth: Int64 {
        if days < Self.firstWeek(periodStart(ofMonth: true, 0)) { return (date.month + 10) % 12 + 1 }
        return days >= Self.firstWeek(periodStart(ofMonth: true, 1)) ? date.month % 12 + 1 : date.month
    }

    /// Milliseconds of a date and time whose parts may run over, as in month 13 or second 61.
    static func milliseconds(year: Double, month: Double, day: Double, milliseconds: Double) -> Double? {
        guard year.magnitude < 300_000, month.magnitude < 1e6, day.magnitude < 1e9 else { return nil }
        let (years, monthIndex) = Int64(month - 1).flooredQuotient(by: 12)
        let days = Double(Self.day(Int64(year) + years, monthIndex + 1)) + day - 1
        return days * Double(millisecondsADay) + milliseconds
    }
}
