import Foundation
package import Values

/// A time zone of the IANA database, reduced to the one question a schedule asks of it.
package struct ScheduleZone: Sendable, Hashable {
    package let name: String
    private let zone: TimeZone

    package static let utc = ScheduleZone(name: "UTC", zone: .gmt)

    /// Throws `flow.pointUnusable` when the machine's database does not know the name.
    package init(_ name: String) throws {
        guard let zone = TimeZone(identifier: name) else {
            throw JunctionError(
                .pointUnusable, "there is no time zone '\(name)'", remedy: "Use an IANA name such as 'Europe/London'.")
        }
        self.init(name: name, zone: zone)
    }

    private init(name: String, zone: TimeZone) {
        self.name = name
        self.zone = zone
    }

    func offsetSeconds(at instant: Instant) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.microseconds / 1_000_000))))
    }
}

extension CronExpression {
    /// No schedule looks further ahead than this; 29 February on a given weekday comes within 28 years.
    private static let horizon = Duration.seconds(86_400 * 366 * 29)

    /// The first moment after `instant` at which the schedule is due, nil if there is none within 29 years.
    ///
    /// When clocks go forward, a run whose time is skipped is due as soon as the gap has passed. When they go back, a
    /// run at a fixed hour is due the first time only; one that runs every hour (`*`) goes on by real time.
    package func next(after instant: Instant, in zone: ScheduleZone) -> Instant? {
        var moment = Instant(seconds: (instant.microseconds / 60_000_000 + 1) * 60)
        let end = instant + Self.horizon
        while moment < end {
            let offset = zone.offsetSeconds(at: moment)
            let local = LocalMinute(moment, offset: offset)
            let step = minutesToNextCandidate(from: local)
            if step == 0 {
                if !hours.isRestricted || !isRepeated(moment, offset: offset, in: zone) { return moment }
                moment = moment + .seconds(60)
                continue
            }
            let following = moment + .seconds(step * 60)
            if let gapEnd = dueInGap(between: moment, and: following, in: zone) { return gapEnd }
            moment = following
        }
        return nil
    }

    /// Zero when due now; else how far it is safe to jump without passing a due minute or more than an hour.
    private func minutesToNextCandidate(from local: LocalMinute) -> Int64 {
        guard matches(day: local.day), hours.contains(local.hour) else { return 60 - local.minute }
        return minutes.contains(local.minute) ? 0 : 1
    }

    /// Whether the same wall-clock time already happened once, before clocks went back.
    private func isRepeated(_ moment: Instant, offset: Int64, in zone: ScheduleZone) -> Bool {
        let before = zone.offsetSeconds(at: moment - .seconds(3 * 3600))
        guard before > offset else { return false }
        return zone.offsetSeconds(at: moment - .seconds(before - offset)) == before
    }

    /// The moment clocks went forward between the two, if a due minute was skipped there.
    private func dueInGap(between start: Instant, and end: Instant, in zone: ScheduleZone) -> Instant? {
        let before = zone.offsetSeconds(at: start)
        let after = zone.offsetSeconds(at: end)
        guard after > before, hours.isRestricted else { return nil }
        var change = start
        while zone.offsetSeconds(at: change) == before { change = change + .seconds(60) }
        for skipped in stride(from: 0, to: after - before, by: 60) {
            let local = LocalMinute(change + .seconds(skipped), offset: before)
            if matches(day: local.day), hours.contains(local.hour), minutes.contains(local.minute) { return change }
        }
        return nil
    }
}

/// A minute on the wall clock.
private struct LocalMinute {
    let day: CivilDate
    let hour: Int64
    let minute: Int64

    init(_ moment: Instant, offset: Int64) {
        let seconds = moment.microseconds / 1_000_000 + offset
        let (days, inDay) = seconds.flooredQuotient(by: 86_400)
        day = CivilDate(daysSinceEpoch: days)
        hour = inDay / 3600
        minute = inDay / 60 % 60
    }
}
