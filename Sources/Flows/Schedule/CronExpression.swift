import Values

/// When a schedule is due: the five fields of POSIX crontab(5) (minute, hour, day of month, month, day of week), with
/// lists, ranges, steps and English names, and the shorthands `@hourly`, `@daily`, `@weekly`, `@monthly`, `@yearly`.
///
/// Where both day fields are restricted, a day that meets either is due, as crontab has it.
package struct CronExpression: Sendable, Hashable, CustomStringConvertible {
    package let description: String
    let minutes: CronField
    let hours: CronField
    let daysOfMonth: CronField
    let months: CronField
    let daysOfWeek: CronField

    private static let shorthands = [
        "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0",
        "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
    ]
    private static let monthNames = [
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
    ]
    private static let dayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]

    /// Throws `flow.pointUnusable` naming the field that cannot be read.
    package init(_ text: String) throws {
        description = text
        let expanded = Self.shorthands[text.lowercased()] ?? text
        let fields = expanded.split(whereSeparator: { $0 == " " || $0 == "\t" })
        guard fields.count == 5 else {
            throw JunctionError(
                .pointUnusable, "the schedule '\(text)' has \(fields.count) fields, not five",
                remedy: "Write minute, hour, day of month, month and day of week, such as '30 1 * * *'.")
        }
        minutes = try CronField(fields[0], of: "minute", in: 0...59)
        hours = try CronField(fields[1], of: "hour", in: 0...23)
        daysOfMonth = try CronField(fields[2], of: "day of month", in: 1...31)
        months = try CronField(fields[3], of: "month", in: 1...12, names: Self.monthNames, firstName: 1)
        // 7 is Sunday too; it is folded to 0.
        daysOfWeek = try CronField(fields[4], of: "day of week", in: 0...7, names: Self.dayNames, firstName: 0)
            .folding(7, to: 0)
    }

    func matches(day: CivilDate) -> Bool {
        guard months.contains(day.month) else { return false }
        let weekday = (day.daysSinceEpoch + 4).flooredQuotient(by: 7).remainder
        let inMonth = daysOfMonth.contains(day.day)
        let inWeek = daysOfWeek.contains(weekday)
        if daysOfMonth.isRestricted, daysOfWeek.isRestricted { return inMonth || inWeek }
        return inMonth && inWeek
    }
}

/// The numbers one field accepts, as bits.
struct CronField: Sendable, Hashable {
    private var bits: UInt64 = 0
    /// False for `*` alone: a field that lets everything through.
    private(set) var isRestricted: Bool

    func contains(_ number: Int64) -> Bool { bits >> UInt64(number) & 1 == 1 }

    init(
        _ text: Substring, of field: String, in range: ClosedRange<Int>, names: [String] = [], firstName: Int = 0
    ) throws {
        isRestricted = !text.hasPrefix("*")
        func number(_ text: Substring) throws -> Int {
            if let index = names.firstIndex(of: text.uppercased()) { return index + firstName }
            guard let value = Int(text), range.contains(value) else {
                throw JunctionError(
                    .pointUnusable, "'\(text)' is not a \(field) of a schedule",
                    remedy: "Use \(range.lowerBound) to \(range.upperBound), lists, ranges and steps.")
            }
            return value
        }
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            let step = parts.count == 2 ? Int(parts[1]) ?? 0 : 1
            guard step > 0 else {
                throw JunctionError(.pointUnusable, "'\(item)' is not a step of the \(field) of a schedule")
            }
            let ends = parts[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            var first = range.lowerBound
            var last = range.upperBound
            if parts[0] != "*" {
                first = try number(ends[0])
                last = ends.count == 2 ? try number(ends[1]) : parts.count == 2 ? range.upperBound : first
            }
            guard first <= last else {
                throw JunctionError(.pointUnusable, "the range '\(item)' of the \(field) of a schedule runs backward")
            }
            for value in stride(from: first, through: last, by: step) { bits |= 1 << UInt64(value) }
        }
    }

    func folding(_ from: Int, to: Int) -> CronField {
        var folded = self
        if contains(Int64(from)) { folded.bits |= 1 << UInt64(to) }
        return folded
    }
}
