package import Values

/// What a schedule does about the runs that came due while the server was not running.
package enum MissedRuns: String, Sendable, CaseIterable {
    case skip
    /// One run stands for all that were missed.
    case once
    case all
}

/// Decides when a schedule runs. Pure: told the time, it says what is due and when to ask again.
package struct ScheduleMachine: Sendable {
    package let cron: CronExpression
    package let zone: ScheduleZone
    package let missedRuns: MissedRuns
    /// The last due time that was dealt with.
    package private(set) var handled: Instant

    /// With `all`, at most this many missed runs are made up for; older ones are skipped and counted.
    package static let missedRunsMost = 100

    package struct Due: Sendable, Equatable {
        /// The due times to run for now, oldest first.
        package var runs: [Instant] = []
        /// Missed runs that will not happen.
        package var skipped = 0
        /// When to ask again; nil when the schedule never comes due again.
        package var askAgainAt: Instant?
    }

    /// `handled` is the last due time dealt with before, or the time of the first start.
    package init(cron: CronExpression, zone: ScheduleZone, missedRuns: MissedRuns, handled: Instant) {
        self.cron = cron
        self.zone = zone
        self.missedRuns = missedRuns
        self.handled = handled
    }

    /// Runs that are at most this late are not missed, only slow to be noticed.
    package static let grace = Duration.seconds(60)

    package mutating func poll(at now: Instant) -> Due {
        var due = Due()
        var missed: [Instant] = []
        var next = cron.next(after: handled, in: zone)
        while let moment = next, moment <= now {
            if now - moment <= Self.grace { due.runs.append(moment) } else { missed.append(moment) }
            if missed.count > Self.missedRunsMost {
                missed.removeFirst()
                due.skipped += 1
            }
            handled = moment
            next = cron.next(after: moment, in: zone)
        }
        switch missedRuns {
        case .skip: due.skipped += missed.count
        case .once:
            due.skipped += max(0, missed.count - 1)
            due.runs = missed.suffix(1) + due.runs
        case .all: due.runs = missed + due.runs
        }
        due.askAgainAt = next
        return due
    }
}
