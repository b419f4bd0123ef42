/// A moment in UTC, counted in microseconds from 1970-01-01T00:00:00Z (leap seconds not counted).
package struct Instant: Sendable, Hashable, Comparable {
    package var microseconds: Int64

    @inlinable package init(microseconds: Int64) { self.microseconds = microseconds }
    package init(seconds: Int64) { microseconds = seconds * 1_000_000 }

    package static let epoch = Instant(microseconds: 0)

    @inlinable package static func < (left: Instant, right: Instant) -> Bool { left.microseconds < right.microseconds }

    /// Held at the ends of the range of `Int64` microseconds (about 290,000 years).
    package static func + (left: Instant, right: Duration) -> Instant {
        let (sum, overflows) = left.microseconds.addingReportingOverflow(right.wholeMicroseconds)
        return Instant(microseconds: overflows ? (right < .zero ? .min : .max) : sum)
    }
    package static func - (left: Instant, right: Duration) -> Instant {
        let (difference, overflows) = left.microseconds.subtractingReportingOverflow(right.wholeMicroseconds)
        return Instant(microseconds: overflows ? (right < .zero ? .max : .min) : difference)
    }
    /// Held likewise.
    package static func - (left: Instant, right: Instant) -> Duration {
        let (difference, overflows) = left.microseconds.subtractingReportingOverflow(right.microseconds)
        return .microseconds(overflows ? (left < right ? .min : .max) : difference)
    }
}

extension Duration {
    /// This span in microseconds, cut off toward zero, and held at the ends of the range of `Int64`.
    package var wholeMicroseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let (sum, overflowsToo) = whole.addingReportingOverflow(attoseconds / 1_000_000_000_000)
        return overflows || overflowsToo ? (seconds < 0 ? .min : .max) : sum
    }
}

/// Where the time comes from. Only the composition root makes the real one; tests make one they move by hand.
package struct TimeSource: Sendable {
    package let now: @Sendable () -> Instant
    /// A clock that nobody sets: its instants say nothing but how far they are from each other, and go on while the process or
    /// the machine sleeps.
    package let steady: @Sendable () -> Instant
    /// Returns after the span has passed, or throws `CancellationError`.
    package let sleep: @Sendable (Duration) async throws -> Void
    private let sleepUntil: (@Sendable (Instant) async throws -> Void)?

    /// - Parameter sleepUntil: for a clock that may be moved between a look at it and `sleep`.
    package init(
        now: @escaping @Sendable () -> Instant, steady: (@Sendable () -> Instant)? = nil,
        sleep: @escaping @Sendable (Duration) async throws -> Void,
        sleepUntil: (@Sendable (Instant) async throws -> Void)? = nil
    ) {
        self.now = now
        self.steady = steady ?? now
        self.sleep = sleep
        self.sleepUntil = sleepUntil
    }

    /// Returns when it is that time, at once when it is past; or throws `CancellationError`.
    package func sleep(until end: Instant) async throws {
        if let sleepUntil { return try await sleepUntil(end) }
        let span = end - now()
        if span > .zero { try await sleep(span) }
    }
}
