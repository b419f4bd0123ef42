import Resilience
import Testing
import Values

@Suite struct CircuitBreakerTests {
    private var settings: CircuitBreaker.Settings {
        var settings = CircuitBreaker.Settings()
        settings.window = 10
        settings.minimumCalls = 4
        settings.failureRate = 0.5
        settings.firstPause = .seconds(5)
        settings.longestPause = .seconds(20)
        return settings
    }

    private let start = Instant(seconds: 1000)

    private func permit(_ breaker: inout CircuitBreaker, _ now: Instant) throws -> CircuitBreaker.Permit {
        let permit = breaker.acquire(now: now)
        return try #require(permit)
    }

    private func opened() throws -> CircuitBreaker {
        var breaker = CircuitBreaker(settings)
        for _ in 0..<4 {
            let permit = try permit(&breaker, start)
            breaker.failed(permit, now: start)
        }
        return breaker
    }

    @Test func staysClosedBelowTheMinimum() throws {
        var breaker = CircuitBreaker(settings)
        for _ in 0..<3 {
            let permit = try permit(&breaker, start)
            breaker.failed(permit, now: start)
        }
        #expect(breaker.state == .closed)
    }

    @Test func staysClosedBelowTheRate() throws {
        var breaker = CircuitBreaker(settings)
        for number in 0..<100 {
            let permit = try permit(&breaker, start)
            if number % 3 == 2 { breaker.failed(permit, now: start) } else { breaker.succeeded(permit) }
        }
        #expect(breaker.state == .closed)
    }

    @Test func opensAndLetsNobodyThroughUntilItsTime() throws {
        var breaker = try opened()
        #expect(breaker.state == .open)
        #expect(breaker.wakeAt == start + .seconds(5))
        #expect(breaker.acquire(now: start + .milliseconds(4999)) == nil)
        #expect(breaker.acquire(now: start + .seconds(5)) != nil)
        #expect(breaker.state == .halfOpen)
    }

    @Test func oneProbeAtATimeAndASuccessCloses() throws {
        var breaker = try opened()
        let probe = try permit(&breaker, start + .seconds(5))
        #expect(breaker.acquire(now: start + .seconds(5)) == nil)
        breaker.succeeded(probe)
        #expect(breaker.state == .closed)
    }

    @Test func aFailedProbeOpensForTwiceAsLongUpToTheLongest() throws {
        var breaker = try opened()
        var now = start
        for pause: Int64 in [10, 20, 20] {
            now = try #require(breaker.wakeAt)
            let probe = try permit(&breaker, now)
            breaker.failed(probe, now: now)
            #expect(breaker.wakeAt == now + .seconds(pause))
        }
    }

    @Test func aProbeGivenBackIsAnotherOnesChance() throws {
        var breaker = try opened()
        let probe = try permit(&breaker, start + .seconds(5))
        breaker.returned(probe)
        #expect(breaker.state == .halfOpen)
        #expect(breaker.acquire(now: start + .seconds(5)) != nil)
    }

    @Test func resultsOfCallsFromBeforeDoNotCount() throws {
        var breaker = CircuitBreaker(settings)
        let late = try permit(&breaker, start)
        for _ in 0..<4 {
            let permit = try permit(&breaker, start)
            breaker.failed(permit, now: start)
        }
        let probe = try permit(&breaker, start + .seconds(5))
        breaker.succeeded(late)
        #expect(breaker.state == .halfOpen)
        breaker.failed(late, now: start + .seconds(5))
        #expect(breaker.state == .halfOpen)
        breaker.succeeded(probe)
        #expect(breaker.state == .closed)
    }

    @Test func retryAfterKeepsItOpenLongerUpToTheLongest() throws {
        var breaker = CircuitBreaker(settings)
        for _ in 0..<4 {
            let permit = try permit(&breaker, start)
            breaker.failed(permit, now: start, retryAfter: .seconds(12))
        }
        #expect(breaker.wakeAt == start + .seconds(12))
    }

    @Test func toldThatTheSystemIsWellItProbesAtOnceAndForgetsLongPauses() throws {
        var breaker = CircuitBreaker(settings)
        breaker.probeNow()
        #expect(breaker.state == .closed)
        for _ in 0..<4 { breaker.failed(try permit(&breaker, start), now: start) }
        let late = start + .seconds(5)
        breaker.failed(try permit(&breaker, late), now: late)
        #expect(breaker.wakeAt == late + .seconds(10))
        breaker.probeNow()
        let probe = try permit(&breaker, late)
        #expect(breaker.acquire(now: late) == nil)
        breaker.failed(probe, now: late)
        #expect(breaker.wakeAt == late + .seconds(10))
        breaker.probeNow()
        breaker.succeeded(try permit(&breaker, late))
        #expect(breaker.state == .closed)
    }

    /// Whatever the results, it is never stuck: once its time has come somebody may try.
    @Test func neverStuck() {
        for seed in 1...200 {
            var breaker = CircuitBreaker(settings)
            var now = start
            for step in 0..<200 {
                now = now + .milliseconds(Int64((seed * 7919 + step * 104_729) % 900))
                guard let permit = breaker.acquire(now: now) else {
                    #expect(breaker.wakeAt.map { $0 > now } == true, "closed to all, with no time to open")
                    continue
                }
                switch (seed + step * step) % 3 {
                case 0: breaker.succeeded(permit)
                case 1: breaker.failed(permit, now: now)
                default: breaker.returned(permit)
                }
            }
        }
    }
}
