import Resilience
import TestKit
import Testing
import Values

@testable import Events

/// What the machine does with a store that answers late, told step by step.
struct DeliveryMachineTests {
    private typealias Actions = DeliveryMachine.Actions
    private let now = Instant(seconds: 1_790_000_000)

    private func stored(_ sequence: Int64) -> StoredEvent {
        StoredEvent(
            sequence: sequence, streamSequence: sequence, recordedAt: now,
            event: .sample("e\(sequence)", key: "k\(sequence)"))
    }

    /// One that knows everything that waits: nothing.
    private func caughtUp(_ settings: DestinationSettings = DestinationSettings()) throws -> DeliveryMachine {
        var machine = DeliveryMachine(destination: "d", settings: settings, random: { 1 })
        var actions = Actions()
        machine.resume(now: now, &actions)
        let load = try #require(actions.loads.first)
        machine.loaded(load, PendingPage(deliveries: [], isPartial: false), now: now, &actions)
        #expect(machine.isEmpty)
        return machine
    }

    /// The store looked before the end was recorded, and answers after.
    @Test func whatHasEndedWhileThePastWasReadIsNotSentAgain() throws {
        var machine = try caughtUp()
        var actions = Actions()
        machine.committed(stored(5), now: now, &actions)
        let send = try #require(actions.sends.first)
        actions = Actions()
        machine.rewind(to: 1, now: now, &actions)
        let load = try #require(actions.loads.first)
        let page = PendingPage(deliveries: [PendingDelivery(stored: stored(5))], isPartial: false)
        actions = Actions()
        machine.completed(send, .delivered(), now: now, &actions)
        machine.recorded([5], now: now, &actions)
        machine.loaded(load, page, now: now, &actions)
        #expect(actions.sends.isEmpty)
        #expect(machine.isEmpty)
        // Brought back by hand, it is sent all the same.
        machine.rewind(to: 5, now: now, &actions)
        machine.loaded(try #require(actions.loads.last), page, now: now, &actions)
        #expect(actions.sends.map(\.stored.sequence) == [5])
    }

    @Test func failingKeysAreBoundedThoughTheirEventsComeRightAfterTheirCommit() throws {
        var settings = DestinationSettings()
        settings.breaker.failureRate = 2
        var machine = try caughtUp(settings)
        var actions = Actions()
        for sequence in 1...Int64(DeliveryMachine.blockedKeysMost + 10) {
            actions = Actions()
            machine.committed(stored(sequence), now: now, &actions)
            guard let send = actions.sends.first else { break }
            machine.completed(send, .retry(reason: "no", after: nil), now: now, &actions)
        }
        #expect(machine.blocked == DeliveryMachine.blockedKeysMost)
        // The rest is in the store, and is looked for once there is room again.
        actions = Actions()
        machine.tick(now: now + .seconds(400), &actions)
        #expect(!actions.loads.isEmpty)
    }
}
