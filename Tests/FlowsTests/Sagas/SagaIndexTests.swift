import TestKit
import Testing
import Values

@testable import Flows

struct SagaIndexTests {
    private static let now = Instant(seconds: 1_790_000_000)

    private static func instance(
        _ key: String, _ status: SagaInstance.Status = .running, due seconds: Int64 = 60
    ) -> SagaInstance {
        var instance = SagaInstance(
            saga: "s", key: key, version: 1, origin: 1, correlationID: "c", lastEventID: "e", status: status,
            startedAt: now, changedAt: now, deadline: now + .seconds(seconds), state: .null, events: [:])
        if status.isOver { instance.endedAt = now }
        return instance
    }

    private static func index() -> SagaIndex {
        let index = SagaIndex()
        index.begin("s", spell: 1)
        return index
    }

    /// The instance that the event at that place began, at that version of its document.
    private static func note(
        _ index: SagaIndex, _ status: SagaInstance.Status = .running, due seconds: Int64 = 60, origin: Int64 = 1,
        version: Int64
    ) {
        var instance = instance("a", status, due: seconds)
        instance.origin = origin
        index.note(instance, version: version)
    }

    @Test func whatIsDueIsToldOnceAndWhenItIsDue() {
        let index = Self.index()
        index.note(Self.instance("late", due: 90), version: 1)
        #expect(index.note(Self.instance("soon", due: 30), version: 1) == Self.now + .seconds(30))
        #expect(index.nextDue == Self.now + .seconds(30))
        #expect(index.takeDue("s", at: Self.now + .seconds(29), most: 9) == [])
        #expect(index.takeDue("s", at: Self.now + .seconds(30), most: 9) == [.instance("soon")])
        #expect(index.takeDue("s", at: Self.now + .seconds(30), most: 9) == [], "told once")
        #expect(index.nextDue == Self.now + .seconds(90))
        index.note(Self.instance("soon", due: 30), version: 1)
        #expect(index.takeDue("s", at: Self.now + .seconds(30), most: 9) == [.instance("soon")], "noted again")
        index.note(Self.instance("late", due: 200), version: 1)
        #expect(index.takeDue("s", at: Self.now + .seconds(100), most: 9) == [], "put off")
        #expect(index.takeDue("s", at: Self.now + .seconds(200), most: 9) == [.instance("late")])
    }

    @Test func whatIsForgottenIsNotDueAndNotCounted() {
        let index = Self.index()
        index.note(Self.instance("a"), version: 1)
        index.note(Self.instance("b", .completed), version: 1)
        #expect(index.running("s") == 1)
        index.forget("s", "a", through: 1)
        #expect(index.running("s") == 0)
        #expect(index.takeDue("s", at: Self.now + .seconds(3600), most: 9) == [])
        #expect(index.takeDue("s", at: Self.now + SagaLimits.keptFor, most: 9) == [.instance("b")], "to be forgotten")
    }

    /// Two tasks change an instance one after the other, and the first of them goes on last.
    @Test func whatIsHeardLateDoesNotReplaceWhatIsNewer() {
        let index = Self.index()
        Self.note(index, due: 10, version: 3)
        Self.note(index, due: 50, version: 2)
        #expect(index.takeDue("s", at: Self.now + .seconds(10), most: 9) == [.instance("a")])
        Self.note(index, .completed, version: 5)
        Self.note(index, version: 4)
        #expect(index.running("s") == 0)
        Self.note(index, version: 6)
        #expect(index.running("s") == 1, "set going again")
    }

    @Test func anInstanceThatBeganUnderItsKeySinceIsNotForgotten() {
        let index = Self.index()
        Self.note(index, .completed, origin: 7, version: 9)
        #expect(index.origin("s", "a") == 7)
        Self.note(index, origin: 20, version: 1)
        Self.note(index, .completed, origin: 7, version: 10)
        index.forget("s", "a", through: 7)
        #expect(index.running("s") == 1)
        index.forget("s", "a", through: 20)
        #expect(index.running("s") == 0)
        #expect(index.origin("s", "a") == 0)
    }

    @Test func whatCouldNotBeDoneIsLookedAtAgain() {
        let index = Self.index()
        index.note(Self.instance("a", due: 10), version: 1)
        let due = Self.now + .seconds(10)
        #expect(index.takeDue("s", at: due, most: 9).count == 1)
        index.postpone("s", .instance("a"), by: .seconds(1), at: due)
        #expect(index.takeDue("s", at: due, most: 9) == [])
        #expect(index.takeDue("s", at: due + .seconds(1), most: 9).count == 1)
        index.note(Self.instance("a", due: 20), version: 1)
        index.postpone("s", .instance("a"), by: .seconds(60), at: due)
        #expect(index.nextDue == Self.now + .seconds(20), "what is due later by itself is left")
    }

