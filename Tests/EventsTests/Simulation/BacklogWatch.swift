import Values

@testable import Events

/// Sees whether what waits for a subscription is kept within its bound, by whoever serves it.
struct BacklogWatch {
    /// For the guard of the product: two looks, ten seconds apart, and the end of what is in flight where its oldest go.
    private static let most: [BacklogBounds.Policy: Duration] = [.pause: .seconds(25), .dropOldest: .seconds(40)]

    private struct Excess {
        var count: Int
        var server: String
        var since: Instant
    }

    private var excess: Excess?

    /// Since when too many wait although nothing keeps anybody from doing something about it; nil while that may still be.
    mutating func look(waiting: Int, bounds: BacklogBounds, server: String?, now: Instant) -> Instant? {
        guard waiting > bounds.count, let server else {
            excess = nil
            return nil
        }
        // One that is catching up is let be.
        guard let known = excess, known.server == server, waiting >= known.count else {
            excess = Excess(count: waiting, server: server, since: now)
            return nil
        }
        excess?.count = waiting
        return now - known.since > Self.most[bounds.policy] ?? .zero ? known.since : nil
    }
}
