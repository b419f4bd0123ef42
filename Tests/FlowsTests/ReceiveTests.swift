import Events
import Mapping
import TestKit
import Testing
import Values

@testable import Flows

/// What arrives is on disk before its sender hears of it, or is refused with the reason kept.
struct ReceiveTests {
    @Test func whatIsTakenIsInTheLogWithItsKeyAndItsDestinations() async throws {
        let harness = try FlowHarness()
        let receipt = try await harness.receive(
            #"{"customer":"c1","item":"tea"}"#,
            Arrival(channel: "http", reference: "r1", correlationID: "c", causationID: "k", peer: "10.0.0.9"))
        #expect(receipt.id == "m1" && receipt.reference == "r1" && !receipt.isDuplicate)
        let record = try #require(await harness.log.event(id: "m1"))
        let event = record.stored.event
        #expect(event.stream == "orders" && event.source == "shop/sales" && event.type == FlowEventType.received)
        #expect(event.key == "c1" && event.correlationID == "c" && event.causationID == "k")
        #expect(event.metadata == ["channel": "http", "point": "orders", "version": "1.2.0", "peer": "10.0.0.9"])
        #expect(event.contentType == "application/json")
        #expect(harness.engine.counts(of: "orders").received == 1)
        try await harness.settle()
        #expect(try await harness.steps(of: "m1") == [.received, .mapped, .delivered])
        await harness.stop()
    }

    @Test func theSameArrivalTwiceIsOneMessage() async throws {
        let harness = try FlowHarness()
        let arrival = Arrival(channel: "http", stableID: "s1")
        let first = try await harness.receive(#"{"customer":"c1"}"#, arrival)
        let again = try await harness.receive(#"{"customer":"c1"}"#, arrival)
        #expect(!first.isDuplicate && again.isDuplicate)
        #expect(again.id == first.id && again.sequence == first.sequence)
        try await harness.settle()
        #expect(harness.caller.all.count == 1)
        await harness.stop()
    }

    @Test func whatFailsItsChecksIsRefusedWithEveryFinding() async throws {
        var text = PointText()
        text.steps = "[{ validate: has-customer }, { validate: has-item }]"
        let harness = try FlowHarness(text)
        let refused = await #expect(throws: MessageRefused.self) {
            try await harness.receive("{}", Arrival(channel: "http", reference: "r9"))
        }
        #expect(refused?.findings.map(\.message) == ["customer is missing", "item is missing"])
        #expect(refused?.error.code == .invalid && refused?.reference == "r9")
        let kept = try #require(await harness.log.event(id: "m1")?.stored.event)
        #expect(kept.type == FlowEventType.refused && kept.reference == "r9")
        #expect(kept.metadata["reason"]?.contains("customer is missing") == true)
        #expect(kept.metadata["bytes"] == "2")
        #expect(harness.engine.counts(of: "orders") == FlowCounts(received: 0, refused: 1, lastMessageAt: nil))
        #expect(harness.caller.all.isEmpty)
        await harness.stop()
    }

    @Test func ofAnUnreadableMessageTheBeginningIsKept() async throws {
        let harness = try FlowHarness()
        let long = "{" + String(repeating: "x", count: 2 * FlowEngine.refusedBytesKept)
        let refused = await #expect(throws: MessageRefused.self) { try await harness.receive(long) }
        #expect(refused?.findings.isEmpty == true)
        let kept = try #require(await harness.log.event(id: "m1")?.stored.event)
        #expect(kept.payload.count == FlowEngine.refusedBytesKept)
        #expect(kept.metadata["bytes"] == "\(long.utf8.count)")
        await harness.stop()
    }

    @Test func checkedMessagesSayWhen() async throws {
        var text = PointText()
        text.steps = "[{ validate: has-customer }, { map: to-shop }]"
        let harness = try FlowHarness(text)
        _ = try await harness.receive(#"{"customer":"c1"}"#)
        let event = try #require(await harness.log.event(id: "m1")?.stored.event)
        #expect(event.metadata[FlowMetadata.validatedAt] == "\(harness.clock.now)")
        await harness.stop()
    }

    @Test func aPointThatDoesNotExistIsNotFound() async throws {
        let harness = try FlowHarness()
        let error = await #expect(throws: JunctionError.self) {
            try await harness.engine.receive([], for: "nowhere", Arrival(channel: "http"))
        }
        #expect(error?.code == .notFound)
        await harness.stop()
    }

    @Test func publishedEventsGoToThoseWhoListen() throws {
        let harness = try FlowHarness()
        harness.engine.install(harness.flow, listensTo: FlowEngine.EventFilter(type: "order", source: "shop"))
        #expect(harness.engine.destinations(for: .sample("a", type: "order", source: "shop")) == ["orders:shop.post"])
        #expect(harness.engine.destinations(for: .sample("a", type: "order", source: "other")).isEmpty)
        #expect(harness.engine.destinations(for: .sample("a", type: "other", source: "shop")).isEmpty)
        harness.engine.install(harness.flow, listensTo: FlowEngine.EventFilter(type: "order"))
        #expect(harness.engine.destinations(for: .sample("a", type: "order", source: "any")).count == 1)
        harness.running.cancel()
    }
}
