import Resilience
import Testing
import Values

@Suite struct RateLimiterTests {
    private let start = Instant(seconds: 1000)

    @Test func aBurstGoesAtOnceThenTheRateHolds() {
        var limiter = RateLimiter(rate: 10, burst: 3, now: start)
        for _ in 0..<3 { #expect(limiter.take(now: start) == .granted) }
        #expect(limiter.take(now: start) == .wait(.milliseconds(100)))
        #expect(limiter.take(now: start + .milliseconds(100)) == .granted)
        #expect(limiter.take(now: start + .milliseconds(100)) != .granted)
    }

    @Test func moreThanTheBurstIsNeverGranted() {
        var limiter = RateLimiter(rate: 10, burst: 3, now: start)
        #expect(limiter.take(4, now: start) == .never)
        #expect(limiter.available(now: start) == 3)
    }

    @Test func aClockThatStepsBackGivesNothingAway() {
        var limiter = RateLimiter(rate: 1, burst: 1, now: start)
        #expect(limiter.take(now: start) == .granted)
        #expect(limiter.take(now: start - .seconds(60)) != .granted)
        #expect(limiter.take(now: start) != .granted)
    }

    @Test(arguments: [1, 2, 7, 10, 500]) func noSpanSeesMoreThanItsLimit(count: Int) {
        var limiter = RateLimiter(atMost: count, in: .seconds(60), now: start)
        var now = start
        var taken: [Instant] = []
        while taken.count < 4 * count {
            switch limiter.take(now: now) {
            case .granted: taken.append(now)
            case .wait(let span): now = now + span
            case .never: return #expect(Bool(false), "one is never more than the burst")
            }
        }
        for (first, next) in zip(taken, taken.dropFirst(count)) { #expect(next - first >= .seconds(60)) }
        // Asked without a pause, it lets nearly as many through as it may.
        #expect(now - start <= .seconds(60 * 5))
    }

    @Test func severalLimitsHoldTogetherAndARefusalTakesFromNone() {
        var limits = RateLimits([
            RateLimiter(rate: 10, burst: 2, now: start), RateLimiter(rate: 1, burst: 3, now: start),
        ])
        #expect(limits.take(now: start) == .granted)
        #expect(limits.take(now: start) == .granted)
        #expect(limits.take(now: start) == .wait(.milliseconds(100)))
        #expect(limits.take(now: start + .milliseconds(100)) == .granted)
        // The second bucket is empty; what the first has is not lost while it fills.
        #expect(limits.take(now: start + .milliseconds(300)) == .wait(.milliseconds(700)))
        #expect(limits.take(now: start + .seconds(1)) == .granted)
        #expect(RateLimits([]).takesEverything(at: start))
    }

    @Test(arguments: [0.5, 3, 250, 99_999]) func waitingAsToldIsEnoughAndTheRateIsNeverPassed(rate: Double) {
        var limiter = RateLimiter(rate: rate, burst: 5, now: start)
        var now = start
        var granted = 0
        for _ in 0..<2000 {
            switch limiter.take(now: now) {
            case .granted: granted += 1
            case .wait(let span):
                now = now + span
                #expect(limiter.take(now: now) == .granted)
                granted += 1
            case .never: #expect(Bool(false), "one is never more than five")
            }
        }
        let seconds = Double((now - start).wholeMicroseconds) / 1e6
        #expect(Double(granted) <= 5 + rate * seconds + 1)
    }
}

extension RateLimits {
    fileprivate func takesEverything(at now: Instant) -> Bool {
        var limits = self
        return (0..<1000).allSatisfy { _ in limits.take(now: now) == .granted }
    }
}
