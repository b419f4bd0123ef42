import Contract
import TestKit
import Testing
import Values

@testable import Flows

struct SagaParallelTests {
    private static func trip(join: String = "all", others: String = "stop") -> String {
        """
        id: trip
        startOn: { filters: [{ exact: { type: trip.wanted } }], key: payload.id }
        within: 1d
        steps:
          - { id: ask, publish: { type: trip.asked }, compensate: unask }
          - id: book
            parallel:
              join: \(join)
              others: \(others)
              branches:
                - id: air
                  steps:
                    - { id: flight, send: { system: airline, operation: book }, compensate: no-flight }
                    - id: seat
                      wait:
                        any: [{ name: seated, filters: [{ exact: { type: seat.given } }], key: payload.trip }]
                        timeout: 1h
                        onTimeout: end
                    - { id: boast, publish: { type: trip.seated }, compensate: unseat }
                - id: ground
                  steps:
                    - { id: hotel, send: { system: hotel, operation: book }, compensate: no-hotel }
          - { id: tell, publish: { type: trip.booked } }
          - { id: review, wait: { any: [{ name: judged, filters: [{ exact: { type: a } }], key: id }], timeout: 2h } }
        compensations:
          - { id: unask, publish: { type: trip.unasked } }
          - { id: no-flight, publish: { type: flight.cancelled } }
          - { id: unseat, publish: { type: seat.freed } }
          - { id: no-hotel, send: { system: hotel, operation: cancel } }
        """
    }

