import Foundation
import Synchronization
import TestKit
import Testing
import Values

@testable import Connectors

/// The publisher against Debian's RabbitMQ, read by another client.
@Suite(.enabled(if: RabbitMQTestServer.isThere, "scripts/setup brings rabbitmq-server"))
struct RabbitMQTests {
    private static func settings(
        _ url: String, queue: String? = nil, exchange: String = "", key: String = ""
    ) throws -> RabbitMQSettings {
        RabbitMQSettings(
            broker: RabbitMQBroker(
                system: "broker", address: try RabbitMQAddress(url),
                login: .password(user: "guest", password: "broker"), allowedNetworks: ["127.0.0.0/8", "::1"]),
            exchange: exchange, routingKey: queue ?? key)
    }

    private static func publisher(
        _ settings: RabbitMQSettings, password: String? = "guest"
    ) throws -> RabbitMQPublisher {
        try RabbitMQPublisher(
            settings: settings, environment: .test(password.map { ["broker": $0] } ?? [:]))
    }

    private static func message(_ id: String, _ body: String = "") -> RabbitMQMessage {
        RabbitMQMessage(messageID: id, contentType: "text/plain", body: Array(body.utf8))
    }

    private static func reason(_ verdict: CallVerdict) -> String {
        switch verdict {
        case .success: "success"
        case .retry(let reason, _): "retry: " + reason
        case .refused(let reason): "refused: " + reason
        }
    }

