import Contract
import Events
import Formats
import TestKit
import Testing
import Values

@testable import Flows

/// What the keeper does at each of its limits, and when something goes wrong beside it.
struct SagaLimitsTests {
    private static let untaken = DeliveryOutcome.skipped(reason: "no instance waits for it")

    private func taken(_ key: String) -> DeliveryOutcome { .delivered(detail: "taken by \(key)") }
    private func kept(_ key: String) -> DeliveryOutcome {
        .delivered(detail: "kept until there is an instance \(key)")
    }

    private func early(_ bench: SagaBench) async throws -> [Document] {
        try await bench.log.documents(kind: SagaEarly.kind("order"), after: nil, limit: 100)
    }

    // MARK: How many

    @Test func soManyInstancesRunAtOnce() async throws {
        let bench = try await SagaBench(passesTime: false)
        #expect(await bench.isServing())
        for number in 1..<SagaLimits.running { bench.note("n\(number)", .running) }
        #expect(await bench.take("order.placed", "o1") == taken("o1"), "the last for which there is room")
        #expect(
            await bench.take("order.placed", "o2")
                == .rejected(reason: "\(SagaLimits.running) instances of the saga run already"))
        #expect(await bench.status("o2") == nil)
        #expect(await bench.take("payment.made", "o1") == taken("o1"), "those that run go on")
        bench.keeper.index.forget("order", "n1", through: 1)
        #expect(await bench.take("order.placed", "o2") == taken("o2"))
        await bench.stop()
    }

    @Test func anEventMayBeSoLarge() async throws {
        let bench = try await SagaBench(passesTime: false)
        #expect(await bench.isServing())
        func size(_ more: Int) -> Int {
            let event = Event(
                id: "order.placed-o1", stream: "shop", type: "order.placed", source: "shop", time: bench.clock.now,
                contentType: "application/json",
                payload: Array(
                    #"{"id":"o1","order":"o1","total":50,"more":"\#(String(repeating: "x", count: more))"}"#.utf8))
            return StoredEvent(sequence: 1, streamSequence: 1, recordedAt: bench.clock.now, event: event).shown
                .approximateBytes
        }
        let room = SagaLimits.instanceBytes / 2 - size(0)
        let outcome = await bench.take("order.placed", "o1", more: String(repeating: "x", count: room + 1))
        #expect(outcome == .rejected(reason: "the event is larger than a saga can remember"))
        #expect(await bench.status("o1") == nil)
        #expect(await bench.take("order.placed", "o1", more: String(repeating: "x", count: room)) == taken("o1"))
        await bench.stop()
    }

    @Test func anInstanceRemembersSoMuchOfItsHistory() throws {
        var instance = try SagaCourse().instance
        instance.history = []
        for number in 0..<SagaLimits.history {
            instance.note(SagaRecord(at: .epoch, what: .set, step: "s\(number)"))
        }
        #expect(instance.history.count == SagaLimits.history && instance.forgottenCount == 0)
        for number in 0..<3 { instance.note(SagaRecord(at: .epoch, what: .set, step: "more\(number)")) }
        #expect(instance.history.count == SagaLimits.history && instance.forgottenCount == 3)
        #expect(instance.history.prefix(2).map(\.step) == ["s0", "s4"], "the first is kept, and the oldest others go")
        #expect(instance.history.last?.step == "more2")
    }

    @Test func anInstanceKnowsSoManyEventsAgain() throws {
        var course = try SagaCourse()
        course.instance.seen = (0..<SagaLimits.seen).map { "old\($0)" }
        try course.answer()
        try course.event("paid")
        #expect(course.instance.seen.count == SagaLimits.seen)
        #expect(course.instance.seen.first == "old1" && course.instance.seen.last == "e-paid")
        course.instance.seen.removeFirst()
        try course.event("picked")
        #expect(course.instance.seen.count == SagaLimits.seen && course.instance.seen.first == "old2")
    }

    @Test func moreInstancesThanAPageAreListed() async throws {
        let bench = try await SagaBench(passesTime: false)
        var instance = try SagaCourse().instance
        for number in 0...DocumentLimits.page {
            instance.key = "k\(10_000 + number)"
            try await bench.log.putDocument(
                kind: SagaKeeper.kind("order"), id: instance.key, content: JSONFormat().encode(instance.value))
        }
        let all = try await bench.keeper.instances("order", status: nil, after: nil, limit: 10_000)
        #expect(all.instances.count == DocumentLimits.page + 1 && all.next == nil)
        let page = try await bench.keeper.instances("order", status: nil, after: nil, limit: DocumentLimits.page)
        #expect(page.instances.count == DocumentLimits.page && page.next == page.instances.last?.instance.key)
        await bench.stop()
    }

    /// An event may begin one instance and be what another waits for.
    @Test func anEventBeginsOnlyTheInstanceOfItsOwnKey() async throws {
        let text = """
            { id: order, startOn: { filters: [{ exact: { type: order.placed } }], key: payload.id }, within: 1d, steps: [
              { id: next, wait: { any: [{ name: n, filters: [{ exact: { type: order.placed } }], key: payload.order }], timeout: 1h } }] }
            """
        let bench = try await SagaBench(saga: text, passesTime: false)
        #expect(await bench.isServing())
        func take(_ id: String, after order: String) async -> DeliveryOutcome {
            let event = Event(
                id: "\(id)-after-\(order)", stream: "shop", type: "order.placed", source: "shop", time: bench.clock.now,
                contentType: "application/json", payload: Array(#"{"id":"\#(id)","order":"\#(order)"}"#.utf8))
            let stored = StoredEvent(sequence: 1, streamSequence: 1, recordedAt: bench.clock.now, event: event)
            return await bench.keeper.take(stored, for: "order")
        }
        #expect(
            await take("o2", after: "o1") == .delivered(detail: "taken by o2; kept until there is an instance o1"))
        #expect(await bench.status("o1") == nil)
        #expect(await take("o3", after: "o2") == .delivered(detail: "taken by o2, o3"))
        #expect(await bench.status("o2") == .completed)
        #expect(await bench.status("o3") == .running)
        await bench.stop()
    }

    // MARK: Early events

    @Test func eventsOfSoManyKeysAreKept() async throws {
        let bench = try await SagaBench(passesTime: false)
        #expect(await bench.isServing())
        let until = bench.clock.now + .seconds(3600)
        for number in 1..<SagaLimits.early { bench.keeper.index.noteEarly("order", "n\(number)", until: until) }
        #expect(await bench.take("payment.made", "o1") == kept("o1"), "the last for which there is room")
        #expect(
            await bench.take("payment.made", "o2")
                == .rejected(reason: "events of \(SagaLimits.early) keys wait for their instances already"))
        #expect(await bench.take("order.picked", "o1") == kept("o1"), "it is no key more")
        bench.keeper.index.noteEarly("order", "n1", until: nil)
        #expect(await bench.take("payment.made", "o2") == kept("o2"))
        await bench.stop()
    }

    @Test func nothingIsKeptForNoTime() async throws {
        let bench = try await SagaBench(saga: SagaText.order + "\nearly: 0s", passesTime: false)
        #expect(await bench.isServing())
        #expect(await bench.take("payment.made", "o1") == Self.untaken)
        #expect(try await early(bench).isEmpty)
        await bench.stop()
    }

    @Test func nothingIsKeptForASagaThatIsDeclaredNoMore() async throws {
        let bench = try await SagaBench(passesTime: false)
        #expect(await bench.isServing())
        try await bench.keeper.abandon("order", of: "shop")
        #expect(await bench.take("payment.made", "o1") == Self.untaken)
        #expect(try await early(bench).isEmpty)
        await bench.stop()
    }

    @Test func anEventThatComesTwiceIsKeptOnce() async throws {
        let bench = try await SagaBench(passesTime: false)
        #expect(await bench.isServing())
        for _ in 0..<2 { #expect(await bench.take("payment.made", "o1") == kept("o1")) }
        let documents = try await early(bench)
        #expect(documents.map(\.version) == [1], "the second time nothing is written")
        #expect(try documents.map { try JSONFormat().decode($0.content).array?.count } == [1])
        await bench.stop()
    }

    @Test func whatIsKeptGrowsOldToTheMicrosecond() async throws {
        let bench = try await SagaBench(saga: nil, passesTime: false)
        let early = SagaEarly(log: bench.log, surroundings: bench.keeper.surroundings)
        let (span, begun) = (Duration.seconds(10), bench.clock.now)
        for name in ["a", "b"] {
            try await bench.log.append(
                Event(
                    id: name, stream: "s", type: "t", source: "s", time: begun, contentType: "text/plain", payload: []))
        }
        #expect(try await early.keep("a", "order", "k", for: span, at: begun) == begun + span)
        let later = begun + .seconds(4)
        #expect(try await early.keep("b", "order", "k", for: span, at: later) == begun + span, "the oldest counts")
        func ids(at now: Instant) async throws -> [String] {
            try await early.events("order", "k", keptFor: span, at: now).map(\.event.id)
        }
        #expect(try await ids(at: begun + span - .microseconds(1)) == ["a", "b"])
        #expect(try await ids(at: begun + span) == ["b"])
        #expect(try await ids(at: later + span) == [])
        func prune(at now: Instant) async throws -> Instant? {
            try await early.prune("order", "k", keptFor: span, at: now)
        }
        #expect(try await prune(at: begun + span - .microseconds(1)) == begun + span)
        #expect(try await self.early(bench).first?.version == 2, "nothing is written for nothing")
        #expect(try await prune(at: begun + span) == later + span)
        #expect(try await self.early(bench).first?.version == 3)
        // Kept again after it had grown old.
        #expect(try await early.keep("a", "order", "k", for: span, at: later + span) == later + span + span)
        #expect(try await ids(at: later + span) == ["a"])
        #expect(try await prune(at: later + span + span) == nil)
        #expect(try await self.early(bench).isEmpty)
        #expect(try await prune(at: later + span + span) == nil, "also where nothing is")
        await bench.stop()
    }

    // MARK: Forgetting

    @Test func whatIsOverIsForgottenAfterThirtyDays() async throws {
        let bench = try await SagaBench(
            caller: ScriptedCaller { _, _ in .refused(reason: "no") }, passesTime: false)
        await bench.publish("order.placed", "o1")
        #expect(await bench.becomes("o1", .compensated))
        let end = try #require(try await bench.keeper.instance("order", "o1").instance.endedAt) + SagaLimits.keptFor
        bench.clock.advance(to: end - .milliseconds(1))
        #expect(await eventually { bench.clock.nextWake == end }, "looked at, and left")
        #expect(await bench.status("o1") == .compensated)
        bench.clock.advance(to: end)
        #expect(await eventually { await bench.status("o1") == nil })
        #expect(await eventually { bench.keeper.index.counts("order") == [:] })
        await bench.publish("order.placed", "o1", total: 7)
        #expect(await bench.status("o1") == nil, "the event is known: it is no other")
        #expect(await bench.take("order.placed", "o1", id: "another") == taken("o1"), "the key may begin another")
        await bench.stop()
    }

    @Test func ofTooManyThatAreOverTheOldestAreForgotten() async throws {
        let bench = try await SagaBench(
            caller: ScriptedCaller { _, _ in .refused(reason: "no") }, passesTime: false)
        #expect(await bench.isServing())
        await bench.publish("order.placed", "first")
        #expect(await bench.becomes("first", .compensated))
        bench.clock.advance(by: .seconds(1))
        let most = SagaLimits.ended + SagaLimits.ended / 100
        for number in 1..<most { bench.note("n\(number)", .completed, endedAt: bench.clock.now) }
        bench.clock.advance(by: .seconds(1))
        #expect(await bench.status("first") != nil, "some at a time")
        await bench.publish("order.placed", "last")
        #expect(await eventually { await bench.status("first") == nil })
        let kept: [SagaInstance.Status: Int] = [.completed: SagaLimits.ended - 1, .compensated: 1]
        #expect(await eventually { bench.keeper.index.counts("order") == kept })
        #expect(await bench.status("last") == .compensated)
        await bench.stop()
    }

    @Test func whatGoesOnAgainIsNotForgotten() async throws {
        let bench = try await SagaBench(passesTime: false)
        #expect(await bench.isServing())
        #expect(await bench.take("order.placed", "o1") == taken("o1"))
        // Its first steps are noted by themselves, after the event was taken.
        #expect(await eventually { await bench.isWaiting("o1") })
        let kept = try await bench.keeper.instance("order", "o1")
        #expect(await eventually { bench.keeper.index.nextDue == kept.instance.due })
        // Somebody has set it going again, and the news of it is still on its way.
        bench.note("o1", .completed, endedAt: bench.clock.now - .seconds(60), version: kept.version)
        let most = SagaLimits.ended + SagaLimits.ended / 100
        for number in 0..<most { bench.note("n\(number)", .completed, endedAt: bench.clock.now) }
        bench.keeper.alarm.ring()
        #expect(await eventually { bench.keeper.index.counts("order")?[.completed] == SagaLimits.ended })
        #expect(await bench.status("o1") == .running)
        #expect(bench.keeper.index.counts("order")?[.running] == 1)
        await bench.stop()
    }

    // MARK: Trouble

    @Test func aTimerIsTriedAgainASecondAfterTrouble() async throws {
        let bench = try await SagaBench(passesTime: false)
        await bench.publish("order.placed", "o1")
        #expect(await eventually { await bench.isWaiting("o1") })
        let until = try #require(try await bench.keeper.instance("order", "o1").courses.first?.waitsUntil)
        bench.isBroken.set(true)
        bench.clock.advance(to: until)
        #expect(await eventually { bench.clock.nextWake == until + SagaKeeper.troublePause }, "not at once again")
        #expect(await bench.status("o1") == .running)
        bench.isBroken.set(false)
        bench.clock.advance(by: SagaKeeper.troublePause)
        #expect(await bench.becomes("o1", .compensated))
        await bench.stop()
    }

    @Test func anEventIsGivenAgainASecondAfterTrouble() async throws {
        let bench = try await SagaBench(passesTime: false)
        #expect(await bench.isServing())
        bench.isBroken.set(true)
        async let outcome = bench.take("order.placed", "o1")
        let again = bench.clock.now + SagaKeeper.troublePause
        #expect(await eventually { bench.clock.nextWake == again })
        bench.isBroken.set(false)
        bench.clock.advance(by: SagaKeeper.troublePause)
        #expect(await outcome == taken("o1"))
        await bench.stop()
    }

    /// What a send says is made when it is sent: whether that is tried again is a question of why it could not be.
    @Test func whatCannotBeSentIsTriedAgainOnlyWhereThatMayHelp() async throws {
        for (code, calls) in [(ErrorCode.mappingFailed, 1), (.mappingBusy, 3)] {
            let tries = Counted()
            let bench = try await SagaBench(body: { _ in
                tries.count()
                throw JunctionError(code, "it cannot be written")
            })
            await bench.publish("order.placed", "o1")
            #expect(await bench.becomes("o1", .compensated))
            #expect(tries.value == calls, "\(code)")
            let reason = try await bench.keeper.instance("order", "o1").instance.reason
            #expect(reason?.hasPrefix("charge: it cannot be written") == true, "\(reason ?? "")")
            #expect(bench.caller.all.isEmpty)
            await bench.stop()
        }
    }

    @Test func anUnknownErrorOfASendIsTriedAgain() async throws {
        struct Odd: Error {}
        let tries = Counted()
        let bench = try await SagaBench(body: { _ in
            tries.count()
            throw Odd()
        })
        await bench.publish("order.placed", "o1")
        #expect(await bench.becomes("o1", .compensated))
        #expect(tries.value == 3)
        let reason = try await bench.keeper.instance("order", "o1").instance.reason
        #expect(reason?.contains("it could not be sent") == true)
        await bench.stop()
    }

    // MARK: By hand

    @Test func whoHasSeenAnOlderVersionIsRefused() async throws {
        let bench = try await SagaBench(passesTime: false)
        await bench.publish("order.placed", "o1")
        #expect(await eventually { await bench.isWaiting("o1") })
        let kept = try await bench.keeper.instance("order", "o1")
        for version in [kept.version - 1, kept.version + 1] {
            let error = await #expect(throws: JunctionError.self) {
                try await bench.keeper.obey(
                    .skip(step: nil, reason: "r"), saga: "order", key: "o1", expectedVersion: version, by: "k")
            }
            #expect(error?.code == .sagaRefused)
            #expect(error?.message == "the instance stands at version \(kept.version), not at \(version)")
        }
        #expect(try await bench.keeper.instance("order", "o1").version == kept.version)
        let skipped = try await bench.keeper.obey(
            .skip(step: nil, reason: "r"), saga: "order", key: "o1", expectedVersion: kept.version, by: "k")
        #expect(skipped.version == kept.version + 1 && skipped.step == "hands")
        await bench.stop()
    }

    /// The node that runs the saga hears of it by the event in the stream `audit`.
    @Test func whatIsCorrectedOnAnotherNodeIsNoted() async throws {
        let medium = InMemoryEventStore.Medium()
        let bench = try await SagaBench(medium, passesTime: false)
        await bench.publish("order.placed", "o1")
        #expect(await eventually { await bench.isWaiting("o1") })
        #expect(await eventually { bench.keeper.index.counts("order") == [.running: 1] })
        // As the other node does it: in the store, without a word to this one.
        let kept = try await bench.keeper.instance("order", "o1")
        let decision = try #require(
            try SagaMachine.decide(
                SagaText.plan(), kept.instance, .command(.cancel(reason: "r"), by: "k"), at: bench.clock.now))
        try await bench.log.putDocument(
            kind: SagaKeeper.kind("order"), id: "o1", content: JSONFormat().encode(decision.instance.value),
            expectedVersion: kept.version)
        func audit(_ metadata: [String: String]) -> StoredEvent {
            StoredEvent(
                sequence: 1, streamSequence: 1, recordedAt: bench.clock.now,
                event: Event(
                    id: "a", stream: "audit", type: SagaEventType.byHand + "cancel", source: "junction",
                    time: bench.clock.now, metadata: metadata, contentType: "application/json", payload: []))
        }
        let other = await bench.keeper.take(audit(["saga": "other", "sagakey": "o1"]), for: "order")
        #expect(other == Self.untaken && bench.keeper.index.counts("order") == [.running: 1], "it is of another saga")
        let nameless = await bench.keeper.take(audit(["saga": "order"]), for: "order")
        #expect(nameless == .skipped(reason: "it names no instance"))
        let heard = await bench.keeper.take(audit(["saga": "order", "sagakey": "o1"]), for: "order")
        #expect(heard == .delivered(detail: "noted"))
        #expect(bench.keeper.index.counts("order") == [.cancelled: 1])
        await bench.stop()
    }
}
