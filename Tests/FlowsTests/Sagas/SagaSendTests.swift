import Contract
import Events
import Resilience
import TestKit
import Testing
import Values

@testable import Flows

/// How what a saga sends is performed, and what it is told of it.
struct SagaSendTests {
    private static func saga(_ send: String) -> String {
        """
        id: order
        startOn: { filters: [{ exact: { type: order.placed } }], key: payload.id }
        within: 1d
        steps:
          - { id: first, send: \(send), compensate: back }
          - { id: after, publish: { type: order.sent, payload: '{ "got": results.first }' } }
          - { id: rest, wait: { any: [{ name: n, filters: [{ exact: { type: z } }], key: id }], timeout: 9m } }
        compensations: [{ id: back, publish: { type: order.back } }]
        """
    }

    private static let call =
        "{ system: bank, operation: pay, parameters: { id: key, none: nothing }, body: '{ \"id\": key }' }"

    private func sent(_ bench: SagaBench) async -> SagaInstance? {
        #expect(await bench.publish("order.placed", "o1"))
        #expect(await eventually { (try? await bench.published("o1"))?.isEmpty == false })
        return try? await bench.keeper.instance("order", "o1").instance
    }

    @Test func aCallHasItsParametersItsBodyAndItsKey() async throws {
        let bench = try await SagaBench(saga: Self.saga(Self.call))
        #expect(await sent(bench)?.results["first"]?["status"] == 201)
        let call = try #require(bench.caller.all.first)
        #expect(call.system == "bank" && call.operation == "pay")
        #expect(call.parameters == ["id": "o1"])
        #expect(call.contentType == "application/json")
        #expect(bench.caller.bodies == [#"{"id":"o1"}"#])
        let event = try await bench.log.events(after: 0, limit: 100).first { $0.event.type == SagaEventType.send }
        #expect(call.headers.map(\.name) == ["idempotency-key"])
        #expect(call.headers.map(\.value) == [event?.event.id])
        await bench.stop()
    }

