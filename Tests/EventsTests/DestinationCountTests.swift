import Synchronization
import TestKit
import Testing
import Values

@testable import Events

/// How much waits is counted in memory, beside a store that others write to meanwhile.
struct DestinationCountTests {
    private static let now = Instant(seconds: 1_790_000_000)

    private static func state() -> DestinationRunner.State {
        DestinationRunner.State(
            machine: DeliveryMachine(destination: "d", settings: DestinationSettings(), random: { 0 }))
    }

    private static func stored(_ sequences: ClosedRange<Int64>) -> [StoredEvent] {
        sequences.map {
            StoredEvent(sequence: $0, streamSequence: $0, recordedAt: now, event: .sample("e\($0)", key: "k"))
        }
    }

    private static func backlog(_ count: Int, through: Int64) -> Backlog {
        Backlog(count: count, oldestRecordedAt: nil, deadLetters: 0, through: through)
    }

    @Test func whatTheStoreHasCountedIsNotCountedAgainWhenItsNewsComes() {
        var state = Self.state()
        var actions = DeliveryMachine.Actions()
        state.began(Self.backlog(2, through: 2), now: Self.now, &actions)
        state.committed(Self.stored(1...2), unbrokenFrom: 1, now: Self.now, &actions)
        #expect(state.backlog == 2)
        state.committed(Self.stored(3...3), unbrokenFrom: 1, now: Self.now, &actions)
        #expect(state.backlog == 3 && state.backlogBytes == 3)
    }

    @Test func whatWasToldBeforeTheStoreWasAskedIsCountedOnce() {
        var state = Self.state()
        var actions = DeliveryMachine.Actions()
        state.committed(Self.stored(1...3), unbrokenFrom: 1, now: Self.now, &actions)
        #expect(state.backlog == nil)
        state.began(Self.backlog(2, through: 2), now: Self.now, &actions)
        #expect(state.backlog == 3 && state.backlogBytes == 3)
    }

    @Test func countsThatWentWrongAreRightOnceNothingWaits() async throws {
        let harness = try EngineHarness(target: ScriptedTarget())
        try await harness.append("a")
        #expect(try await eventually { try await harness.engine.status(of: "d").backlog == 0 })
        let runner = try #require(harness.engine.runner("d"))
        runner.state.withLock { state in
            state.backlog? += 5
            state.backlogBytes += 500
        }
        #expect(try await harness.engine.status(of: "d").backlog == 5)
        try await harness.append("b")
        #expect(
            try await eventually {
                let status = try await harness.engine.status(of: "d")
                return status.backlog == 0 && status.backlogBytes == 0
            })
        await harness.stop()
    }
}