    @Test func messagesArriveWhole() async throws {
        let server = try RabbitMQTestServer.shared()
        try server.client("declare", "whole", "whole-topics", "order.#")
        let publisher = try Self.publisher(
            Self.settings("amqp://127.0.0.1:\(server.port)", exchange: "whole-topics", key: "order.usual"))
        let text = "Ein Gruß mit \u{1F600}"
        var message = RabbitMQMessage(
            routingKey: "order.placed", messageID: "m-1", correlationID: "c-1", contentType: "text/plain;charset=utf-8",
            type: "order.placed", timestamp: 1_700_000_000,
            headers: [RESTHeader("cloudEvents:id", "m-1"), RESTHeader("cloudEvents:subject", text)],
            body: Array(text.utf8))
        #expect(await publisher.publish(message) == .success)
        message.routingKey = nil
        message.body = Array(String(repeating: "x", count: 400_000).utf8)
        message.correlationID = String(repeating: "c", count: 300)
        #expect(await publisher.publish(message) == .success)
        let taken = try server.client("take", "whole", "2").map { try Self.json($0) }
        #expect(
            taken[0]["routingKey"] as? String == "order.placed" && taken[0]["exchange"] as? String == "whole-topics")
        #expect(taken[0]["messageId"] as? String == "m-1" && taken[0]["correlationId"] as? String == "c-1")
        #expect(taken[0]["type"] as? String == "order.placed" && taken[0]["deliveryMode"] as? Int == 2)
        #expect(taken[0]["timestamp"] as? Int == 1_700_000_000)
        #expect((taken[0]["headers"] as? [String: String])?["cloudEvents:subject"] == text)
        #expect((taken[0]["body"] as? String)?.unicodeScalars.count == text.utf8.count)
        #expect(taken[1]["routingKey"] as? String == "order.usual")
        #expect((taken[1]["body"] as? String)?.count == 400_000 && taken[1]["correlationId"] is NSNull)
        await publisher.shutdown()
        #expect(Self.reason(await publisher.publish(message)) == "retry: the server is stopping")
    }

    private static func json(_ line: Substring) throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
    }

    @Test func whatGoesWrongIsSaid() async throws {
        let server = try RabbitMQTestServer.shared()
        let url = "amqp://127.0.0.1:\(server.port)"
        func outcome(_ settings: RabbitMQSettings, password: String? = "guest") async throws -> String {
            let publisher = try Self.publisher(settings, password: password)
            let verdict = await publisher.publish(Self.message("m"))
            await publisher.shutdown()
            return Self.reason(verdict)
        }
        #expect(
            try await outcome(Self.settings(url, queue: "nobody"))
                == "retry: the message reached no queue: NO_ROUTE")
        var careless = try Self.settings(url, queue: "nobody")
        careless.isMandatory = false
        #expect(try await outcome(careless) == "success")
        #expect(
            try await outcome(Self.settings(url, exchange: "nowhere"))
                == "retry: the broker hung up: NOT_FOUND - no exchange 'nowhere' in vhost '/'")
        #expect(try await outcome(Self.settings(url + "/nowhere", queue: "q")).contains("vhost nowhere not found"))
        #expect(try await outcome(Self.settings(url, queue: "q"), password: "wrong").contains("ACCESS_REFUSED"))
        #expect(try await outcome(Self.settings(url, queue: "q"), password: nil).contains("secret 'broker'"))
        let closed = try await outcome(Self.settings("amqp://127.0.0.1:\(FreePort.find())", queue: "q"))
        #expect(closed.hasPrefix("retry: the broker cannot be reached"))
        #expect(throws: JunctionError.self) {
            var settings = try Self.settings("amqp://10.0.0.1", queue: "q")
            settings.broker.allowedNetworks = []
            _ = try Self.publisher(settings)
        }
        var local = try Self.settings("amqp://localhost:\(server.port)", queue: "q")
        local.broker.allowedNetworks = []
        #expect(try await outcome(local).contains("loopback"))
        var small = try Self.settings(url, queue: "q")
        small.limits.messageBytes = 2
        let publisher = try Self.publisher(small)
        #expect(Self.reason(await publisher.publish(Self.message("m", "abc"))).hasPrefix("refused"))
    }

    /// Other messages of the same connection go on when one comes back.
    @Test func manyAtOnceAreConfirmedTogether() async throws {
        let server = try RabbitMQTestServer.shared()
        try server.declare(queue: "many")
        let publisher = try Self.publisher(Self.settings("amqp://127.0.0.1:\(server.port)", queue: "many"))
        let count = 20_000
        let began = ContinuousClock.now
        await withTaskGroup(of: Void.self) { group in
            for worker in 0..<200 {
                group.addTask {
                    for number in 0..<(count / 200) {
                        var message = Self.message("\(worker)-\(number)", String(repeating: "x", count: 256))
                        if number == 50, worker == 0 { message.routingKey = "nobody" }
                        let verdict = await publisher.publish(message)
                        #expect((verdict == .success) == (message.routingKey == nil))
                    }
                }
            }
        }
        let span = ContinuousClock.now - began
        print("RabbitMQ: \(count) messages confirmed in \(span)")
        await publisher.shutdown()
        let taken = try server.client("take", "many", "\(count - 1)").map { try Self.json($0)["messageId"] as? String }
        #expect(Set(taken).count == count - 1)
    }

    private final class Ledger: Sendable {
        private let state = Mutex((confirmed: Set<String>(), isOver: false))

        var confirmed: Set<String> { state.withLock { $0.confirmed } }
        var isOver: Bool { state.withLock { $0.isOver } }
        func note(_ id: String) { state.withLock { _ = $0.confirmed.insert(id) } }
        func end() { state.withLock { $0.isOver = true } }
    }

    /// The broker is stopped, then killed, in the middle: nothing that was confirmed is lost, and messages that wait for
    /// each other's confirmations arrive in order.
    @Test func aBrokerThatGoesAndComesBack() async throws {
        let server = try RabbitMQTestServer()
        defer { server.end() }
        try server.declare(queue: "outage")
        let publisher = try Self.publisher(Self.settings("amqp://127.0.0.1:\(server.port)", queue: "outage"))
        let ledger = Ledger()
        let sending = Task {
            await withTaskGroup(of: Void.self) { group in
                for key in 0..<8 {
                    group.addTask {
                        var number = 0
                        while !ledger.isOver {
                            let message = Self.message("\(key)-\(number)")
                            guard await publisher.publish(message) == .success else {
                                try? await Task.sleep(for: .milliseconds(20))
                                continue
                            }
                            ledger.note(message.messageID)
                            number += 1
                        }
                    }
                }
            }
        }
        func grows() async {
            let before = ledger.confirmed.count
            #expect(await eventually { ledger.confirmed.count > before + 100 })
        }
        await grows()
        try server.stop()
        try server.start()
        await grows()
        try server.kill()
        try server.start()
        await grows()
        ledger.end()
        await sending.value
        await publisher.shutdown()
        let expected = ledger.confirmed
        try server.declare(queue: "outage")
        var seen: Set<String> = []
        var highest: [Substring: Int] = [:]
        var outOfOrder = 0
        // Those in flight when the broker went may be there twice.
        let lines = try server.client("drain", "outage")
        for line in lines {
            let id = try #require(try Self.json(line)["messageId"] as? String)
            guard seen.insert(id).inserted else { continue }
            let parts = id.split(separator: "-")
            let number = Int(parts[1]) ?? 0
            if number < highest[parts[0]] ?? 0 { outOfOrder += 1 }
            highest[parts[0]] = number
        }
        #expect(expected.subtracting(seen).isEmpty && outOfOrder == 0)
        print("RabbitMQ: \(expected.count) confirmed, \(lines.count - seen.count) repeated, 0 lost")
    }

    /// A broker that takes connections and then says nothing any more.
    @Test func silenceIsNoticed() async throws {
        let server = try RabbitMQTestServer()
        defer { server.end() }
        try server.declare(queue: "silent")
        var settings = try Self.settings("amqp://127.0.0.1:\(server.port)", queue: "silent")
        settings.limits.confirmTimeout = .seconds(2)
        settings.broker.heartbeat = .seconds(60)
        let publisher = try Self.publisher(settings)
        #expect(await publisher.publish(Self.message("m-1")) == .success)
        try server.freeze()
        #expect(Self.reason(await publisher.publish(Self.message("m-2"))).hasPrefix("retry"))
        try server.wake()
        #expect(await eventually { await publisher.publish(Self.message("m-3")) == .success })
        await publisher.shutdown()
    }
}
