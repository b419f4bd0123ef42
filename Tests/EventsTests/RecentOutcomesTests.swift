import Testing
import Values

@testable import Events

struct RecentOutcomesTests {
    private func moment(_ second: Int64) -> Instant { Instant(seconds: 1_790_000_000 + second) }

    @Test func theLastMinuteCountsThisSecondIncluded() {
        var outcomes = RecentOutcomes()
        #expect(outcomes.rates(at: moment(0)) == RecentOutcomes.Rates())
        outcomes.note(isFailure: false, at: moment(0))
        outcomes.note(isFailure: true, at: moment(0))
        for _ in 0..<2 { outcomes.note(isFailure: false, at: moment(59)) }
        var wanted = RecentOutcomes.Rates()
        (wanted.deliveredPerSecond, wanted.errorRate) = (3.0 / 60, 0.25)
        #expect(outcomes.rates(at: moment(59)) == wanted)
        // The first second is over a minute ago; so is, in its place in the ring, what is noted now.
        (wanted.deliveredPerSecond, wanted.errorRate) = (2.0 / 60, 0)
        #expect(outcomes.rates(at: moment(60)) == wanted)
        outcomes.note(isFailure: true, at: moment(60))
        wanted.errorRate = 1.0 / 3
        #expect(outcomes.rates(at: moment(60)) == wanted)
        // A clock that was set back sees nothing of the future.
        #expect(outcomes.rates(at: moment(30)) == RecentOutcomes.Rates())
        #expect(outcomes.rates(at: moment(600)) == RecentOutcomes.Rates())
    }
}
