import Resilience
import Testing
import Values

@Suite struct RetryPolicyTests {
    private let start = Instant(seconds: 1000)
    private let policy = RetryPolicy(
        backoff: Backoff(first: .seconds(10), longest: .seconds(60)), attempts: 3, age: .seconds(100),
        longestRetryAfter: .seconds(50))

    private func decide(
        _ attempt: Int, after seconds: Int64 = 0, retryAfter: Duration? = nil, random: Double = 0.5
    ) -> RetryPolicy.Decision {
        policy.decide(
            attempt: attempt, start: start, now: start + .seconds(seconds), retryAfter: retryAfter, random: random)
    }

    @Test func waitsAsLongAsTheBackoffSays() {
        #expect(decide(1) == .retry(at: start + .seconds(5)))
        #expect(decide(2) == .retry(at: start + .seconds(10)))
    }

    @Test func neverComesBackBeforeRetryAfter() {
        #expect(decide(1, retryAfter: .seconds(40)) == .retry(at: start + .seconds(40)))
        #expect(decide(2, retryAfter: .seconds(1)) == .retry(at: start + .seconds(10)))
        #expect(decide(1, retryAfter: .seconds(-5)) == .retry(at: start + .seconds(5)))
    }

    @Test func believesRetryAfterUpToItsLimitOnly() {
        #expect(decide(1, retryAfter: .seconds(86_400)) == .retry(at: start + .seconds(50)))
    }

    @Test func givesUpAfterTheLastAttempt() {
        #expect(decide(3) == .giveUp(reason: "all 3 attempts failed"))
        #expect(decide(9) == .giveUp(reason: "all 3 attempts failed"))
    }

    @Test func givesUpWhenTheEventIsTooOld() {
        #expect(decide(1, after: 95) == .retry(at: start + .seconds(100)))
        guard case .giveUp(let reason) = decide(1, after: 96) else { return #expect(Bool(false), "went on") }
        #expect(reason.contains("age limit of 100 s"))
    }
}
