import Foundation
import Synchronization
import TestKit
import Testing
import Values

@testable import Connectors

/// The consumer against Debian's RabbitMQ, fed by another client.
@Suite(.enabled(if: RabbitMQTestServer.isThere, "scripts/setup brings rabbitmq-server"))
struct RabbitMQConsumerTests {
    private static func settings(_ port: Int, _ queue: String) throws -> RabbitMQConsumerSettings {
        RabbitMQConsumerSettings(
            broker: RabbitMQBroker(
                system: "broker", address: try RabbitMQAddress("amqp://127.0.0.1:\(port)"),
                login: .password(user: "guest", password: "broker"), allowedNetworks: ["127.0.0.0/8", "::1"]),
            queue: queue)
    }

    /// What a consumer was given, and what it is to say.
    private final class Desk: Sendable {
        struct State {
            var taken: [RabbitMQDelivery] = []
            var batches: [Int] = []
            var standings: [RabbitMQConsumer.Standing] = []
            var answer: RabbitMQSettlement = .acknowledge
            var isHeld = false
        }
        let state = Mutex(State())
        let tally = RabbitMQConsumerTally(consumer: "test", queue: "test")

        var taken: [RabbitMQDelivery] { state.withLock { $0.taken } }
        var bodies: [String] { taken.map { String(decoding: $0.body, as: UTF8.self) } }
        var lastTrouble: String? {
            state.withLock { state in
                if case .away(let reason)? = state.standings.last { reason } else { nil }
            }
        }

        func consumer(
            _ settings: RabbitMQConsumerSettings, secrets: [String: String] = ["broker": "guest"]
        ) throws -> RabbitMQConsumer {
            try RabbitMQConsumer(
                settings: settings, environment: .test(secrets), tally: tally,
                told: { [self] standing in state.withLock { $0.standings.append(standing) } },
                handler: { [self] deliveries in
                    state.withLock { state in
                        state.taken += deliveries
                        state.batches.append(deliveries.count)
                    }
                    while state.withLock({ $0.isHeld }), !Task.isCancelled {
                        try? await Task.sleep(for: .milliseconds(5))
                    }
                    return state.withLock { state in deliveries.map { _ in state.answer } }
                })
        }
    }

    private static func publisher(_ port: Int, _ queue: String) throws -> RabbitMQPublisher {
        try RabbitMQPublisher(
            settings: RabbitMQSettings(broker: try settings(port, queue).broker, exchange: "", routingKey: queue),
            environment: .test(["broker": "guest"]))
    }

    private static func message(_ id: String, _ body: String? = nil) -> RabbitMQMessage {
        RabbitMQMessage(messageID: id, contentType: "text/plain", body: Array((body ?? id).utf8))
    }

