import Foundation
import Values

/// A span of the day in a time zone: `06:00-22:00 Europe/London`. May run past midnight.
package struct DailyHours: Sendable, Hashable, CustomStringConvertible {
    /// Minutes after midnight; the end is not included.
    package var startMinute: Int
    package var endMinute: Int
    /// A name of the IANA database.
    package var timeZone: String

    package var description: String { "\(Self.clock(startMinute))-\(Self.clock(endMinute)) \(timeZone)" }

    /// Whether the minute of the day, on the clock of that zone, is within the span.
    package func contains(minute: Int) -> Bool {
        startMinute <= endMinute
            ? (startMinute..<endMinute).contains(minute) : minute >= startMinute || minute < endMinute
    }

    static let spec = Spec<DailyHours>.text(.hours) { text in
        let parts = text.split(separator: " ")
        let times = parts[0].split(separator: "-").compactMap { minute(String($0)) }
        guard parts.count == 2, times.count == 2, times[0] != times[1], TimeZone(identifier: String(parts[1])) != nil
        else {
            return nil
        }
        return DailyHours(startMinute: times[0], endMinute: times[1], timeZone: String(parts[1]))
    }

    private static func minute(_ clock: String) -> Int? {
        let parts = clock.split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2, parts[0] <= 24, parts[1] < 60, parts[0] * 60 + parts[1] <= 1440 else { return nil }
        return parts[0] * 60 + parts[1]
    }

    private static func clock(_ minute: Int) -> String {
        let (hour, rest) = minute.quotientAndRemainder(dividingBy: 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
    }
}

extension Spec<String> {
    static let timeZone = Spec.text(.timeZone) { TimeZone(identifier: $0) == nil ? nil : $0 }
}
