import TestKit
import Testing
import Values

@testable import Flows

struct SagaMachineTests {
    @Test func itGoesItsWayToTheEnd() throws {
        var course = try SagaCourse()
        #expect(course.sent.map(\.id) == ["order-7-reserve-1", "order-7-charge-2"])
        #expect(course.sent[1].payload["body"]?["amount"] == 50)
        #expect(course.sent.map(\.causationID) == ["start", "start"])
        try course.answer()
        try course.event("paid")
        #expect(course.steps == ["reserve", "charge", "ship"])
        #expect(course.sent.last?.causationID == "e-paid")
        try course.event("packed")
        #expect(course.instance.status == .running)
        try course.event("picked")
        #expect(course.instance.status == .completed)
        #expect(course.instance.state == ["total": 50, "closed": true])
        #expect(course.instance.history.map(\.what).suffix(3) == [.received, .set, .ended])
    }

    @Test func whatComesEarlyIsRememberedAndWhatComesTwiceIsNot() throws {
        var course = try SagaCourse()
        for name in ["packed", "paid", "picked"] { #expect(try course.event(name)) }
        #expect(try !course.event("paid"))
        #expect(course.steps == ["reserve", "charge"])
        try course.answer()
        #expect(course.instance.status == .completed)
        #expect(course.steps == ["reserve", "charge", "ship"])
        #expect(try !course.event("declined"), "what comes after the end changes nothing")
    }

    @Test func whatWasDoneIsTakenBackInReverse() throws {
        var course = try SagaCourse()
        try course.answer()
        try course.event("declined")
        #expect(course.instance.status == .compensating)
        #expect(course.steps == ["reserve", "charge", "refund"])
        try course.answer()
        #expect(course.instance.status == .compensated)
        #expect(course.steps == ["reserve", "charge", "refund", "release"])
        #expect(course.instance.reason == "refuse: the payment was declined")
    }

    @Test func whatFailsIsNotTakenBackItself() throws {
        var course = try SagaCourse()
        try course.answer(.failed(reason: "no money"))
        #expect(course.steps == ["reserve", "charge", "release"])
        #expect(course.instance.status == .compensated)
        #expect(course.instance.reason == "charge: no money")
    }

    @Test func aWaitEndsWithItsTime() throws {
        var course = try SagaCourse(total: 500)
        try course.answer()
        try course.event("paid")
        #expect(course.steps.count == 2)
        try course.pass(.seconds(3599))
        #expect(course.steps.count == 2)
        try course.pass(.seconds(1))
        #expect(course.steps.last == "ship", "the way on at the timeout")
        try course.pass(.seconds(7200))
        #expect(course.instance.status == .compensating)
        #expect(course.instance.reason == "hands: nothing came within 2h")
        #expect(course.steps.suffix(2) == ["recall", "refund"])
    }

    @Test func theWholeHasADeadlineAndSoHasTakingBack() throws {
        var course = try SagaCourse()
        try course.pass(.seconds(86_400))
        #expect(course.steps == ["reserve", "charge", "release"], "what is under way is not known to be done")
        var other = try SagaCourse()
        try other.answer()
        try other.event("declined")
        try other.pass(.seconds(86_400))
        #expect(other.instance.status == .failed)
        #expect(other.instance.stuck.map(\.step) == ["charge", "reserve"])
        #expect(other.instance.due == nil)
    }

    @Test func whatCannotBeTakenBackIsSaidAndTheRestIs() throws {
        var course = try SagaCourse()
        try course.answer()
        try course.event("declined")
        try course.answer(.failed(reason: "the bank is gone"))
        #expect(course.instance.status == .failed)
        #expect(course.steps.last == "release")
        try course.order(.retry(reason: nil))
        #expect(course.instance.status == .compensating)
        #expect(course.steps.last == "refund")
        try course.answer()
        #expect(course.instance.status == .compensated)
        #expect(Set(course.sent.map(\.id)).count == course.sent.count)
    }

    @Test func peopleRetrySkipCancelAndSetState() throws {
        var course = try SagaCourse()
        #expect(throws: JunctionError.self) {
            try course.order(.setState(.string(String(repeating: "x", count: 200_000)), reason: "r"))
        }
        try course.order(.setState(["total": 7], reason: "typo"))
        try course.order(.retry(reason: nil))
        #expect(course.sent.last?.payload["body"]?["amount"] == 7)
        #expect(course.awaited == ["charge"])
        #expect(try !course.give(.answer(to: "order-7-charge-2", .done([:]))), "an answer to what was sent before")
        try course.order(.skip(step: nil, reason: "paid in cash"))
        try course.event("declined")
        #expect(course.steps.last == "release", "what was skipped is not taken back")
        #expect(course.instance.status == .compensated)
        #expect(throws: JunctionError.self) { try course.order(.cancel(reason: "late")) }
        #expect(course.instance.history.filter { $0.by == "k" }.map(\.what) == [.stateSet, .retried, .skipped])
        var other = try SagaCourse()
        try other.order(.cancel(reason: "a test order"))
        #expect(other.instance.status == .cancelled)
        #expect(other.steps == ["reserve", "charge"])
    }

