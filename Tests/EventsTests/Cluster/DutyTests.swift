import Synchronization
import TestKit
import Testing
import Values

@testable import Events

@Suite struct DutyTests {
    private let clock = ManualClock()

    private func lease(for span: Duration = .seconds(6)) -> HeldLease {
        HeldLease(token: 1, until: clock.now + span)
    }

    @Test func withoutOtherNodesItIsAlwaysOurs() {
        let log = EventLog(store: InMemoryEventStore(), time: clock.source)
        let engine = DeliveryEngine(log: log, time: clock.source, random: { 0 })
        let duty = engine.duty("schedule/a")
        #expect(duty.isOurs && duty.begin())
        #expect(engine.duty("schedule/a") === duty)
        #expect(!engine.isShared)
    }

    @Test func nothingIsBegunWithoutALease() {
        let duty = Duty("a", time: clock.source, isAlone: false)
        #expect(!duty.isOurs && !duty.begin())
        duty.start(lease())
        #expect(duty.isOurs && duty.begin())
        duty.end()
        clock.advance(by: .seconds(6))
        #expect(!duty.isOurs && !duty.begin())
        duty.start(lease())
        #expect(duty.begin())
        duty.stop()
        duty.end()
        #expect(!duty.begin())
    }

    /// What is under way ends first; meanwhile nothing more is begun.
    @Test func itIsHandedOverBetweenTwoPieces() async {
        let duty = Duty("a", time: clock.source, isAlone: false)
        duty.start(lease())
        #expect(duty.begin())
        let isDry = Mutex(false)
        let handing = Task {
            await duty.runDry()
            isDry.withLock { $0 = true }
        }
        while duty.isOurs { await Task.yield() }
        #expect(!duty.begin())
        #expect(!isDry.withLock { $0 })
        duty.end()
        await handing.value
        #expect(isDry.withLock { $0 })
        duty.start(lease())
        await duty.runDry()
        #expect(!duty.begin())
    }
}
