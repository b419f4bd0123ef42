import Mapping
import Testing

struct ZoneRulesTests {
    private func offset(_ zone: String, _ local: String) throws -> Int {
        let rules = try #require(ZoneRules.named(zone))
        return rules.offset(atLocal: try #require(CalendarTime(iso: local)))
    }

    @Test(arguments: [
        ("Europe/London", "2026-03-29T00:59", 0), ("Europe/London", "2026-03-29T02:00", 60),
        // Clocks skip from 01:00 to 02:00: an hour that never was is read by the offset before.
        ("Europe/London", "2026-03-29T01:30", 0),
        // 01:30 occurs twice; the first is still summer time.
        ("Europe/London", "2026-10-25T01:30", 60), ("Europe/London", "2026-10-25T02:00", 0),
        ("America/New_York", "2026-07-01T12:00", -240), ("Asia/Kolkata", "1990-01-01T12:00", 330),
        ("UTC", "2026-01-01T00:00", 0),
        ("-03:30", "2026-01-01T00:00", -210),
    ])
    func offsetsFollowTheClocks(_ zone: String, _ local: String, _ expected: Int) throws {
        #expect(try offset(zone, local) == expected)
    }

    @Test func unknownZonesAreNil() { #expect(ZoneRules.named("Mars/Base") == nil && ZoneRules.named("+1") == nil) }
}