    @Test func aFinishedInstanceCanBeTakenBack() throws {
        var course = try SagaCourse()
        try course.answer()
        for name in ["paid", "packed", "picked"] { try course.event(name) }
        try course.order(.compensate(reason: "returned"))
        try course.answer()
        #expect(course.steps.suffix(3) == ["recall", "refund", "release"])
        #expect(course.instance.status == .compensated)
    }

    @Test func aFailureWithNothingToTakeBackCanBeRetried() throws {
        let text = """
            { id: s, startOn: { filters: [{ exact: { type: a } }], key: id }, within: 1h,
              steps: [{ id: one, set: '$error("not yet")', when: state = null or state.ready = false },
                      { id: two, publish: { type: b } }] }
            """
        var course = try SagaCourse(text)
        #expect(course.instance.status == .failed)
        #expect(course.instance.reason?.contains("not yet") == true)
        try course.order(.setState(["ready": true], reason: "mended"))
        try course.order(.retry(reason: nil))
        #expect(course.instance.status == .completed)
        #expect(course.steps == ["two"])
    }

    @Test func itRemembersNoMoreThanItMay() throws {
        var course = try SagaCourse()
        let large = Value.string(String(repeating: "x", count: SagaLimits.instanceBytes))
        try course.answer(.done(large))
        #expect(course.instance.status == .compensating)
        #expect(course.steps == ["reserve", "charge", "refund"], "what was done is taken back")
        #expect(course.instance.dataBytes < SagaLimits.instanceBytes)
    }

    @Test func theHistoryIsBounded() throws {
        var course = try SagaCourse()
        for _ in 0..<(SagaLimits.history * 2) { try course.order(.retry(reason: nil)) }
        #expect(course.instance.history.count == SagaLimits.history)
        #expect(course.instance.history.first?.what == .began)
        #expect(course.instance.forgottenCount > SagaLimits.history)
    }

    // MARK: Small print

    @Test func itKnowsItsTimes() throws {
        var course = try SagaCourse()
        let begun = course.now
        try course.pass(.seconds(100))
        #expect(course.instance.changedAt == begun, "nothing happened")
        try course.answer()
        #expect(course.instance.changedAt == begun + .seconds(100))
        try course.event("declined")
        #expect(course.instance.deadline == course.now + .seconds(86_400), "taking back has as much time")
        try course.answer()
        #expect(course.instance.endedAt == course.now)
    }

    @Test func itSharesTheCorrelationOfItsBeginning() throws {
        var event = SagaText.event("start", ["id": "o1"])
        event.correlationID = "case-9"
        let decision = SagaMachine.begin(
            try SagaText.plan(), version: 1, key: "o1", by: event, origin: 1, at: .epoch)
        #expect(decision.instance.correlationID == "case-9")
    }

    @Test func whatComesAfterItsTimeoutIsIgnored() throws {
        var course = try SagaCourse(total: 500)
        try course.answer()
        try course.event("paid")
        try course.pass(.seconds(3600))
        #expect(course.steps.last == "ship")
        #expect(try !course.event("approved"))
        try course.pass(.seconds(60))
        let due = course.instance.due
        try course.event("picked")
        #expect(course.instance.due == due, "the other half has no more time for it")
    }

