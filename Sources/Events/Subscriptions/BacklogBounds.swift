package import Values

/// How much may wait for a subscription, and what is done at that.
package struct BacklogBounds: Sendable, Hashable {
    package enum Policy: String, Sendable, Hashable, CaseIterable {
        /// It is paused, and nothing more is put by for it; resumed, it goes on from there in the log.
        case pause
        /// Its oldest events become dead letters until a tenth of the room is free.
        case dropOldest
    }

    /// What waits now.
    package struct Waiting: Sendable, Hashable {
        package var count: Int
        /// When the log took the oldest of it; nil when nothing waits.
        package var oldest: Instant?

        package init(count: Int, oldest: Instant?) {
            self.count = count
            self.oldest = oldest
        }
    }

    /// Most events that may wait.
    package var count = 1_000_000
    /// How long the oldest may wait.
    package var age = Duration.seconds(30 * 86_400)
    package var policy = Policy.pause

    package init() {}

    /// From so much of a bound on, a warning is shown.
    private static let warnedAt = 0.8

    /// Why what waits is past the bounds, in a sentence; nil when it is not.
    func excess(_ waiting: Waiting, now: Instant) -> String? {
        if waiting.count > count { return "\(waiting.count) events are waiting; \(count) may." }
        guard let oldest = waiting.oldest, now - oldest > age else { return nil }
        return "The oldest event has waited \(Self.hours(now - oldest)) hours; \(Self.hours(age)) are allowed."
    }

    /// What a person should know before it comes to that; nil when all is well.
    package func warning(_ waiting: Waiting, now: Instant) -> String? {
        let then = policy == .pause ? "it is paused" : "its oldest events become dead letters"
        if Double(waiting.count) >= Double(count) * Self.warnedAt {
            return "\(waiting.count) events are waiting. Beyond \(count), \(then)."
        }
        guard let oldest = waiting.oldest, now - oldest >= age * Self.warnedAt else { return nil }
        return "The oldest event has waited \(Self.hours(now - oldest)) hours. After \(Self.hours(age)), \(then)."
    }

    /// How many of `waiting` are to go so that a tenth of the room is free.
    func surplus(_ waiting: Int) -> Int { max(0, waiting - count / 10 * 9) }

    private static func hours(_ span: Duration) -> Int64 { span.wholeMicroseconds / 3_600_000_000 }
}