    @Test func propertiesAndHeadersComeWhole() async throws {
        let server = try RabbitMQTestServer.shared()
        try await server.ask("declare", "taken-whole")
        let desk = Desk()
        let consumer = try desk.consumer(Self.settings(server.port, "taken-whole"))
        consumer.start()
        let text = "Gruß \u{1F600}"
        let headers =
            #"{"text": "é", "yes": true, "number": -7, "large": 5000000000, "list": [1], "at": {"time": 1700000000}}"#
        try await server.ask(
            "publish", "taken-whole", text,
            #"{"message_id": "m-1", "correlation_id": "c-1", "content_type": "text/plain", "type": "t", "headers": \#(headers)}"#
        )
        #expect(await eventually { desk.taken.count == 1 })
        let taken = try #require(desk.taken.first)
        #expect(taken.body == Array(text.utf8) && taken.bodyBytes == text.utf8.count && !taken.isOverLimit)
        #expect(taken.messageID == "m-1" && taken.correlationID == "c-1" && taken.contentType == "text/plain")
        #expect(taken.type == "t" && taken.routingKey == "taken-whole" && !taken.isRedelivered)
        let found = Dictionary(uniqueKeysWithValues: taken.headers.map { ($0.name, $0.value) })
        #expect(
            found == ["text": "é", "yes": "true", "number": "-7", "large": "5000000000", "at": "2023-11-14T22:13:20Z"])
        // A body of several frames.
        let publisher = try Self.publisher(server.port, "taken-whole")
        let long = String(repeating: text, count: 50_000)
        #expect(await publisher.publish(Self.message("m-2", long)) == .success)
        #expect(await eventually { desk.taken.count == 2 })
        #expect(desk.taken.last?.body == Array(long.utf8))
        await publisher.shutdown()
        await consumer.shutdown()
        #expect(try await server.ask("drain", "taken-whole").isEmpty)
    }

    /// No more than the prefetch are out at once, and the next batch comes when the last one is settled.
    @Test func thePrefetchHolds() async throws {
        let server = try RabbitMQTestServer.shared()
        try await server.ask("declare", "bounded")
        let publisher = try Self.publisher(server.port, "bounded")
        for number in 0..<50 { #expect(await publisher.publish(Self.message("\(number)")) == .success) }
        let desk = Desk()
        desk.state.withLock { $0.isHeld = true }
        var settings = try Self.settings(server.port, "bounded")
        settings.limits.prefetch = 7
        let consumer = try desk.consumer(settings)
        consumer.start()
        #expect(await eventually { !desk.taken.isEmpty })
        #expect(try await server.ask("count", "bounded").first == "43", "all others are still in the queue")
        #expect(await eventually { desk.tally.counts.inFlight == 7 })
        desk.state.withLock { $0.isHeld = false }
        #expect(await eventually { desk.taken.count == 50 })
        #expect(desk.bodies == (0..<50).map(String.init))
        #expect(desk.state.withLock { $0.batches.max() ?? 0 } <= 7)
        await consumer.shutdown()
        await publisher.shutdown()
        #expect(desk.tally.counts == RabbitMQConsumerTally.Counts(acknowledged: 50, connections: 1))
        settings.limits.prefetch = 10_001
        #expect(throws: JunctionError.self) { _ = try desk.consumer(settings) }
    }

    @Test func whatIsRejectedGoesToTheDeadLetterExchange() async throws {
        let server = try RabbitMQTestServer.shared()
        try await server.ask("declare", "refused-at-last", "graveyard", "#")
        try await server.ask("declare-with", "refusing", #"{"x-dead-letter-exchange":"graveyard"}"#)
        let desk = Desk()
        desk.state.withLock { $0.answer = .reject }
        var settings = try Self.settings(server.port, "refusing")
        settings.limits.messageBytes = 10
        let consumer = try desk.consumer(settings)
        consumer.start()
        let publisher = try Self.publisher(server.port, "refusing")
        for body in ["short", "much longer than ten bytes"] {
            #expect(await publisher.publish(Self.message("m", body)) == .success)
        }
        #expect(try await server.ask("take", "refused-at-last", "2").count == 2)
        #expect(desk.bodies == ["short", ""] && desk.taken.last?.isOverLimit == true)
        await consumer.shutdown()
        #expect(desk.tally.counts.rejected == 2)
        await publisher.shutdown()
    }

    /// Stopped in the middle of a batch: what was not settled is given again, and told to be.
    @Test func whatIsNotSettledComesAgain() async throws {
        let server = try RabbitMQTestServer.shared()
        try await server.ask("declare", "again")
        let publisher = try Self.publisher(server.port, "again")
        for number in 0..<5 { #expect(await publisher.publish(Self.message("\(number)")) == .success) }
        await publisher.shutdown()
        let first = Desk()
        first.state.withLock { state in
            state.isHeld = true
            state.answer = .requeue
        }
        let one = try first.consumer(Self.settings(server.port, "again"))
        one.start()
        #expect(await eventually { !first.taken.isEmpty })
        await one.shutdown(grace: .milliseconds(10))
        let second = Desk()
        let other = try second.consumer(Self.settings(server.port, "again"))
        other.start()
        #expect(await eventually { second.taken.count == 5 })
        #expect(second.bodies == ["0", "1", "2", "3", "4"] && second.taken.allSatisfy(\.isRedelivered))
        #expect(second.taken[0].identity == first.taken[0].identity)
        await other.shutdown()
        #expect(first.tally.counts.acknowledged == 0 && first.tally.counts.inFlight == 0)
        #expect(second.tally.counts.acknowledged == 5 && second.tally.counts.redelivered == 5)
        #expect(try await server.ask("drain", "again").isEmpty)
    }

    /// Two that keep order: one takes, and the other one when the first is gone.
    @Test func anExclusiveConsumerIsAlone() async throws {
        let server = try RabbitMQTestServer.shared()
        try await server.ask("declare", "alone")
        var settings = try Self.settings(server.port, "alone")
        settings.keepsOrder = true
        let (first, second) = (Desk(), Desk())
        let one = try first.consumer(settings)
        let other = try second.consumer(settings)
        one.start()
        #expect(await eventually { one.standing == .taking })
        other.start()
        #expect(await eventually { second.lastTrouble?.contains("exclusive") == true })
        await one.shutdown()
        #expect(await eventually { other.standing == .taking })
        await other.shutdown()
    }

    /// What keeps the order is found out from the broker, whatever else the queue is declared with.
    @Test(arguments: [
        ("classic", "{}", true),
        ("classic-dead", #"{"x-queue-type":"classic","x-dead-letter-exchange":"5","x-message-ttl":60000000}"#, true),
        ("single", #"{"x-single-active-consumer":true,"x-max-length":100}"#, true),
        ("quorum", #"{"x-queue-type":"quorum","x-delivery-limit":20}"#, false),
        ("quorum-single", #"{"x-queue-type":"quorum","x-single-active-consumer":true}"#, true),
    ])
    func aQueueThatKeepsNoOrderIsSaid(name: String, arguments: String, isKept: Bool) async throws {
        let server = try RabbitMQTestServer.shared()
        let queue = "ordered-\(name)"
        try await server.ask("declare-with", queue, arguments)
        try await server.ask("publish", queue, "1", "{}")
        var settings = try Self.settings(server.port, queue)
        settings.keepsOrder = true
        let desk = Desk()
        let consumer = try desk.consumer(settings)
        consumer.start()
        #expect(await eventually { desk.bodies == ["1"] }, "\(desk.state.withLock { $0.standings })")
        let reason = "it is a quorum queue without x-single-active-consumer"
        #expect(consumer.standing == (isKept ? .taking : .takingUnordered(reason: reason)))
        await consumer.shutdown()
        #expect(desk.tally.counts.acknowledged == 1 && desk.tally.counts.inFlight == 0)
    }

    @Test func whatGoesWrongIsSaidWithoutSecrets() async throws {
        let server = try RabbitMQTestServer.shared()
        try await server.ask("declare", "guarded")
        func trouble(_ settings: RabbitMQConsumerSettings, _ secrets: [String: String]) async throws -> String? {
            let desk = Desk()
            let consumer = try desk.consumer(settings, secrets: secrets)
            consumer.start()
            _ = await eventually { desk.lastTrouble != nil }
            let said = desk.lastTrouble
            await consumer.shutdown()
            return said
        }
        let settings = try Self.settings(server.port, "guarded")
        let refused = try await trouble(settings, ["broker": "s3cr3t"])
        #expect(refused?.contains("ACCESS_REFUSED") == true && refused?.contains("s3cr3t") == false)
        #expect(try await trouble(settings, [:]) == "the secret 'broker' is not there")
        var missing = settings
        missing.queue = "never-made"
        #expect(
            try await trouble(missing, ["broker": "guest"])
                == "the queue cannot be taken from: NOT_FOUND - no queue 'never-made' in vhost '/'")
        missing.queue = String(repeating: "q", count: 256)
        #expect(throws: JunctionError.self) { _ = try Desk().consumer(missing) }
    }

    /// The broker is stopped, then killed: everything comes in order, and at least once.
    @Test func aBrokerThatGoesAndComesBack() async throws {
        let server = try RabbitMQTestServer()
        defer { server.end() }
        try await server.ask("declare", "outage")
        let desk = Desk()
        var settings = try Self.settings(server.port, "outage")
        settings.limits.prefetch = 20
        let consumer = try desk.consumer(settings)
        consumer.start()
        let publisher = try Self.publisher(server.port, "outage")
        func publish(_ numbers: Range<Int>) async {
            for number in numbers {
                while await publisher.publish(Self.message("\(number)")) != .success {
                    try? await Task.sleep(for: .milliseconds(20))
                }
            }
        }
        await publish(0..<200)
        try server.stop()
        #expect(await eventually { desk.lastTrouble != nil })
        try server.start()
        await publish(200..<400)
        try server.kill()
        try server.start()
        await publish(400..<600)
        #expect(await eventually { Set(desk.bodies).count == 600 })
        await consumer.shutdown()
        await publisher.shutdown()
        var seen: Set<String> = []
        let order = desk.bodies.filter { seen.insert($0).inserted }.compactMap { Int($0) }
        #expect(order == order.sorted())
        print("RabbitMQ: 600 taken, \(desk.bodies.count - 600) repeated, 0 lost")
    }
}