    @Test(arguments: [
        (#"{"ok":true}"#, Value.object(["ok": true])), ("done", "done"), ("", nil),
        (String(repeating: "x", count: 64 << 10), .string(String(repeating: "x", count: 64 << 10))),
        (String(repeating: "x", count: (64 << 10) + 1), nil),
    ])
    func itIsToldTheAnswer(_ body: String, _ told: Value?) async throws {
        let bench = try await SagaBench(
            saga: Self.saga(Self.call),
            caller: ScriptedCaller { _, _ in .done(SystemReply(status: 200, body: Array(body.utf8))) })
        let result = await sent(bench)?.results["first"]
        #expect(result?["status"] == 200)
        #expect(result?["body"] == told)
        await bench.stop()
    }

    @Test func aPointTakesTheMessageOnce() async throws {
        let bench = try await SagaBench(saga: Self.saga("{ point: orders, body: '{ \"customer\": key }' }"))
        bench.flows.install(try FlowHarness.compile(PointText()))
        #expect(await sent(bench)?.results["first"]?["status"] == 202)
        let taken = try await bench.log.events(stream: "orders", after: 0, limit: 10).map(\.event)
        let send = try await bench.log.events(after: 0, limit: 100).first { $0.event.type == SagaEventType.send }
        #expect(taken.map(\.causationID) == [send?.event.id])
        #expect(taken.first?.correlationID == "order.placed-o1")
        let again = SagaSendTarget(saga: "order", keeper: bench.keeper)
        let attempt = DeliveryAttempt(destination: "d", stored: try #require(send), number: 1)
        #expect(await again.deliver(attempt) == .skipped(reason: "the saga no longer waits for it"))
        #expect(
            taken.first?.id.contains("-in") == true || taken.first?.reference != nil, "known again should it come twice"
        )
        await bench.stop()
    }

    @Test func whatAPointRefusesFailsTheStep() async throws {
        let bench = try await SagaBench(saga: Self.saga("{ point: orders, body: '{ \"item\": 1 }' }"))
        bench.flows.install(
            try FlowHarness.compile(PointText(steps: "[{ validate: has-customer }, { map: to-shop }]", orderBy: "")))
        await bench.publish("order.placed", "o1")
        #expect(await bench.becomes("o1", .failed))
        let unknown = try await SagaBench(saga: Self.saga("{ point: nowhere }"))
        await unknown.publish("order.placed", "o1")
        #expect(await unknown.becomes("o1", .failed), "refused for good, not tried for ever")
        #expect(try await unknown.keeper.instance("order", "o1").instance.reason?.contains("nowhere") == true)
        await bench.stop()
        await unknown.stop()
    }

    @Test func itIsTriedAgainAfterThePauseThatIsDeclared() async throws {
        let bench = try await SagaBench(
            saga: Self.saga("{ system: bank, operation: pay, retry: { attempts: 3, first: 40s, most: 40s } }"),
            caller: ScriptedCaller { _, number in
                number == 1 ? .retry(reason: "503", after: nil) : .done(SystemReply(status: 200))
            }, passesTime: false, random: 0.5)
        let begun = bench.clock.now
        await bench.publish("order.placed", "o1")
        #expect(await eventually { bench.clock.nextWake == begun + .seconds(20) }, "half of it, by chance")
        #expect(bench.caller.all.count == 1)
        bench.clock.advance(by: .seconds(20))
        #expect(await eventually { bench.caller.all.count == 2 })
        await bench.stop()
    }

    @Test func theEngineGivesNothingUpThatTheInstanceWouldNotHearOf() {
        let now = Instant(seconds: 1_790_000_000)
        let decision = DestinationSettings.sagaSends.retry.decide(
            attempt: 999, start: now - .seconds(30 * 86_400), now: now, retryAfter: .seconds(7200), random: 0.9)
        #expect(decision == .retry(at: now + .seconds(7200)), "neither given up, nor sooner or later than is declared")
    }

    @Test(arguments: ["''", #"'a\\u0007'"#, "$pad('', 257, 'k')"])
    func aKeyThatNoEventMayHaveFailsItsStep(_ key: String) async throws {
        let text = """
            id: order
            startOn: { filters: [{ exact: { type: order.placed } }], key: payload.id }
            within: 1d
            steps:
              - { id: first, publish: { type: order.first }, compensate: back }
              - { id: second, publish: { type: order.second, key: "\(key)" } }
            compensations: [{ id: back, publish: { type: order.back } }]
            """
        let bench = try await SagaBench(saga: text)
        await bench.publish("order.placed", "o1")
        #expect(await bench.becomes("o1", .compensated))
        #expect(try await bench.published("o1") == ["order.first", "order.back"])
        let reason = try await bench.keeper.instance("order", "o1").instance.reason
        #expect(reason == "second: its key would not be \(SagaKey.eventRule)")
        await bench.stop()
    }

    @Test func aCallThatWasPostponedIsNoAttempt() async throws {
        let bench = try await SagaBench(
            saga: Self.saga("{ system: bank, operation: pay, retry: { attempts: 1 } }"),
            caller: ScriptedCaller { _, number in
                number < 4 ? .postponed(reason: "too many", after: .seconds(1)) : .done(SystemReply(status: 200))
            })
        #expect(await sent(bench)?.results["first"]?["status"] == 200)
        #expect(bench.caller.all.count == 4)
        await bench.stop()
    }

    @Test func whatNoSagaSentIsADeadLetter() async throws {
        let bench = try await SagaBench(saga: Self.saga(Self.call))
        let stored = StoredEvent(
            sequence: 1, streamSequence: 1, recordedAt: bench.clock.now,
            event: Event(
                id: "e", stream: "s", type: "t", source: "s", time: bench.clock.now, contentType: "application/json",
                payload: []))
        let target = SagaSendTarget(saga: "order", keeper: bench.keeper)
        let outcome = await target.deliver(DeliveryAttempt(destination: "d", stored: stored, number: 1))
        #expect(outcome == .rejected(reason: "it was sent by no saga"))
        await bench.stop()
    }
}
