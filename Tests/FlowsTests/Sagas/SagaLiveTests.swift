import Contract
import Events
import Formats
import Synchronization
import TestKit
import Testing
import Values

@testable import Flows

/// What changes while a saga runs: its definition, the time, and events that come before their instance.
struct SagaLiveTests {
    private static let later = ["payment.made", "order.picked", "order.packed"]

    // MARK: Definitions

    @Test func aNewDefinitionHoldsAtOnceForWhatBeginsThen() async throws {
        let bench = try await SagaBench()
        await bench.publish("order.placed", "old")
        #expect(await eventually { bench.caller.all.count == 1 })
        let changed = SagaText.order.replacing("type: order.shipped", with: "type: order.sent")
            .replacing("system: bank, operation: charge", with: "system: till, operation: charge")
        try await bench.declare(changed)
        #expect(try bench.keeper.overview("order").version == 2)
        #expect(try bench.keeper.overview("order").versions == [1, 2])
        await bench.publish("order.placed", "new")
        for key in ["old", "new"] {
            for type in Self.later { await bench.publish(type, key) }
            #expect(await bench.becomes(key, .completed))
        }
        #expect(try await bench.published("old").last == "order.shipped")
        #expect(try await bench.published("new").last == "order.sent")
        #expect(bench.caller.all.map(\.system) == ["bank", "till"], "what is sent to since then is known")
        #expect(try await bench.keeper.instance("order", "old").instance.version == 1)
        #expect(try await bench.keeper.instance("order", "new").instance.version == 2)
        try await bench.declare(changed)
        #expect(try bench.keeper.overview("order").version == 2, "the same again is nothing new")
        await bench.stop()
    }

