import TestKit
import Testing
import Values

struct ManualClockTests {
    /// Whoever moves the clock between a look at it and the sleep is not slept past.
    @Test func whoSleepsUntilATimeWakesAtIt() async throws {
        let clock = ManualClock()
        let end = clock.now + .seconds(10)
        clock.advance(by: .seconds(4))
        let sleeper = Task { try await clock.source.sleep(until: end) }
        #expect(await eventually { clock.nextWake == end })
        clock.advance(to: end)
        try await sleeper.value
        try await clock.source.sleep(until: end)
        #expect(clock.sleeperCount == 0, "it is that time already")
    }

    @Test func whoIsCancelledWakesWithAnError() async throws {
        let clock = ManualClock()
        let sleeper = Task { try await clock.source.sleep(.seconds(10)) }
        #expect(await eventually { clock.sleeperCount == 1 })
        sleeper.cancel()
        await #expect(throws: CancellationError.self) { try await sleeper.value }
        #expect(clock.sleeperCount == 0)
    }
}
