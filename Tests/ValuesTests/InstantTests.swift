import Foundation
import Testing
import Values

@Suite struct InstantTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (1_000_000_000_123_456, "2001-09-09T01:46:40.123Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (951_782_400_000_000, "2000-02-29T00:00:00.000Z"), (253_402_300_799_999_999, "9999-12-31T23:59:59.999Z"),
        (-62_167_219_200_000_000, "0000-01-01T00:00:00.000Z"),
    ])
    func writes(microseconds: Int64, expected: String) {
        #expect(Instant(microseconds: microseconds).description == expected)
    }

    @Test func writesAsManyFractionDigitsAsAsked() {
        let instant = Instant(microseconds: 1_020_304)
        let texts = (0...6).map { instant.rfc3339(fractionDigits: $0).dropFirst(17) }
        #expect(texts == ["01Z", "01.0Z", "01.02Z", "01.020Z", "01.0203Z", "01.02030Z", "01.020304Z"])
    }

    @Test(arguments: [
        ("2026-10-01T09:30:00Z", 1_790_847_000_000_000), ("2026-10-01t10:30:00.25+01:00", 1_790_847_000_250_000),
        ("2026-10-01 09:30:00.1234567z", 1_790_847_000_123_456), ("1969-12-31T23:59:59.5-00:00", -500_000),
        ("2016-12-31T23:59:60Z", 1_483_228_800_000_000),
    ])
    func reads(text: String, microseconds: Int64) { #expect(Instant(rfc3339: text)?.microseconds == microseconds) }

    @Test(arguments: [
        "", "2026-10-01", "2026-10-01T09:30Z", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-10-01T24:00:00Z",
        "2026-10-01T09:60:00Z", "2026-10-01T09:30:61Z", "2026-10-01T09:30:00", "2026-10-01T09:30:00.Z",
        "2026-10-01T09:30:00+0100", "2026-10-01T09:30:00+24:00", "2026-10-01T09:30:00Zx", "+026-10-01T09:30:00Z",
        "é026-10-01T09:30:00Z",
    ])
    func refuses(text: String) { #expect(Instant(rfc3339: text) == nil) }

    @Test func anyInstantComesBack() {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<5000 {
            let instant = Instant(
                microseconds: Int64.random(in: -62_167_219_200_000_000...253_402_300_799_999_999, using: &random))
            #expect(Instant(rfc3339: instant.rfc3339(fractionDigits: 6)) == instant)
        }
    }

    @Test func daysAgreeWithFoundation() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        var random = SeededGenerator(seed: 6)
        for _ in 0..<500 {
            let days = Int64.random(in: -100_000...800_000, using: &random)
            let parts = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(days) * 86400))
            let date = CivilDate(daysSinceEpoch: days)
            // Foundation's calendar changes to Julian before 1582; the days tried are all after.
            #expect(date.year == Int64(parts.year ?? 0) && date.month == Int64(parts.month ?? 0))
            #expect(date.day == Int64(parts.day ?? 0))
            #expect(date.daysSinceEpoch == days)
        }
    }

    @Test func arithmeticHoldsAtTheEnds() {
        let instant = Instant(microseconds: 1_500_000)
        #expect(instant + .milliseconds(250) == Instant(microseconds: 1_750_000))
        #expect(instant - .seconds(2) == Instant(microseconds: -500_000))
        #expect(Instant(seconds: 3) - instant == .milliseconds(1500))
        #expect(Instant(microseconds: .max) + .seconds(1) == Instant(microseconds: .max))
        #expect(Instant(microseconds: .min) - .seconds(1) == Instant(microseconds: .min))
        #expect(instant + .seconds(Int64.max) == Instant(microseconds: .max))
        #expect(instant - .seconds(Int64.max) < .epoch)
        #expect(Duration.nanoseconds(1_999).wholeMicroseconds == 1)
        #expect(Instant.epoch < instant)
    }

    @Test(arguments: [(-1, nil), (0, nil), (1, 1), (90, 90)] as [(Int64, Int64?)])
    func sleepingUntilATimeIsSleepingTheSpanToIt(seconds: Int64, slept: Int64?) async throws {
        let spans = AsyncStream.makeStream(of: Duration.self)
        let time = TimeSource(now: { Instant(seconds: 1000) }, sleep: { spans.continuation.yield($0) })
        try await time.sleep(until: Instant(seconds: 1000 + seconds))
        spans.continuation.finish()
        #expect(await spans.stream.reduce(into: []) { $0.append($1) } == slept.map { [.seconds($0)] } ?? [])
    }
}
