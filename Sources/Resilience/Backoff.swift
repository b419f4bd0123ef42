import Values

/// Delays that double from a first one up to a longest one, each drawn anew between zero and its bound ("full
/// jitter"), so that many callers who failed together do not come back together.
package struct Backoff: Sendable, Hashable {
    package var first: Duration
    package var factor: Double
    package var longest: Duration

    package init(first: Duration = .seconds(1), factor: Double = 2, longest: Duration = .seconds(300)) {
        self.first = first
        self.factor = factor
        self.longest = longest
    }

    /// The upper bound of the delay after `failures` failures (from 1).
    package func bound(after failures: Int) -> Duration {
        let most = Double(longest.wholeMicroseconds)
        var bound = Double(first.wholeMicroseconds)
        // Stops at the longest instead of raising to a power, which would overflow for a high count.
        for _ in 1..<max(1, failures) {
            guard bound < most, factor > 1 else { break }
            bound *= factor
        }
        return .microseconds(clamping: min(bound, most))
    }

    /// The delay after `failures` failures. `random` is from 0 up to 1.
    package func delay(after failures: Int, random: Double) -> Duration {
        .microseconds(clamping: Double(bound(after: failures).wholeMicroseconds) * min(max(random, 0), 1))
    }
}

extension Duration {
    /// Held at the ends of what `Int64` takes; zero for what is no number.
    static func microseconds(clamping span: Double) -> Duration {
        .microseconds(Int64(exactly: span.rounded(.towardZero)) ?? (span > 0 ? .max : span < 0 ? .min : 0))
    }
}
