package import Values

/// Whether to try again after a failure, and when.
package struct RetryPolicy: Sendable, Hashable {
    package enum Decision: Sendable, Hashable {
        case retry(at: Instant)
        /// No more attempts; why, in words that a person understands.
        case giveUp(reason: String)
    }

    package var backoff: Backoff
    /// Most attempts, the first included.
    package var attempts: Int
    /// No new attempt is planned for later than this after the event was recorded.
    package var age: Duration
    /// The longest that a receiver's `Retry-After` is believed.
    package var longestRetryAfter: Duration

    package init(
        backoff: Backoff = Backoff(), attempts: Int = 20, age: Duration = .seconds(86_400),
        longestRetryAfter: Duration = .seconds(3600)
    ) {
        self.backoff = backoff
        self.attempts = attempts
        self.age = age
        self.longestRetryAfter = longestRetryAfter
    }

    /// Decides after the failure of attempt number `attempt` (from 1).
    ///
    /// - Parameters:
    ///   - start: what the age limit counts from.
    ///   - retryAfter: how long the receiver asked to be left alone; the delay is never shorter, up to the limit.
    ///   - random: from 0 up to 1.
    package func decide(
        attempt: Int, start: Instant, now: Instant, retryAfter: Duration?, random: Double
    ) -> Decision {
        guard attempt < attempts else {
            return .giveUp(reason: "all \(attempts) attempts failed")
        }
        let asked = min(max(retryAfter ?? .zero, .zero), longestRetryAfter)
        let at = now + max(backoff.delay(after: attempt, random: random), asked)
        guard at <= start + age else {
            return .giveUp(
                reason: "attempt \(attempt) failed and the age limit of \(age.components.seconds) s is reached")
        }
        return .retry(at: at)
    }
}