    @Test func alsoWhatWasNotedAgainMeanwhile() {
        let index = Self.index()
        let due = Self.now + .seconds(10)
        index.note(Self.instance("a", due: 10), version: 1)
        #expect(index.takeDue("s", at: due, most: 9).count == 1)
        index.note(Self.instance("a", due: 10), version: 1)
        index.postpone("s", .instance("a"), by: .seconds(1), at: due)
        #expect(index.takeDue("s", at: due, most: 9) == [])
        #expect(index.takeDue("s", at: due + .seconds(1), most: 9) == [.instance("a")])
    }

    @Test func nothingIsNotedOfWhatOthersRun() {
        let index = SagaIndex()
        #expect(index.note(Self.instance("a"), version: 1) == nil)
        #expect(index.nextDue == nil)
        index.begin("s", spell: 4)
        index.note(Self.instance("a"), version: 1)
        index.begin("s", spell: nil)
        #expect(index.running("s") == 0)
        #expect(index.spell(of: "s") == nil)
    }

    @Test func theOldestOfTooManyAreForgottenFirst() {
        let index = Self.index()
        let surplus = SagaLimits.ended / 100 + 1
        for number in 0..<(SagaLimits.ended + surplus) {
            var instance = Self.instance("k\(number)", .completed)
            instance.endedAt = Self.now + .seconds(Int64(number))
            let due = index.note(instance, version: 1)
            #expect((due == .epoch) == (number == SagaLimits.ended + surplus - 1))
        }
        #expect(Set(index.surplus("s")) == Set((0..<surplus).map { "k\($0)" }))
        index.note(Self.instance("running"), version: 1)
        #expect(!index.surplus("s").contains("running"))
    }

    @Test func timersThatMeanNothingDoNotPileUp() {
        let index = Self.index()
        for round in 0..<5000 { index.note(Self.instance("a", due: Int64(round + 1)), version: 1) }
        #expect(index.nextDue.map { $0 > Self.now + .seconds(1) } == true)
        #expect(index.takeDue("s", at: Self.now + .seconds(4999), most: 9) == [])
        #expect(index.takeDue("s", at: Self.now + .seconds(5000), most: 9) == [.instance("a")])
    }

    @Test func earlyEventsAreKnownByKey() {
        let index = Self.index()
        #expect(index.mayHaveEarly("s", "a"), "not all has been read")
        index.isWhole("s")
        #expect(!index.mayHaveEarly("s", "a"))
        index.noteEarly("s", "a", until: Self.now + .seconds(5))
        #expect(index.mayHaveEarly("s", "a") && index.earlyCount("s") == 1)
        #expect(index.running("s") == 0)
        #expect(index.takeDue("s", at: Self.now + .seconds(5), most: 9) == [.early("a")])
        index.noteEarly("s", "a", until: nil)
        #expect(index.earlyCount("s") == 0)
    }

    /// Else what is kept meanwhile would not be given to its instance when that begins.
    @Test func eventsThatAreKeptWhileOldOnesAreForgottenStand() {
        let index = Self.index()
        index.isWhole("s")
        index.noteEarly("s", "a", until: Self.now + .seconds(5))
        #expect(index.takeDue("s", at: Self.now + .seconds(5), most: 9) == [.early("a")])
        index.noteEarly("s", "a", until: Self.now + .seconds(15))
        index.noteEarly("s", "a", until: nil, isLook: true)
        #expect(index.mayHaveEarly("s", "a"))
        #expect(index.takeDue("s", at: Self.now + .seconds(15), most: 9) == [.early("a")])
        index.noteEarly("s", "a", until: nil, isLook: true)
        #expect(!index.mayHaveEarly("s", "a"), "nothing was kept meanwhile")
    }

    @Test func theAlarmRingsAtTheEarliestTime() async {
        let clock = ManualClock(at: Self.now)
        let alarm = SagaAlarm(time: clock.source)
        var rings = alarm.rings.makeAsyncIterator()
        alarm.set(Self.now + .seconds(50))
        #expect(await eventually { clock.nextWake == Self.now + .seconds(50) })
        alarm.set(Self.now + .seconds(20))
        #expect(await eventually { clock.nextWake == Self.now + .seconds(20) && clock.sleeperCount == 1 })
        alarm.set(Self.now + .seconds(40))
        clock.advance(by: .seconds(20))
        await rings.next()
        #expect(clock.sleeperCount == 0, "one sleeper at a time, and none for nothing")
        alarm.set(Self.now + .seconds(500))
        #expect(await eventually { clock.nextWake == Self.now + .seconds(80) }, "the clock may be put forward")
        alarm.ring()
        alarm.ring()
        await rings.next()
        alarm.stop()
        #expect(await eventually { clock.sleeperCount == 0 })
    }
}
