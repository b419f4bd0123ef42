import Foundation
import Synchronization

/// When a time zone's offset changes, worked out once so that no calendar is asked for each message.
package struct ZoneRules: Sendable {
    /// From `start` (seconds since 1970 in UTC) on, the offset is this many minutes.
    private struct Span {
        let start: Int64
        let offset: Int
    }

    package let name: String
    private let spans: [Span]

    private static let known = Mutex<[String: ZoneRules]>([:])

    /// An IANA name (`Europe/London`), `UTC`, or a fixed offset (`+01:00`); nil for anything else.
    package static func named(_ name: String) -> ZoneRules? {
        if let rules = known.withLock({ $0[name] }) { return rules }
        guard let rules = ZoneRules(fixed: name) ?? ZoneRules(name: name) else { return nil }
        return known.withLock {
            // Names come from definitions; a stream of new ones must not grow this for ever.
            if $0.count >= 600 { $0.removeAll() }
            $0[name] = rules
            return rules
        }
    }

    private init?(fixed text: String) {
        guard text == "UTC" || text == "Z" || text.hasPrefix("+") || text.hasPrefix("-") else { return nil }
        var time = CalendarTime(year: 1970)
        var scanner = DigitScanner(text == "UTC" ? "Z" : text)
        guard time.readOffset(&scanner), scanner.isAtEnd, let offset = time.offset else { return nil }
        name = text
        spans = [Span(start: .min, offset: offset)]
    }

    private init?(name: String) {
        guard let zone = TimeZone(identifier: name) else { return nil }
        self.name = name
        // From 1900 to 2100: dates of birth at one end, licences at the other.
        var date = Date(timeIntervalSince1970: -2_208_988_800)
        let end = Date(timeIntervalSince1970: 4_102_444_800)
        var spans = [Span(start: .min, offset: zone.secondsFromGMT(for: date) / 60)]
        while let next = zone.nextDaylightSavingTimeTransition(after: date), next > date, next < end {
            let offset = zone.secondsFromGMT(for: next) / 60
            spans.append(Span(start: Int64(next.timeIntervalSince1970), offset: offset))
            date = next
        }
        self.spans = spans
    }

    /// Minutes east of UTC at a local time. An hour that occurs twice is taken as its first; one that a change of the
    /// clocks skips is read with the offset from before the change.
    package func offset(atLocal time: CalendarTime) -> Int {
        let local = time.secondsAsUTC
        // A span has begun once the later of the two clock readings at its start is reached.
        var low = 0
        var high = spans.count
        while high - low > 1 {
            let middle = (low + high) / 2
            let later = max(spans[middle - 1].offset, spans[middle].offset)
            if spans[middle].start <= local - Int64(later * 60) { low = middle } else { high = middle }
        }
        return spans[low].offset
    }
}
