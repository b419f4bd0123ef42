import Contract
import Events
import TestKit
import Testing
import Values

@testable import Flows

struct SagaKeeperTests {
    private static let happy = ["stock.reserve", "order.shipped"]

    @Test func anInstanceGoesItsWayAndIsInTheLog() async throws {
        let bench = try await SagaBench()
        await bench.publish("order.placed", "o1")
        #expect(await eventually { bench.caller.all.count == 1 })
        for type in ["payment.made", "order.picked", "order.packed"] { await bench.publish(type, "o1") }
        #expect(await bench.becomes("o1", .completed))
        #expect(try await bench.published("o1") == Self.happy)
        #expect(bench.caller.bodies == [#"{"amount":50}"#])
        let shipped = try await bench.log.events(after: 0, limit: 100).first { $0.event.type == "order.shipped" }
        #expect(shipped?.event.correlationID == "order.placed-o1")
        #expect(shipped?.event.causationID == "payment.made-o1")
        #expect(try await eventually { try await bench.keeper.counts("order") == [.completed: 1] })
        await bench.stop()
    }

    @Test func whatIsRefusedIsTakenBackAndWhatFailsIsTriedAgainFirst() async throws {
        let bench = try await SagaBench(
            caller: ScriptedCaller { request, number in
                switch (request.operation, number) {
                case ("charge", 1...2): .retry(reason: "503", after: nil)
                case ("refund", _): .refused(reason: "too late")
                default: .done(SystemReply(status: 201))
                }
            })
        await bench.publish("order.placed", "o1")
        #expect(await eventually { bench.caller.all.count == 3 })
        let keys = Set(bench.caller.all.flatMap { $0.headers.map(\.value) })
        #expect(keys.count == 1, "every attempt has the same id")
        await bench.publish("payment.declined", "o1")
        #expect(await bench.becomes("o1", .failed))
        #expect(try await bench.published("o1") == ["stock.reserve", "stock.release"])
        #expect(try await bench.keeper.instance("order", "o1").instance.stuck.map(\.step) == ["charge"])
        await bench.stop()
    }

    @Test func aSendIsGivenUpAfterItsAttempts() async throws {
        let bench = try await SagaBench(caller: ScriptedCaller { _, _ in .retry(reason: "503", after: nil) })
        await bench.publish("order.placed", "o1")
        #expect(await bench.becomes("o1", .compensated))
        #expect(bench.caller.all.count == 3)
        let reason = try await bench.keeper.instance("order", "o1").instance.reason
        #expect(reason?.contains("all 3 attempts failed") == true)
        await bench.stop()
    }

    @Test func timersAreRestored() async throws {
        let medium = InMemoryEventStore.Medium()
        let clock = ManualClock()
        let first = try await SagaBench(medium, clock: clock)
        await first.publish("order.placed", "o1")
        #expect(await eventually { await first.isWaiting("o1") })
        await first.stop()
        clock.advance(by: .seconds(1000))
        let second = try await SagaBench(medium, clock: clock)
        #expect(await second.becomes("o1", .compensated))
        #expect(second.caller.all.map(\.operation) == ["refund"])
        #expect(try await second.published("o1") == ["stock.reserve", "stock.release"])
        await second.stop()
    }

