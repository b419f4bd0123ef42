import Synchronization
import Values

/// The `Date` field of answers (RFC 9110, section 6.6.1), written once a second.
final class DateField: Sendable {
    private let time: TimeSource
    private let last = Mutex<(second: Int64, text: String)>((.min, ""))

    init(_ time: TimeSource) { self.time = time }

    var value: String {
        let second = time.now().microseconds.flooredQuotient(by: 1_000_000).quotient
        return last.withLock { last in
            if last.second != second { last = (second, Self.text(second: second)) }
            return last.text
        }
    }

    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// `Sun, 06 Nov 1994 08:49:37 GMT` (section 5.6.7), of a second since 1970.
    static func text(second: Int64) -> String {
        let (days, inDay) = second.flooredQuotient(by: 86_400)
        let date = CivilDate(daysSinceEpoch: days)
        let weekday = Self.days[Int(days.flooredQuotient(by: 7).remainder)]
        let clock = [inDay / 3600, inDay / 60 % 60, inDay % 60].map { padded($0, 2) }.joined(separator: ":")
        return "\(weekday), \(padded(date.day, 2)) \(months[Int(date.month) - 1]) \(padded(date.year, 4)) \(clock) GMT"
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = "\(number)"
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
