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
