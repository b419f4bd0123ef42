package import Values

/// Slows down whoever keeps failing: after `failuresMost` failures from one source within `window`, that source is held off
/// until the window has passed.
///
/// At most `sourcesMost` sources are told apart; when there are more at once, the newcomers share one count.
package struct FailureLimiter: Sendable {
    private struct Count {
        var failures: Int
        var until: Instant
    }

    private var counts: [String: Count] = [:]
    private let failuresMost: Int
    private let window: Duration
    private let sourcesMost: Int
    private static let newcomers = "*"

    package init(failuresMost: Int = 20, window: Duration = .seconds(60), sourcesMost: Int = 10_000) {
        precondition(failuresMost > 0 && sourcesMost > 0)
        self.failuresMost = failuresMost
        self.window = window
        self.sourcesMost = sourcesMost
    }

    /// How long the source has to wait; nil when it may try.
    package func wait(of source: String, at now: Instant) -> Duration? {
        if counts.isEmpty { return nil }
        let isNewcomer = counts[source] == nil && counts.count >= sourcesMost
        guard let count = counts[isNewcomer ? Self.newcomers : source], count.failures >= failuresMost,
            now < count.until
        else { return nil }
        return count.until - now
    }

    package mutating func fail(_ source: String, at now: Instant) {
        if counts[source] == nil, counts.count >= sourcesMost { counts = counts.filter { now < $0.value.until } }
        let key = counts[source] == nil && counts.count >= sourcesMost ? Self.newcomers : source
        if var count = counts[key], now < count.until {
            count.failures += 1
            counts[key] = count
        } else {
            counts[key] = Count(failures: 1, until: now + window)
        }
    }
}
