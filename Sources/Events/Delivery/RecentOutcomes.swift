import Values

/// How the attempts of the last minute went, second by second.
package struct RecentOutcomes: Sendable {
    /// What a person wants to know of it.
    package struct Rates: Sendable, Hashable {
        package var deliveredPerSecond = 0.0
        /// The part of the attempts that failed, 0…1; 0 when there were none.
        package var errorRate = 0.0

        package init() {}
    }

    private struct Second: Sendable {
        var number: Int64 = -1
        var delivered = 0
        var failed = 0
    }

    private static let seconds = 60
    private var ring = Array(repeating: Second(), count: seconds)

    mutating func note(isFailure: Bool, at now: Instant) {
        let number = now.microseconds / 1_000_000
        let place = Int(number % Int64(Self.seconds) + Int64(Self.seconds)) % Self.seconds
        if ring[place].number != number { ring[place] = Second(number: number) }
        if isFailure { ring[place].failed += 1 } else { ring[place].delivered += 1 }
    }

    func rates(at now: Instant) -> Rates {
        let number = now.microseconds / 1_000_000
        let recent = ring.filter { $0.number > number - Int64(Self.seconds) && $0.number <= number }
        let delivered = recent.reduce(0) { $0 + $1.delivered }
        let failed = recent.reduce(0) { $0 + $1.failed }
        var rates = Rates()
        rates.deliveredPerSecond = Double(delivered) / Double(Self.seconds)
        if delivered + failed > 0 { rates.errorRate = Double(failed) / Double(delivered + failed) }
        return rates
    }
}
