import Events
import Formats
import TestKit
import Testing
import Values

@testable import Flows

/// Messages that a source gives many at a time.
struct BatchReceiveTests {
    private static func message(_ customer: String, _ arrival: Arrival = Arrival(channel: "rabbitmq")) -> Arrived {
        Arrived(Array(#"{"customer":"\#(customer)"}"#.utf8), arrival)
    }

    private static func named(_ id: String, type: String = "order.placed", source: String = "shop") -> Arrival {
        let event = Event(
            id: id, stream: "", type: type, source: source, key: "k", correlationID: "c", time: .epoch,
            metadata: ["ward": "seven"], contentType: "application/json", payload: [])
        return Arrival(channel: "rabbitmq", event: event)
    }

    @Test func orderIsKeptAndWhatIsRefusedStandsAlone() async throws {
        let harness = try FlowHarness()
        let taken = try await harness.engine.receive(
            [
                Self.message("c1"), Arrived(Array("{".utf8), Arrival(channel: "rabbitmq", stableID: "bad")),
                Self.message("c2"),
                Arrived([], Arrival(channel: "rabbitmq"), refusal: JunctionError(.formatLimit, "too long")),
            ], for: "orders")
        let places = taken.map { try? $0.get().sequence }
        let first = try #require(places[0])
        #expect(places == [first, nil, first + 2, nil])
        let kept = try #require(await harness.log.event(id: "bad~refused")?.stored.event)
        #expect(kept.type == FlowEventType.refused && kept.metadata["reason"] != nil)
        #expect(harness.engine.counts(of: "orders").received == 2 && harness.engine.counts(of: "orders").refused == 2)
        try await harness.settle()
        #expect(harness.caller.all.count == 2)
        await harness.stop()
    }

    /// A message that was refused may be mended, or its point, and come again under the same id.
    @Test func aRefusalDoesNotTakeTheIDOfItsMessage() async throws {
        let harness = try FlowHarness()
        let arrival = Arrival(channel: "rabbitmq", stableID: "s1")
        #expect((try? await harness.engine.receive([Arrived([], arrival)], for: "orders")[0].get()) == nil)
        let again = try await harness.engine.receive([Self.message("c1", arrival)], for: "orders")[0].get()
        #expect(!again.isDuplicate && again.id == "s1")
        await harness.stop()
    }

    @Test func anEventKeepsWhatItsSenderSaid() async throws {
        let harness = try FlowHarness()
        _ = try await harness.engine.receive([Self.message("c1", Self.named("e1"))], for: "orders")
        let event = try #require(await harness.log.event(id: "e1")?.stored.event)
        #expect(event.type == "order.placed" && event.source == "shop" && event.stream == "orders")
        #expect(event.key == "c1" && event.correlationID == "c", "the point's own order comes before the sender's")
        #expect(event.metadata["ward"] == "seven" && event.metadata["point"] == "orders")
        try await harness.settle()
        #expect(harness.caller.all.count == 1)
        await harness.stop()
    }

    /// The log takes an id once; two senders that number alike, or two points that are sent the same, are told apart.
    @Test func aTakenIDIsNotATakenEvent() async throws {
        let harness = try FlowHarness()
        func receive(_ source: String) async throws -> Receipt {
            try await harness.engine.receive([Self.message("c1", Self.named("e1", source: source))], for: "orders")[0]
                .get()
        }
        let first = try await receive("shop")
        let again = try await receive("shop")
        #expect(again.isDuplicate && again.sequence == first.sequence)
        let other = try await receive("market")
        #expect(!other.isDuplicate && other.id == "orders~market~e1")
        #expect(try await receive("market").isDuplicate)
        await harness.stop()
    }

    @Test func whatIsToldApartHasANameThatTheLogTakes() async throws {
        let harness = try FlowHarness()
        let id = String(repeating: "i", count: 1020)
        func receive(_ source: String) async throws -> Receipt {
            try await harness.engine.receive([Self.message("c1", Self.named(id, source: source))], for: "orders")[0]
                .get()
        }
        #expect(try await receive("shop").id == id)
        let other = try await receive("market")
        #expect(!other.isDuplicate && other.id.utf8.count < 100)
        let again = try await receive("market")
        #expect(again.isDuplicate && again.id == other.id)
        await harness.stop()
    }

    @Test func oneThatCannotBeKeptHoldsUpNoOther() async throws {
        let harness = try FlowHarness()
        let long = String(repeating: "k", count: EventLimits.nameBytes + 1)
        let taken = try await harness.engine.receive(
            [Self.message("c1"), Self.message(long), Self.message("c3")], for: "orders")
        #expect(taken.map { (try? $0.get()) != nil } == [true, false, true])
        await harness.stop()
    }

    @Test func whyIsKeptWhateverIsWrong() async throws {
        let harness = try FlowHarness()
        let long = String(repeating: "c", count: EventLimits.metadataBytes)
        let taken = try await harness.engine.receive(
            [
                Arrived(
                    [], Arrival(channel: "rabbitmq", reference: long, correlationID: long, stableID: "s"),
                    refusal: JunctionError(.invalid, long))
            ], for: "orders")
        #expect((try? taken[0].get()) == nil)
        let kept = try #require(await harness.log.event(id: "s~refused")?.stored.event)
        #expect(kept.reference == nil && kept.correlationID == nil)
        #expect(kept.metadata["reason"]?.utf8.count == EventLimits.detailBytes)
        await harness.stop()
    }
}
