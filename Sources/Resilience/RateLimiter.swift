package import Values

/// A token bucket: `rate` calls a second on average, and up to `burst` at once.
package struct RateLimiter: Sendable, Hashable {
    package enum Decision: Sendable, Hashable {
        case granted
        /// Nothing was taken; it can be after this long, if nobody else takes it first.
        case wait(Duration)
        /// More was asked for than the bucket ever holds.
        case never
    }

    package let rate: Double
    package let burst: Double
    private var tokens: Double
    private var countedAt: Instant

    /// Starts full. `rate` (a second) and `burst` must be above zero.
    package init(rate: Double, burst: Double, now: Instant) {
        precondition(rate > 0 && burst > 0, "a rate limiter lets something through")
        self.rate = rate
        self.burst = burst
        tokens = burst
        countedAt = now
    }

    /// Lets through at most `count` in any span of that length: a tenth of them at once, the others evenly. Both must be
    /// above zero.
    package init(atMost count: Int, in span: Duration, now: Instant) {
        let burst = max(1, count / 10)
        let seconds = Double(span.wholeMicroseconds) / 1_000_000
        // In less than the span, a bucket gives away less than its burst and what flows in: `count` + 1.
        self.init(rate: Double(count + 1 - burst) / seconds, burst: Double(burst), now: now)
    }

    /// How many could be taken at once now.
    package func available(now: Instant) -> Double {
        let passed = Double(max(0, (now - countedAt).wholeMicroseconds)) / 1_000_000
        return min(burst, tokens + passed * rate)
    }

    package mutating func take(_ count: Double = 1, now: Instant) -> Decision {
        guard count <= burst else { return .never }
        tokens = available(now: now)
        countedAt = max(countedAt, now)
        // A hair's breadth of tolerance, so that waiting exactly as long as told is enough in spite of rounding.
        guard tokens < count - 1e-6 else {
            tokens = max(0, tokens - count)
            return .granted
        }
        return .wait(.microseconds(clamping: ((count - tokens) / rate * 1_000_000).rounded(.up)))
    }
}
