import Metrics
import Synchronization

// The cells that are counted in. All are atomics with relaxed order: an increment is a few nanoseconds, takes no lock, and a
// scrape may see one cell a moment newer than the next.

/// Whole counts.
final class CounterCell: CounterHandler {
    private let count = Atomic<Int64>(0)
    var value: Double { Double(count.load(ordering: .relaxed)) }

    func increment(by amount: Int64) { count.add(max(0, amount), ordering: .relaxed) }
    /// Prometheus takes a fall to nought for a restart.
    func reset() { count.store(0, ordering: .relaxed) }
}

/// A number of any kind, held as the bits of a double.
final class NumberCell: FloatingPointCounterHandler, MeterHandler, RecorderHandler {
    private let bits = Atomic<UInt64>(0)
    var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

    func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }
    func set(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
    func record(_ value: Int64) { set(Double(value)) }
    func reset() { set(0.0) }
    func decrement(by amount: Double) { increment(by: -amount) }

    func increment(by amount: Double) {
        var old = bits.load(ordering: .relaxed)
        while true {
            let new = (Double(bitPattern: old) + amount).bitPattern
            let (exchanged, found) = bits.weakCompareExchange(expected: old, desired: new, ordering: .relaxed)
            if exchanged { return }
            old = found
        }
    }
}

/// Counts values by fixed upper bounds.
final class HistogramCell: TimerHandler, RecorderHandler {
    /// Upper bounds in seconds: from half a millisecond to ten seconds.
    static let secondBounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    /// Upper bounds for values that are not times.
    static let sizeBounds: [Double] = [
        1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000, 100_000, 1_000_000, 10_000_000,
    ]

    let bounds: [Double]
    /// One for each bound and one for what is above all.
    private let counts: [15 of Atomic<UInt64>]
    private let total = NumberCell()

    init(bounds: [Double]) {
        precondition(bounds.count == 14)
        self.bounds = bounds
        counts = InlineArray { _ in Atomic<UInt64>(0) }
    }

    var sum: Double { total.value }
    /// Values at or below each bound, and all.
    var cumulative: [UInt64] {
        var running: UInt64 = 0
        return counts.indices.map { index in
            running += counts[index].load(ordering: .relaxed)
            return running
        }
    }

    func observe(_ value: Double) {
        var index = 0
        while index < bounds.count, value > bounds[index] { index += 1 }
        counts[index].add(1, ordering: .relaxed)
        total.increment(by: value)
    }

    func recordNanoseconds(_ duration: Int64) { observe(Double(duration) / 1e9) }
    func record(_ value: Int64) { observe(Double(value)) }
    func record(_ value: Double) { observe(value) }
}