    /// The process dies after each commit in turn; then it starts again.
    @Test(arguments: 0..<30)
    func aCrashLosesNothingAndDoesNothingTwice(_ commits: Int) async throws {
        let medium = InMemoryEventStore.Medium()
        let clock = ManualClock()
        let types = ["order.placed", "payment.made", "order.picked", "order.packed"]
        let first = try await SagaBench(medium, clock: clock, afterCommits: commits)
        for type in types { await first.publish(type, "o1") }
        await first.publish("order.placed", "o2")
        await first.publish("payment.declined", "o2")
        for _ in 0..<20 { await Task.yield() }
        try? await Task.sleep(for: .milliseconds(Int64(commits) * 5))
        await first.stop()
        let second = try await SagaBench(medium, clock: clock)
        for type in types { #expect(await second.publish(type, "o1")) }
        for type in ["order.placed", "payment.declined"] { #expect(await second.publish(type, "o2")) }
        #expect(await second.becomes("o1", .completed))
        #expect(await second.becomes("o2", .compensated))
        #expect(try await second.published("o1") == Self.happy)
        #expect(try await second.published("o2") == ["stock.reserve", "stock.release"])
        let calls = Set((first.caller.all + second.caller.all).flatMap { $0.headers.map(\.value) })
        #expect(calls.count == 3, "each send has one id: \(calls)")
        await second.stop()
    }

    @Test func aRunningInstanceEndsOnItsDefinition() async throws {
        let medium = InMemoryEventStore.Medium()
        let clock = ManualClock()
        let first = try await SagaBench(medium, clock: clock)
        await first.publish("order.placed", "old")
        #expect(await eventually { first.caller.all.count == 1 })
        await first.stop()
        let changed = SagaText.order.replacing("type: order.shipped", with: "type: order.sent")
        let second = try await SagaBench(medium, saga: changed, clock: clock)
        await second.publish("order.placed", "new")
        for key in ["old", "new"] {
            for type in ["payment.made", "order.picked", "order.packed"] { await second.publish(type, key) }
            #expect(await second.becomes(key, .completed))
        }
        #expect(try await second.published("old").last == "order.shipped")
        #expect(try await second.published("new").last == "order.sent")
        #expect(try second.keeper.overview("order").versions == [1, 2])
        await second.stop()
        let third = try await SagaBench(medium, saga: nil, clock: clock)
        #expect(try third.keeper.overview("order").version == nil, "declared no more, and kept for what runs")
        await third.stop()
    }

    @Test func peopleCorrectAnInstanceAndTheLogSaysSo() async throws {
        let bench = try await SagaBench(caller: ScriptedCaller { _, _ in .refused(reason: "no") })
        await bench.publish("order.placed", "o1")
        #expect(await bench.becomes("o1", .compensated))
        await #expect(throws: JunctionError.self) {
            try await bench.keeper.obey(.retry(reason: nil), saga: "order", key: "o1", by: "k")
        }
        await #expect(throws: JunctionError.self) {
            try await bench.keeper.obey(.retry(reason: nil), saga: "order", key: "none", by: "k")
        }
        await bench.publish("order.placed", "o2", total: 500)
        #expect(await bench.becomes("o2", .compensated))
        let kept = try await bench.keeper.instance("order", "o2")
        await #expect(throws: JunctionError.self, "at another version") {
            try await bench.keeper.obey(
                .compensate(reason: "r"), saga: "order", key: "o2", expectedVersion: kept.version - 1, by: "k")
        }
        await bench.stop()
        let waiting = try await SagaBench()
        await waiting.publish("order.placed", "o3")
        #expect(await eventually { await waiting.isWaiting("o3") })
        let skipped = try await waiting.keeper.obey(.skip(step: nil, reason: "cash"), saga: "order", key: "o3", by: "k")
        #expect(skipped.step == "hands")
        let audit = try await waiting.log.events(stream: "audit", after: 0, limit: 10).map(\.event)
        #expect(audit.map(\.type) == ["junction.saga.byHand.skip"])
        #expect(audit.first?.metadata["reason"] == "cash")
        await waiting.stop()
    }

    @Test func instancesAreListedByStatus() async throws {
        let bench = try await SagaBench()
        for number in 0..<12 { await bench.publish("order.placed", "o\(number)") }
        await bench.publish("payment.declined", "o7")
        #expect(await bench.becomes("o7", .compensated))
        #expect(await eventually { (try? await bench.keeper.counts("order")) == [.running: 11, .compensated: 1] })
        let page = try await bench.keeper.instances("order", status: .running, after: nil, limit: 5)
        #expect(page.instances.map(\.instance.key) == ["o0", "o1", "o10", "o11", "o2"])
        let rest = try await bench.keeper.instances("order", status: .running, after: page.next, limit: 50)
        #expect(rest.instances.count == 6)
        #expect(rest.next == nil)
        await bench.stop()
    }

    @Test func aCircleOfSagasIsCutThrough() async throws {
        let text = """
            { id: circle, startOn: { filters: [{ exact: { type: round } }], key: id }, within: 1h,
              steps: [{ id: again, publish: { type: round } }] }
            """
        let bench = try await SagaBench(saga: text)
        try await bench.log.append(
            Event(
                id: "first", stream: "s", type: "round", source: "s", time: bench.clock.now,
                contentType: "application/json", payload: Array("{}".utf8)))
        #expect(await eventually { (try? await bench.engine.deadLetters(DeadLetterQuery()).letters.count) == 1 })
        let all = SagaLimits.causes + 1
        #expect(try await eventually { try await bench.keeper.counts("circle") == [.completed: all] })
        await bench.stop()
    }

    @Test func anEventWithoutAKeyIsADeadLetter() async throws {
        let bench = try await SagaBench()
        await bench.publish("order.placed", "")
        await bench.publish("order.placed", "o 1")
        #expect(await eventually { (try? await bench.engine.deadLetters(DeadLetterQuery()).letters.count) == 2 })
        await bench.stop()
    }
}
