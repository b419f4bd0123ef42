package import Values

/// Dates as HTTP writes them (RFC 9110 section 5.6.7), its two obsolete forms included.
package enum HTTPDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    package static func instant(_ text: String) -> Instant? {
        let words = text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "-" }).map(String.init)
        // Sun, 06 Nov 1994 08:49:37 GMT; Sunday, 06-Nov-94 08:49:37 GMT
        if words.count == 6, words[5] == "GMT" { return instant(words[3], words[2], words[1], words[4]) }
        // Sun Nov  6 08:49:37 1994
        if words.count == 5 { return instant(words[4], words[1], words[2], words[3]) }
        return nil
    }

    private static func instant(_ year: String, _ month: String, _ day: String, _ clock: String) -> Instant? {
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
        guard var year = Int64(year), year >= 0, year < 10_000, let month = months.firstIndex(of: month),
            let day = Int64(day), parts.count == 3,
            let hour = parts[0], let minute = parts[1], let second = parts[2],
            (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        if year < 100 { year += year < 70 ? 2000 : 1900 }
        guard let date = CivilDate(year: year, month: Int64(month) + 1, day: day) else { return nil }
        return Instant(seconds: date.daysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + second)
    }
}