    @Test func branchesGoAtTheSameTimeAndAreJoined() throws {
        var course = try SagaCourse(Self.trip())
        #expect(course.steps == ["ask", "flight", "hotel"])
        #expect(course.awaited == ["flight", "hotel"])
        #expect(course.sent.map(\.key) == ["o1", "o1/book.air", "o1/book.ground"], "one does not hold up the other")
        try course.answer(to: "hotel")
        try course.answer(to: "flight")
        #expect(course.steps.count == 3, "the seat is waited for")
        try course.event("seated")
        #expect(course.steps.suffix(2) == ["boast", "tell"])
        #expect(course.instance.results["hotel"] == ["status": 200])
        #expect(
            course.instance.done.map(\.step) == ["ask", "hotel", "flight", "boast"], "in the order of their completion")
        #expect(course.what.contains(.branched) && course.what.contains(.joined))
        #expect(course.instance.strands.map(\.course) == [0])
        try course.event("judged")
        #expect(course.status == .completed)
        #expect(course.instance.strands.isEmpty)
    }

    @Test func aTimeoutInABranchIsItsOwn() throws {
        var course = try SagaCourse(Self.trip())
        try course.answer(to: "flight")
        #expect(course.instance.due == course.now + .seconds(3600))
        try course.pass(.seconds(3599))
        #expect(!course.what.contains(.timedOut))
        try course.pass(.seconds(1))
        #expect(course.what.last == .timedOut)
        #expect(course.status == .running)
        #expect(course.awaited == ["hotel"])
        try course.answer()
        #expect(course.steps.last == "tell", "'end' ends the branch")
        #expect(!course.steps.contains("boast"))
    }

    @Test func whatIsDoneIsTakenBackInReverseOrderOfCompletion() throws {
        var course = try SagaCourse(Self.trip())
        try course.answer(to: "hotel")
        try course.answer(to: "flight")
        try course.event("seated")
        try course.pass(.seconds(7200))
        #expect(course.status == .compensating)
        #expect(course.steps.suffix(3) == ["unseat", "no-flight", "no-hotel"])
        try course.answer()
        #expect(course.steps.last == "unask")
        #expect(course.status == .compensated)
    }

    @Test func whenABranchFailsTheOthersAreStopped() throws {
        var course = try SagaCourse(Self.trip())
        try course.answer(.failed(reason: "full"), to: "hotel")
        #expect(course.status == .compensated)
        #expect(course.steps == ["ask", "flight", "hotel", "unask"], "the flight is not known to be done")
        #expect(course.instance.reason == "hotel: full")
        #expect(try !course.give(.answer(to: course.sent[1].id, .done([:]))), "nobody waits for it any more")
    }

    @Test func whenABranchFailsTheOthersAreHeardOut() throws {
        var course = try SagaCourse(Self.trip(others: "await"))
        try course.answer(.failed(reason: "full"), to: "hotel")
        #expect(course.status == .compensating)
        #expect(course.steps.count == 3, "nothing is taken back yet")
        #expect(course.instance.strands.allSatisfy { $0.waitsUntil == nil })
        #expect(throws: JunctionError.self) { try course.order(.retry(reason: nil)) }
        #expect(throws: JunctionError.self) { try course.order(.skip(step: nil, reason: "r")) }
        #expect(try !course.event("seated"), "nothing new is begun")
        try course.answer()
        #expect(course.steps.suffix(2) == ["no-flight", "unask"])
        #expect(course.status == .compensated)
        #expect(course.instance.results["flight"] != nil)
    }

    @Test func whatIsHeardOutMayFailAndMayBeLarge() throws {
        var failing = try SagaCourse(Self.trip(others: "await"))
        try failing.answer(.failed(reason: "full"), to: "hotel")
        try failing.answer(.failed(reason: "full too"))
        #expect(failing.steps.last == "unask")
        #expect(failing.status == .compensated)
        #expect(failing.instance.reason == "hotel: full")
        var large = try SagaCourse(Self.trip(others: "await"))
        try large.answer(.failed(reason: "full"), to: "hotel")
        try large.answer(.done(.string(String(repeating: "x", count: SagaLimits.instanceBytes))))
        #expect(large.instance.results["flight"] == .null)
        #expect(large.steps.suffix(2) == ["no-flight", "unask"])
        var silent = try SagaCourse(Self.trip(others: "await"))
        try silent.answer(.failed(reason: "full"), to: "hotel")
        try silent.pass(.seconds(86_400))
        #expect(silent.status == .failed, "taking back has its time, too")
        #expect(silent.instance.stuck.map(\.step) == ["ask"])
    }

    @Test func theFirstToBeDoneIsEnough() throws {
        var course = try SagaCourse(Self.trip(join: "first"))
        try course.answer(to: "hotel")
        #expect(course.steps.last == "tell")
        #expect(course.what.contains(.left))
        #expect(try !course.give(.answer(to: course.sent[1].id, .done([:]))))
        try course.pass(.seconds(7200))
        try course.answer()
        #expect(course.steps.suffix(2) == ["no-hotel", "unask"])
    }

    @Test func theOthersMayBeHeardOutWhenOneIsFirst() throws {
        for answer in [SagaMachine.Answer.done([:]), .failed(reason: "full")] {
            var course = try SagaCourse(Self.trip(join: "first", others: "await"))
            try course.answer(to: "hotel")
            #expect(course.steps.last == "hotel", "the flight is heard of first")
            #expect(throws: JunctionError.self) { try course.order(.retry(reason: nil)) }
            #expect(try !course.event("seated"), "it begins nothing more")
            try course.answer(answer, to: "flight")
            #expect(course.steps.last == "tell")
            #expect(course.status == .running)
            #expect(course.instance.done.contains { $0.step == "flight" } == (answer == .done([:])))
            #expect(course.instance.strands.map(\.course) == [0])
        }
    }

    @Test func anEventMayComeBeforeItsBranch() throws {
        let seated = (SagaText.event("e-seated"), Set(["seated"]))
        var course = try SagaCourse(Self.trip(), early: [seated])
        #expect(course.instance.events["seated"] != nil)
        try course.answer(to: "flight")
        #expect(course.steps.last == "boast", "it need not be waited for")
        #expect(try !course.event("seated"))
    }

    @Test func anEventForABranchThatHasEndedIsIgnored() throws {
        var course = try SagaCourse(Self.trip())
        try course.answer(to: "flight")
        try course.pass(.seconds(3600))
        #expect(try !course.event("seated"))
        #expect(try course.event("judged"), "later waits are still to come")
    }

    @Test func peopleNameTheStep() throws {
        var course = try SagaCourse(Self.trip())
        let refusal = #expect(throws: JunctionError.self) { try course.order(.skip(step: nil, reason: "r")) }
        #expect(refusal?.message.contains("flight, hotel") == true)
        #expect(throws: JunctionError.self) { try course.order(.skip(step: "tell", reason: "r")) }
        try course.order(.skip(step: "hotel", reason: "slept at a friend's"))
        #expect(course.awaited == ["flight"])
        try course.order(.skip(step: nil, reason: "by train"))
        #expect(course.instance.strands.contains { $0.waitsUntil != nil })
        try course.order(.skip(step: "book", reason: "enough"))
        #expect(course.steps.last == "tell", "the whole step is passed over")
        #expect(course.instance.strands.map(\.course) == [0])
        #expect(course.instance.done.map(\.step) == ["ask"])
    }

    @Test func whatIsUnderWayIsSentAgain() throws {
        var course = try SagaCourse(Self.trip())
        try course.order(.retry(reason: "lost"))
        #expect(course.steps.suffix(2) == ["flight", "hotel"])
        #expect(course.sent.count == 5)
        #expect(try !course.give(.answer(to: course.sent[1].id, .done([:]))), "of the first nothing is heard")
        #expect(course.instance.history.last { $0.what == .retried }?.detail == "lost")
        try course.order(.compensate(reason: "changed my mind"))
        #expect(course.status == .compensated)
        #expect(course.steps.last == "unask")
    }

    @Test func aFailedBranchGoesOnWhereItFailed() throws {
        let text = """
            id: s
            startOn: { filters: [{ exact: { type: a } }], key: id, state: '{ "ready": false }' }
            within: 1h
            steps:
              - id: both
                parallel:
                  branches:
                    - id: one
                      steps: [{ id: check, fail: not ready, when: state.ready = false }, { id: first, publish: { type: x } }]
                    - id: two
                      steps:
                        - { id: long, wait: { any: [{ name: n, filters: [{ exact: { type: b } }], key: id }], timeout: 9m } }
              - { id: last, publish: { type: y } }
            """
        var course = try SagaCourse(text)
        #expect(course.status == .failed)
        #expect(course.instance.reason == "check: not ready")
        try course.order(.setState(["ready": true], reason: "mended"))
        try course.order(.retry(reason: nil))
        #expect(course.steps == ["first"])
        try course.event("n")
        #expect(course.steps == ["first", "last"])
        #expect(course.status == .completed)
        var skipped = try SagaCourse(text)
        try skipped.order(.skip(step: nil, reason: "it is ready"))
        #expect(skipped.steps == ["first"])
        #expect(skipped.status == .running)
    }

    private static func nested(
        _ depth: Int, _ inner: String = "{ id: leaf, send: { system: s, operation: o }, compensate: c }"
    )
        -> String
    {
        var step = inner
        for level in 0..<depth {
            step = """
                { id: p\(level), parallel: { join: first, others: await, branches: [{ id: a, steps: [\(step)] },
                  { id: b, steps: [{ id: w\(level), wait: { any: [{ name: n\(level), filters: [{ exact: { type: a } }],
                    key: id }], timeout: 9m } }] }] } }
                """
        }
        return """
            { id: s, startOn: { filters: [{ exact: { type: a } }], key: id }, within: 1h,
              steps: [\(step), { id: last, publish: { type: y } }],
              compensations: [{ id: c, publish: { type: z } }] }
            """
    }

    @Test func parallelStepsStandInEachOther() throws {
        var course = try SagaCourse(Self.nested(3))
        #expect(course.instance.strands.count == 7)
        try course.answer()
        #expect(course.status == .completed, "the first of each is the innermost")
        #expect(course.what.filter { $0 == .joined }.count == 3)
        #expect(course.what.filter { $0 == .left }.count == 3)
        var outer = try SagaCourse(Self.nested(3))
        try outer.event("n2")
        #expect(outer.steps == ["leaf"], "what is inside is heard of before the outermost is joined")
        try outer.answer()
        #expect(outer.steps == ["leaf", "last"])
        #expect(outer.instance.done.map(\.step) == ["leaf"])
    }

    @Test func theyStandInEachOtherNoDeeper() throws {
        let error = #expect(throws: JunctionError.self) { try SagaText.plan(Self.nested(4)) }
        #expect(error?.message.contains("3 parallel steps") == true)
    }

    @Test func theOrderInWhichItIsWrittenDecidesWhatAnEventCountsFor() throws {
        let text = """
            { id: s, startOn: { filters: [{ exact: { type: a } }], key: id }, within: 1h, steps: [
              { id: p, parallel: { branches: [
                { id: a, steps: [{ id: w, wait: { any: [{ name: inner, filters: [{ exact: { type: b } }], key: id }], timeout: 9m } }] },
                { id: b, steps: [{ id: x, publish: { type: x } }] }] } },
              { id: v, wait: { any: [{ name: outer, filters: [{ exact: { type: b } }], key: id }], timeout: 9m } }] }
            """
        var course = try SagaCourse(text)
        try course.give(.event(SagaText.event("one"), alternatives: ["inner", "outer"]))
        #expect(course.instance.events["inner"]?["id"] == "one")
        #expect(try !course.give(.event(SagaText.event("one"), alternatives: ["inner", "outer"])), "it counts once")
        try course.give(.event(SagaText.event("two"), alternatives: ["inner", "outer"]))
        #expect(course.instance.events["outer"]?["id"] == "two")
        #expect(course.status == .completed)
    }

    @Test func aWayInABranchLeadsNowhereElse() {
        let text = Self.trip().replacing("onTimeout: end", with: "onTimeout: tell")
        #expect(throws: JunctionError.self) { try SagaText.plan(text) }
    }

    @Test func whatIsStoredMustFitTheDefinition() throws {
        var course = try SagaCourse(Self.trip())
        course.instance.strands[1].course = 99
        #expect(throws: JunctionError.self) { try course.give(.tick) }
    }
}
