import Testing
import Values

@testable import Flows

struct CronExpressionTests {
    private func next(_ cron: String, after: String, _ zone: String = "UTC") throws -> String? {
        let after = try #require(Instant(rfc3339: after))
        return try CronExpression(cron).next(after: after, in: ScheduleZone(zone))?.rfc3339(fractionDigits: 0)
    }

    @Test(arguments: [
        ("30 1 * * *", "2026-11-21T01:29:59Z", "2026-11-21T01:30:00Z"),
        ("30 1 * * *", "2026-11-21T01:30:00Z", "2026-11-22T01:30:00Z"),
        ("*/15 * * * *", "2026-11-21T10:01:00Z", "2026-11-21T10:15:00Z"),
        ("0 9-17/4 * * MON-FRI", "2026-11-20T18:00:00Z", "2026-11-23T09:00:00Z"),
        ("0 0 29 2 *", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z"),
        ("0 0 1,15 * 7", "2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z"),
        ("0 0 1 jan *", "2026-11-21T00:00:00Z", "2027-01-01T00:00:00Z"),
        ("@hourly", "2026-12-31T23:30:00Z", "2027-01-01T00:00:00Z"),
    ])
    func dueTimes(cron: String, after: String, expected: String) throws {
        #expect(try next(cron, after: after) == expected)
    }

    @Test func thirtiethOfFebruaryIsNeverDue() throws {
        #expect(try next("0 0 30 2 *", after: "2026-01-01T00:00:00Z") == nil)
    }

    @Test func skippedHourRunsWhenTheGapHasPassed() throws {
        // Clocks in London went from 01:00 to 02:00 on 29 March 2026.
        #expect(try next("30 1 * * *", after: "2026-03-28T12:00:00Z", "Europe/London") == "2026-03-29T01:00:00Z")
        #expect(try next("30 1 * * *", after: "2026-03-29T01:00:00Z", "Europe/London") == "2026-03-30T00:30:00Z")
    }

    @Test func repeatedHourRunsOnce() throws {
        // 01:30 happened twice in London on 25 October 2026: at 00:30Z and at 01:30Z.
        #expect(try next("30 1 * * *", after: "2026-10-24T12:00:00Z", "Europe/London") == "2026-10-25T00:30:00Z")
        #expect(try next("30 1 * * *", after: "2026-10-25T00:30:00Z", "Europe/London") == "2026-10-26T01:30:00Z")
    }

    @Test func hourlyRunsGoOnThroughTheRepeatedHour() throws {
        #expect(try next("0 * * * *", after: "2026-10-25T00:00:00Z", "Europe/London") == "2026-10-25T01:00:00Z")
    }

    @Test(arguments: [
        "", "* * * *", "60 * * * *", "* 24 * * *", "5-1 * * * *", "*/0 * * * *", "* * * FOO *", "1,,2 * * * *",
    ])
    func unreadableIsRefused(cron: String) {
        #expect(throws: JunctionError.self) { try CronExpression(cron) }
    }

    @Test func unknownZoneIsRefused() {
        #expect(throws: JunctionError.self) { try ScheduleZone("Europe/Atlantis") }
    }
}
