import Events
import TestKit
import Testing
import Values

@testable import Flows

/// From the log to the other side: mapped on the way, tried again, given up with a reason, brought back by hand.
struct DeliverTests {
    @Test func whatIsSentIsTheMessageMapped() async throws {
        var text = PointText()
        text.steps = "[{ map: to-shop }]"
        text.deliver = "[{ system: shop, operation: put, parameters: { id: who } }]"
        let harness = try FlowHarness(text)
        _ = try await harness.receive(#"{"customer":"c1","item":"tea"}"#)
        try await harness.settle()
        let request = try #require(harness.caller.all.first)
        #expect(request.system == "shop" && request.operation == "put" && request.parameters == ["id": "c1"])
        #expect(harness.caller.bodies == [#"{"who":"c1","what":"tea"}"#])
        #expect(request.contentType == "application/json")
        #expect(request.headers.map(\.name) == ["idempotency-key"] && request.headers.map(\.value) == ["m1"])
        await harness.stop()
    }

    @Test func mappingsFollowOneAnother() async throws {
        var text = PointText()
        text.steps = "[{ map: to-shop }, { map: again }]"
        let harness = try FlowHarness(text)
        _ = try await harness.receive(#"{"customer":"c1"}"#)
        try await harness.settle()
        #expect(harness.caller.bodies == [#"{"parcel":{"to":"c1"}}"#])
        await harness.stop()
    }

    @Test func whatAFilterHoldsBackIsNotSentAndThatIsNoted() async throws {
        var text = PointText()
        text.steps = "[{ filter: \"item = 'tea'\" }, { map: to-shop }]"
        let harness = try FlowHarness(text)
        _ = try await harness.receive(#"{"customer":"c1","item":"tea"}"#)
        _ = try await harness.receive(#"{"customer":"c1","item":"coffee"}"#)
        try await harness.settle()
        #expect(harness.caller.all.count == 1)
        #expect(try await harness.steps(of: "m2") == [.received, .skipped])
        await harness.stop()
    }

    @Test func whatCannotBeMappedIsADeadLetterAtOnceAndTheNextGoesOn() async throws {
        let harness = try FlowHarness()
        _ = try await harness.receive(#"{"item":"tea"}"#)
        _ = try await harness.receive(#"{"customer":"c1"}"#)
        try await harness.settle()
        let letters = try await harness.delivery.deadLetters(DeadLetterQuery()).letters
        #expect(letters.map(\.stored.event.id) == ["m1"])
        #expect(letters.first?.attempts == 1)
        #expect(letters.first?.reason.contains("customer is required") == true)
        #expect(harness.caller.all.count == 1)
        await harness.stop()
    }

    @Test func whatIsWrongAfterMappingIsADeadLetterToo() async throws {
        var text = PointText()
        text.steps = "[{ map: to-shop }, { validate: has-price }]"
        let harness = try FlowHarness(text)
        _ = try await harness.receive(#"{"customer":"c1"}"#)
        try await harness.settle()
        let letters = try await harness.delivery.deadLetters(DeadLetterQuery()).letters
        #expect(letters.first?.reason.contains("price is missing") == true)
        #expect(harness.caller.all.isEmpty)
        await harness.stop()
    }

    @Test func aRefusalIsADeadLetterThatCanBeRetriedByHand() async throws {
        let caller = ScriptedCaller { _, number in
            number == 1 ? .refused(reason: "the system answered 422") : .done(SystemReply(status: 201))
        }
        let harness = try FlowHarness(caller: caller)
        _ = try await harness.receive(#"{"customer":"c1"}"#)
        try await harness.settle()
        #expect(try await harness.steps(of: "m1") == [.received, .mapped, .deadLettered])
        // What is done in one moment is told in the order of the attempts.
        harness.clock.advance(by: .seconds(60))
        #expect(try await harness.delivery.retryDeadLetters(DeadLetterQuery(eventID: "m1")) == 1)
        #expect(try await eventually { try await harness.log.event(id: "m1")?.status == .delivered })
        #expect(
            try await harness.steps(of: "m1")
                == [.received, .mapped, .deadLettered, .retriedByHand, .mapped, .delivered])
        #expect(try await harness.delivery.deadLetters(DeadLetterQuery()).letters.isEmpty)
        await harness.stop()
    }

    @Test func aFailureIsTriedAgainWhenTheSystemWishes() async throws {
        let caller = ScriptedCaller { _, number in
            number == 1
                ? .retry(reason: "the system answered 503", after: .seconds(7)) : .done(SystemReply(status: 200))
        }
        let harness = try FlowHarness(caller: caller)
        _ = try await harness.receive(#"{"customer":"c1"}"#)
        #expect(await eventually { harness.clock.nextWake == harness.clock.now + .seconds(7) })
        #expect(caller.all.count == 1)
        harness.clock.advance(by: .seconds(7))
        try await harness.settle()
        #expect(try await harness.steps(of: "m1") == [.received, .mapped, .attemptFailed, .mapped, .delivered])
        await harness.stop()
    }

    @Test func whatIsPostponedIsNoAttempt() async throws {
        let caller = ScriptedCaller { _, number in
            number == 1 ? .postponed(reason: "10/second", after: .seconds(1)) : .done(SystemReply(status: 200))
        }
        let harness = try FlowHarness(caller: caller)
        _ = try await harness.receive(#"{"customer":"c1"}"#)
        #expect(await eventually { harness.clock.nextWake == harness.clock.now + .seconds(1) })
        harness.clock.advance(by: .seconds(1))
        try await harness.settle()
        #expect(try await harness.steps(of: "m1") == [.received, .mapped, .delivered])
        #expect(try await harness.log.lineage(id: "m1")?.steps.last?.attempt == 1)
        await harness.stop()
    }

    @Test func anEventPublishedForAllIsCheckedBeforeItIsSent() async throws {
        var text = PointText()
        text.steps = "[{ validate: has-customer }, { map: to-shop }]"
        let harness = try FlowHarness(text)
        let destinations = harness.flow.destinations
        try await harness.log.append(.sample("bad", payload: Array("{}".utf8)), deliverTo: destinations)
        try await harness.log.append(
            .sample("good", payload: Array(#"{"customer":"c1"}"#.utf8)), deliverTo: destinations)
        try await harness.log.append(.sample("torn", payload: Array("{".utf8)), deliverTo: destinations)
        try await harness.settle()
        #expect(harness.caller.all.flatMap { $0.headers.map(\.value) } == ["good"])
        let letters = try await harness.delivery.deadLetters(DeadLetterQuery()).letters
        #expect(letters.map(\.stored.event.id) == ["bad", "torn"])
        #expect(letters.first?.reason.contains("customer is missing") == true)
        await harness.stop()
    }
}
