package import Values

/// Several rate limits of which all hold: 10 a second, and 5,000 a day.
package struct RateLimits: Sendable, Hashable {
    private var limiters: [RateLimiter]

    /// None lets everything through.
    package init(_ limiters: [RateLimiter]) { self.limiters = limiters }

    /// Takes one from each, or from none: then it says how long the slowest needs.
    package mutating func take(now: Instant) -> RateLimiter.Decision {
        var taken = limiters
        var longest: Duration?
        for index in taken.indices {
            switch taken[index].take(now: now) {
            case .granted: break
            case .wait(let span): longest = max(longest ?? span, span)
            case .never: return .never
            }
        }
        if let longest { return .wait(longest) }
        limiters = taken
        return .granted
    }
}
