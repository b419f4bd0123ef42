import SecurityCore
import Testing
import Values

@Suite struct FailureLimiterTests {
    private let start = Instant(seconds: 1000)

    @Test func `A source is held off after so many failures, until the window ends`() {
        var limiter = FailureLimiter(failuresMost: 3, window: .seconds(10))
        for _ in 0..<3 {
            #expect(limiter.wait(of: "a", at: start) == nil)
            limiter.fail("a", at: start)
        }
        #expect(limiter.wait(of: "a", at: start + .seconds(4)) == .seconds(6))
        #expect(limiter.wait(of: "b", at: start) == nil)
        #expect(limiter.wait(of: "a", at: start + .seconds(10)) == nil)
        limiter.fail("a", at: start + .seconds(10))
        #expect(limiter.wait(of: "a", at: start + .seconds(10)) == nil)
    }

    @Test func `Newcomers beyond the limit share one count, and the old are forgotten`() {
        var limiter = FailureLimiter(failuresMost: 2, window: .seconds(10), sourcesMost: 3)
        for source in ["a", "b", "c", "d", "e"] { limiter.fail(source, at: start) }
        #expect(limiter.wait(of: "f", at: start) != nil)
        #expect(limiter.wait(of: "a", at: start) == nil)
        limiter.fail("g", at: start + .seconds(11))
        #expect(limiter.wait(of: "f", at: start + .seconds(11)) == nil)
    }
}