    private static func text(_ steps: String, _ compensations: String = "") -> String {
        """
        { id: s, startOn: { filters: [{ exact: { type: a } }], key: id, state: '{ "on": true }' }, within: 1h,
          steps: [\(steps)], compensations: [\(compensations)] }
        """
    }

    private static let wait = "wait: { any: [{ name: n, filters: [{ exact: { type: b } }], key: id }], timeout: 9m }"

    @Test func aConditionIsAskedWhenTheStepIsComeTo() throws {
        var waiting = try SagaCourse(
            Self.text("{ id: w, when: state.on, \(Self.wait) }, { id: p, publish: { type: c } }"))
        try waiting.order(.setState(["on": false], reason: "r"))
        try waiting.pass(.seconds(10))
        #expect(waiting.instance.strands.first?.waitsUntil != nil)
        #expect(waiting.steps.isEmpty)
        let branches =
            "branches: [{ id: a, steps: [{ id: w, \(Self.wait) }] }, { id: b, steps: [{ id: x, set: '{}' }] }]"
        var parallel = try SagaCourse(Self.text("{ id: p, when: state.on, parallel: { \(branches) } }"))
        try parallel.event("n")
        #expect(parallel.what.contains(.joined), "though the state has changed")
        #expect(!parallel.what.contains(.passedOver))
    }

    @Test func whatIsPublishedHasItsKeyAndItsBounds() throws {
        let course = try SagaCourse(Self.text("{ id: p, publish: { type: c, key: '\"k7\"' } }"))
        #expect(course.sent.map(\.key) == ["k7"])
        let large = try SagaCourse(
            Self.text("{ id: p, publish: { type: c, payload: '$pad(\"\", \(SagaLimits.bodyBytes))' } }"))
        #expect(large.status == .failed && large.sent.isEmpty)
    }

    @Test func aCompensationMayHaveACondition() throws {
        let course = try SagaCourse(
            Self.text(
                "{ id: p, publish: { type: c }, compensate: u }, { id: f, fail: enough }",
                "{ id: u, publish: { type: d }, when: state.on = false }"))
        #expect(course.steps == ["p"])
        #expect(course.what.contains(.passedOver))
        #expect(course.status == .failed, "nothing was taken back")
        #expect(course.instance.stuck.isEmpty)
    }

    @Test func peopleSkipWhatCannotBeTakenBack() throws {
        var course = try SagaCourse(
            Self.text(
                "{ id: p, publish: { type: c }, compensate: u }, { id: f, fail: enough }",
                "{ id: u, send: { system: x, operation: o } }"))
        #expect(course.status == .compensating)
        #expect(throws: JunctionError.self) { try course.order(.skip(step: "other", reason: "r")) }
        var failed = course
        try course.order(.skip(step: "u", reason: "done by hand"))
        #expect(course.status == .compensated)
        try failed.answer(.failed(reason: "no"))
        #expect(failed.status == .failed)
        #expect(throws: JunctionError.self) { try failed.order(.compensate(reason: "r")) }
        try failed.order(.skip(step: nil, reason: "done by hand"))
        #expect(failed.status == .compensated && failed.instance.stuck.isEmpty)
        #expect(failed.instance.history.last { $0.what == .skipped }?.detail == "done by hand")
        #expect(throws: JunctionError.self) { try failed.order(.setState(.null, reason: "late")) }
    }

    @Test func whatIsTriedAgainHasItsTimeAgain() throws {
        let steps = """
            { id: p, parallel: { branches: [{ id: a, steps: [{ id: s, send: { system: x, operation: o } }] },
              { id: b, steps: [{ id: w, \(Self.wait) }] }] } }
            """
        var course = try SagaCourse(Self.text(steps))
        try course.pass(.seconds(300))
        try course.answer(.failed(reason: "no"))
        #expect(course.status == .failed)
        try course.order(.retry(reason: nil))
        #expect(course.instance.deadline == course.now + .seconds(3600))
        #expect(course.awaited == ["s"])
        #expect(throws: JunctionError.self, "both are under way") { try course.order(.skip(step: nil, reason: "r")) }
    }
}