    @Test func oneSagaIsDeclaredByOnePoint() async throws {
        let bench = try await SagaBench()
        let error = await #expect(throws: JunctionError.self) { try await bench.declare(SagaText.order, of: "other") }
        #expect(error?.code == .alreadyExists)
        await #expect(throws: JunctionError.self) {
            try await bench.declare(SagaText.order.replacing("key: payload.id", with: "key: '(('"))
        }
        #expect(try bench.keeper.overview("order").version == 1, "what cannot be used changes nothing")
        await bench.stop()
    }

    @Test func whatIsDeclaredNoMoreBeginsNothingAndGoesOn() async throws {
        let bench = try await SagaBench()
        await bench.publish("order.placed", "o1")
        #expect(await eventually { await bench.isWaiting("o1") })
        try await bench.keeper.abandon("order", of: "other")
        #expect(try bench.keeper.overview("order").version == 1, "it is not its to let go of")
        try await bench.keeper.abandon("order", of: "shop")
        #expect(try bench.keeper.overview("order").version == nil)
        await bench.publish("order.placed", "o2")
        for type in Self.later { await bench.publish(type, "o1") }
        #expect(await bench.becomes("o1", .completed))
        await #expect(throws: JunctionError.self) { try await bench.keeper.instance("order", "o2") }
        try await bench.declare(SagaText.order, of: "other")
        #expect(try bench.keeper.overview("order").version == 3, "2 is its end")
        await bench.publish("order.placed", "o3")
        #expect(await eventually { await bench.isWaiting("o3") })
        await bench.stop()
    }

    @Test func whatAnotherNodeHasKeptIsTakenUp() async throws {
        let bench = try await SagaBench()
        let changed = SagaText.order.replacing("type: order.shipped", with: "type: order.sent")
        let saga = try Saga(json: Array(changed.utf8), source: "test")
        let document = { (version: Int) in
            Document(
                kind: SagaVersions.kind, id: "order@\(version)", version: 1, updatedAt: bench.clock.now,
                content: try JSONFormat().encode(saga.value))
        }
        try bench.keeper.take(definition: document(5))
        try bench.keeper.take(definition: document(3))
        #expect(try bench.keeper.overview("order").version == 5, "the newest holds")
        #expect(try bench.keeper.overview("order").versions == [1, 3, 5])
        #expect(try bench.keeper.overview("order").point == "shop")
        await bench.stop()
    }

    /// The documents that say what new instances begin with, as another node hears of them.
    private func definitions(_ bench: SagaBench) async throws -> [Document] {
        try await bench.log.allDocuments(kind: SagaVersions.kind)
    }

    @Test func whatOneNodeDeclaresNoMoreBeginsOnNone() async throws {
        let medium = InMemoryEventStore.Medium()
        let bench = try await SagaBench(medium)
        let other = try await SagaBench(medium)
        #expect(try other.keeper.overview("order").version == 1)
        try await bench.keeper.abandon("order", of: "shop")
        for document in try await definitions(bench) { try other.keeper.take(definition: document) }
        #expect(try other.keeper.overview("order").version == nil)
        #expect(await other.take("order.placed", "o1") == .skipped(reason: "no instance waits for it"))
        // The other one's file says so too: nothing new.
        try await other.keeper.abandon("order", of: "shop")
        #expect(try await definitions(bench).map(\.id) == ["order@1", "order@2"])
        // What is heard late changes nothing, and what is declared again holds everywhere.
        try await other.declare(SagaText.order)
        #expect(try other.keeper.overview("order").version == 3)
        for document in try await definitions(bench).reversed() { try bench.keeper.take(definition: document) }
        #expect(try bench.keeper.overview("order").version == 3)
        await bench.stop()
        await other.stop()
    }

    @Test func anEndIsKnownAfterARestart() async throws {
        let medium = InMemoryEventStore.Medium()
        let bench = try await SagaBench(medium)
        await bench.publish("order.placed", "o1")
        #expect(await eventually { await bench.isWaiting("o1") })
        try await bench.keeper.abandon("order", of: "shop")
        await bench.stop()
        let second = try await SagaBench(medium, saga: nil)
        #expect(try second.keeper.overview("order").version == nil)
        #expect(try second.keeper.overview("order").versions == [1], "what runs goes on by it")
        for type in Self.later { await second.publish(type, "o1") }
        #expect(await second.becomes("o1", .completed))
        await second.stop()
        let third = try await SagaBench(medium)
        #expect(try third.keeper.overview("order").version == 3, "declared again")
        #expect(await third.status("o1") == .completed)
        await third.stop()
    }

    @Test func aDefinitionThatCannotBeReadStopsNoOther() async throws {
        let medium = InMemoryEventStore.Medium()
        let bench = try await SagaBench(medium, saga: nil)
        for id in ["order@1", "order@2", "old@7", "nonsense"] {
            try await bench.log.putDocument(kind: SagaVersions.kind, id: id, content: Array("{ steps".utf8))
        }
        try await bench.log.putDocument(kind: SagaVersions.kind, id: "gone@1", content: Array("null".utf8))
        #expect(try await bench.keeper.versions.all()["gone"]?.isEnded == true)
        try await bench.log.putDocument(kind: SagaVersions.kind, id: "gone@2", content: Array("{ steps".utf8))
        #expect(try await bench.keeper.versions.all()["gone"]?.isEnded == false)
        try await bench.declare(SagaText.order)
        #expect(try bench.keeper.overview("order").version == 3, "its number is taken")
        #expect(try bench.keeper.overview("order").versions == [3])
        #expect(await bench.isServing())
        #expect(await bench.take("order.placed", "o1") == .delivered(detail: "taken by o1"))
        await bench.stop()
        let second = try await SagaBench(medium)
        #expect(second.keeper.all == ["order"])
        await second.stop()
    }

    // MARK: Early events

    private func early(_ bench: SagaBench) async throws -> Int {
        try await bench.log.documents(kind: SagaEarly.kind("order"), after: nil, limit: 100).count
    }

    @Test func whatComesBeforeItsInstanceIsKeptAndGivenToIt() async throws {
        let medium = InMemoryEventStore.Medium()
        let clock = ManualClock()
        let first = try await SagaBench(medium, clock: clock)
        for type in ["order.packed", "payment.made", "order.picked"] { await first.publish(type, "o1") }
        await first.publish("payment.made", "o2")
        #expect(await eventually { (try? await early(first)) == 2 })
        await first.stop()
        let second = try await SagaBench(medium, clock: clock)
        await second.publish("order.placed", "o1")
        #expect(await second.becomes("o1", .completed))
        #expect(try await second.published("o1") == ["stock.reserve", "order.shipped"])
        #expect(try await eventually { try await early(second) == 1 }, "what was given is kept no more")
        #expect(await eventually { second.keeper.index.earlyCount("order") == 1 })
        let history = try await second.keeper.instance("order", "o1").instance.history
        #expect(history.filter { $0.what == .received }.compactMap(\.detail) == ["packed", "paid", "picked"])
        await second.stop()
    }

    @Test func whatIsTooOldIsForgotten() async throws {
        let bench = try await SagaBench(passesTime: false)
        await bench.publish("payment.made", "o1")
        #expect(await eventually { (try? await early(bench)) == 1 })
        bench.clock.advance(by: .seconds(1800))
        await bench.publish("order.picked", "o1")
        #expect(
            await eventually {
                (try? await bench.log.documents(kind: SagaEarly.kind("order"), after: nil, limit: 1).first?.version)
                    == 2
            })
        bench.clock.advance(by: .seconds(1800))
        #expect(
            await eventually {
                (try? await bench.log.documents(kind: SagaEarly.kind("order"), after: nil, limit: 1).first?.version)
                    == 3
            })
        await bench.publish("order.placed", "o1")
        #expect(await eventually { await bench.isWaiting("o1") })
        let events = try await bench.keeper.instance("order", "o1").instance.events
        #expect(events["picked"] != nil && events["paid"] == nil)
        await bench.publish("payment.made", "o2")
        #expect(await eventually { (try? await early(bench)) == 1 })
        bench.clock.advance(by: .seconds(3600))
        #expect(await eventually { (try? await early(bench)) == 0 })
        await bench.stop()
    }

    @Test func moreThanMayBeKeptAreDeadLetters() async throws {
        let bench = try await SagaBench()
        for number in 0...SagaLimits.earlyOfKey {
            let event = Event(
                id: "p\(number)", stream: "shop", type: "payment.made", source: "shop", time: bench.clock.now,
                contentType: "application/json", payload: Array(#"{"order":"o1"}"#.utf8))
            try await bench.log.append(event)
        }
        #expect(await eventually { (try? await bench.engine.deadLetters(DeadLetterQuery()).letters.count) == 1 })
        let letter = try await bench.engine.deadLetters(DeadLetterQuery()).letters.first
        #expect(letter?.reason.contains("16 events wait for the instance 'o1'") == true)
        await bench.stop()
    }

    @Test func nothingIsKeptWhereNothingIsToBe() async throws {
        let bench = try await SagaBench(saga: SagaText.order + "\nearly: 0s")
        await bench.publish("payment.made", "o1")
        await bench.publish("order.placed", "o1")
        #expect(await eventually { await bench.isWaiting("o1") })
        #expect(try await bench.keeper.instance("order", "o1").instance.events["paid"] == nil)
        #expect(try await early(bench) == 0)
        await bench.publish("order.placed", "o1")
        await bench.stop()
    }

    // MARK: Time

    @Test func aTimerIsDueWhenItIsDue() async throws {
        let bench = try await SagaBench(passesTime: false)
        await bench.publish("order.placed", "o1")
        #expect(await eventually { await bench.isWaiting("o1") })
        let until = try #require(try await bench.keeper.instance("order", "o1").courses.first?.waitsUntil)
        // The alarm looks after the clock once a minute.
        while bench.clock.now + .seconds(60) < until {
            bench.clock.advance(by: .seconds(59))
            #expect(await eventually { bench.clock.nextWake.map { $0 > bench.clock.now } == true })
        }
        bench.clock.advance(to: until - .milliseconds(1))
        #expect(await eventually { bench.clock.nextWake == until }, "one wake-up, at the time")
        #expect(await bench.status("o1") == .running)
        bench.clock.advance(to: until)
        #expect(await bench.becomes("o1", .compensated))
        #expect(
            try await bench.keeper.instance("order", "o1").instance.history.last { $0.what == .timedOut }?.at == until)
        await bench.stop()
    }

    @Test func nothingIsDoneWhileNothingIsDue() async throws {
        let bench = try await SagaBench(passesTime: false)
        for number in 0..<20 { await bench.publish("order.placed", "o\(number)") }
        #expect(await eventually { (try? await bench.keeper.counts("order")) == [.running: 20] })
        #expect(await eventually { await bench.isWaiting("o19") })
        #expect(await eventually { bench.clock.sleeperCount == 1 }, "one sleeper for all of them")
        await bench.stop()
    }
}
