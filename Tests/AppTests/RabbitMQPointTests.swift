import Formats
import Foundation
import TestKit
import Testing
import Values

@testable import App

/// Point files that take from Debian's RabbitMQ and publish to it, with another client at both ends.
@Suite(.serialized, .enabled(if: RabbitMQTestServer.isThere, "scripts/setup brings rabbitmq-server"))
struct RabbitMQPointTests {
    private struct Place {
        var queue: String
        var more = ""
        var deliver = ""
        var password = "guest"
    }

    private static func system(_ port: Int) -> String {
        """
        id: broker
        name: The broker
        type: other
        owner: wards
        connector: rabbitmq
        endpoint: amqp://127.0.0.1:\(port)
        authentication: { basic: { user: guest, secret: broker } }
        operations:
          page:
            publish: { exchange: pages, routingKey: "page.{wing}" }
            request: json
            headers: { X-Kind: page }
        allowedNetworks: [127.0.0.0/8]
        """
    }

    private static func point(_ place: Place) -> String {
        """
        id: bells
        title: Call bells
        version: 1.0.0
        summary: Takes the messages of a queue.
        boundedContext: { upstream: building/calls, downstream: care/rounds, pattern: conformist }
        ownership: { domain: care/rounds, maintainers: [care], approvers: [care], reviewBy: 2099-01-01 }
        dataflow:
          direction: both
          trigger: { receive: rabbitmq, system: broker, queue: \(place.queue)\(place.more) }
        technicalSolution: { overview: It is passed on. \(place.deliver) }
        communication: { in: { protocol: AMQP, format: json }, out: { protocol: AMQP, format: json } }
        configuration: { secrets: [broker] }
        expectedBehavior: { notApplicable: a test }
        versioning: { notApplicable: a test }
        sampleData: { notApplicable: a test }
        monitoring: { notApplicable: a test }
        testing: { notApplicable: a test }
        """
    }

    /// A server whose one point takes from a queue.
    private func withServer(_ place: Place, _ body: (JunctionClient) async throws -> Void) async throws {
        let broker = try RabbitMQTestServer.shared()
        try await withFolder { folder in
            let files = [
                "workspace/systems/broker.yaml": Self.system(broker.port),
                "workspace/points/bells.yaml": Self.point(place), "data/secrets/broker": place.password,
            ]
            for (path, text) in files {
                let file = URL(filePath: folder + "/" + path)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
                _ = FileManager.default.createFile(
                    atPath: file.path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
            }
            let running = try await RunningServer.start(
                data: folder + "/data", workspace: folder + "/workspace", sandbox: false)
            #expect(running.report.problems.isEmpty, "\(running.report.problems)")
            let result: Result<Void, any Error>
            do { result = .success(try await body(running.client(key: running.report.adminKey))) } catch {
                result = .failure(error)
            }
            try await running.stop()
            try result.get()
        }
    }

    private static func events(_ client: JunctionClient, least: Int) async throws -> [Value] {
        var events: [Value] = []
        _ = try await eventually {
            events = try await client.get("/api/integration/events/history")["items"]?.array ?? []
            return events.count >= least
        }
        return events.reversed()
    }

    @Test func whatComesFromAQueueGoesToAnExchange() async throws {
        let broker = try RabbitMQTestServer.shared()
        try await broker.ask("declare", "bells-round")
        try await broker.ask("declare", "pages-east", "pages", "page.east")
        let deliver = ", deliver: [{ system: broker, operation: page, parameters: { wing: wing } }]"
        try await withServer(Place(queue: "bells-round", deliver: deliver)) { client in
            try await broker.ask(
                "publish", "bells-round", #"{"wing":"east","room":"E-12"}"#,
                #"{"message_id":"b-1","correlation_id":"c-1","content_type":"application/json"}"#)
            let line = try #require(try await broker.ask("take", "pages-east", "1").first)
            let page = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            #expect(page["routingKey"] as? String == "page.east" && page["correlationId"] as? String == "c-1")
            #expect(page["contentType"] as? String == "application/json" && page["deliveryMode"] as? Int == 2)
            #expect((page["headers"] as? [String: String])?["X-Kind"] == "page")
            #expect(page["body"] as? String == #"{"wing":"east","room":"E-12"}"#)
            let events = try await Self.events(client, least: 1)
            #expect(events[0]["id"]?.string == page["messageId"] as? String)
            #expect(events[0]["metadata"]?["channel"] == "rabbitmq" && events[0]["correlationId"] == "c-1")
            #expect(try await eventually { try await broker.ask("count", "bells-round").first == "0" })
        }
    }

    /// The same message again is one event; another message of the same id is another.
    @Test func repeatsAreKnown() async throws {
        let broker = try RabbitMQTestServer.shared()
        try await broker.ask("declare", "bells-repeated")
        try await withServer(Place(queue: "bells-repeated")) { client in
            for (body, id) in [("1", "m"), ("1", "m"), ("2", "m"), ("3", ""), ("3", "")] {
                try await broker.ask(
                    "publish", "bells-repeated", body, id.isEmpty ? "{}" : #"{"message_id":"\#(id)"}"#)
            }
            let events = try await Self.events(client, least: 4)
            #expect(events.map { $0["payload"] } == [1, 2, 3, 3])
        }
    }

    @Test func cloudEventsAreWhatTheySay() async throws {
        let broker = try RabbitMQTestServer.shared()
        try await broker.ask("declare", "bells-graveyard", "bells-dead", "#")
        try await broker.ask("declare-with", "bells-clouds", #"{"x-dead-letter-exchange":"bells-dead"}"#)
        try await withServer(Place(queue: "bells-clouds")) { client in
            func publish(_ body: String, _ properties: String) async throws {
                try await broker.ask("publish", "bells-clouds", body, properties)
            }
            for (number, prefix) in ["cloudEvents:", "cloudEvents_"].enumerated() {
                try await publish(
                    #"{"n":\#(number)}"#,
                    #"{"content_type":"application/json","headers":{"\#(prefix)specversion":"1.0","\#(prefix)id":"e\#(number)","\#(prefix)source":"ward/7","\#(prefix)type":"bell.rang","\#(prefix)time":{"time":1700000000},"\#(prefix)urgent":true,"\#(prefix)level":3,"\#(prefix)partitionkey":"p"}}"#
                )
            }
            try await publish(
                #"{"specversion":"1.0","id":"e2","source":"ward/7","type":"bell.rang","data":{"n":2},"correlationid":"c"}"#,
                #"{"content_type":"application/cloudevents+json; charset=utf-8"}"#)
            try await publish("[]", #"{"content_type":"application/cloudevents-batch+json"}"#)
            try await publish(
                "{}", #"{"headers":{"cloudEvents:specversion":"1.0","cloudEvents:id":"e4","cloudEvents:type":"t"}}"#)
            #expect(try await broker.ask("take", "bells-graveyard", "2").count == 2)
            let events = try await Self.events(client, least: 5)
            let good = events.filter { $0["type"] == "bell.rang" }
            #expect(good.map { $0["id"] } == ["e0", "e1", "e2"] && good.allSatisfy { $0["source"] == "ward/7" })
            #expect(good.map { $0["payload"]?["n"] } == [0, 1, 2])
            #expect(good[1]["metadata"]?["urgent"] == "true" && good[1]["metadata"]?["level"] == "3")
            #expect(good[0]["timestamp"]?.string?.hasPrefix("2023-11-14T22:13:20") == true)
            #expect(good[0]["key"] == "p" && good[2]["correlationId"] == "c")
            let refused = events.filter { $0["type"] == "junction.message.refused" }
            #expect(refused.count == 2)
            #expect(refused[1]["metadata"]?["reason"]?.string?.contains("source") == true)
        }
    }

    /// A system that is changed over the API is taken from by its new settings: nothing is lost, and nothing is taken twice.
    @Test func aChangedSystemIsTakenFromAtOnce() async throws {
        let broker = try RabbitMQTestServer.shared()
        let other = try RabbitMQTestServer()
        defer { other.end() }
        try await broker.ask("declare", "bells-moved")
        try await other.ask("declare", "bells-moved")
        try await withServer(Place(queue: "bells-unused")) { client in
            func system(_ port: Int, _ id: String = "moving", operation: String = "page") throws -> [UInt8] {
                try JSONFormat().encode([
                    "id": .string(id), "name": "The broker", "type": "other",
                    "endpoint": .string("amqp://127.0.0.1:\(port)"),
                    "authentication": ["scheme": "basic", "clientID": "guest", "secret": "broker"],
                    "configuration": [
                        "connector": "rabbitmq", "allowedNetworks": ["127.0.0.0/8"],
                        "operations": [operation: ["publish": ["queue": "elsewhere"]]],
                    ],
                ])
            }
            let path = "/api/integration/systems"
            func put(_ id: String, _ body: [UInt8]) async throws -> Int {
                try await client.send("PUT", "\(path)/\(id)", body: body, contentType: "application/json").status
            }
            func queue() async throws -> Value? {
                let status = try await client.get("/api/integration/status")
                let point = status["integrations"]?.array?.first { $0["id"] == "late" }
                return point?["queue"]
            }
            _ = try await client.post(path, body: system(broker.port))
            _ = try await client.post("/api/integration/integrations", body: Self.latePoint)
            for number in 0..<5 { try await broker.ask("publish", "bells-moved", "\(number)", "{}") }
            #expect(try await eventually { try await queue()?["acknowledged"] == 5 })
            for number in 5..<10 { try await other.ask("publish", "bells-moved", "\(number)", "{}") }
            #expect(try await put("moving", system(other.port)) == 200)
            #expect(try await eventually { try await queue()?["acknowledged"] == 10 })
            let found = try #require(try await queue())
            #expect(found["state"] == "taking" && found["inFlight"] == 0 && found["connections"] == 2)
            #expect(found["system"] == "moving" && found["queue"] == "bells-moved" && found["redelivered"] == 0)
            #expect(try await Self.events(client, least: 10).compactMap { $0["payload"]?.integer } == Array(0..<10))
            #expect(try await broker.ask("consumers", "bells-moved") == ["0"])
            let answer = try await client.send("GET", "/metrics", body: nil, contentType: nil)
            let metrics = String(decoding: answer.bytes, as: UTF8.self)
            #expect(
                metrics.contains(
                    #"junction_rabbitmq_messages_total{consumer="late",outcome="acknowledged",queue="bells-moved"} 10"#),
                "\(metrics.split(separator: "\n").filter { $0.contains("rabbitmq") })")
            // What cannot be: an id that is another, an operation taken away from a point, a system of a file.
            for (id, body, status) in [
                ("moving", try system(other.port, "moved"), 400),
                ("moving", try system(other.port, operation: "other"), 409),
                ("broker", try system(other.port, "broker"), 409), ("none", try system(other.port, "none"), 404),
            ] {
                #expect(try await put(id, body) == status)
            }
            #expect(try await queue()?["state"] == "taking")
        }
    }

    private static let latePoint = Array(
        """
        {"id": "late", "externalSystemId": "moving", "name": "Late", "configuration": {
          "dataflow": {"direction": "both",
            "trigger": {"receive": "rabbitmq", "system": "moving", "queue": "bells-moved"}},
          "technicalSolution": {"overview": "It is passed on.", "deliver": [{"system": "moving", "operation": "page"}]},
          "communication": {"in": {"protocol": "AMQP", "format": "json"}}}}
        """.utf8)

    @Test func whatIsDiscardedIsAcknowledged() async throws {
        let broker = try RabbitMQTestServer.shared()
        try await broker.ask("declare", "bells-discarded")
        try await withServer(Place(queue: "bells-discarded", more: ", refused: discard")) { client in
            try await broker.ask("publish", "bells-discarded", "{", "{}")
            let events = try await Self.events(client, least: 1)
            #expect(events.map { $0["type"] } == ["junction.message.refused"])
            #expect(try await eventually { try await broker.ask("count", "bells-discarded").first == "0" })
        }
    }

    @Test func aBrokerThatLetsNobodyInIsSaid() async throws {
        try await withServer(Place(queue: "bells", password: "s3cr3t")) { client in
            func trouble() async throws -> String? {
                try await client.get("/api/integration/integrations/bells")["configuration"]?["sourceTrouble"]?.string
            }
            #expect(try await eventually { try await trouble() != nil })
            let said = try #require(try await trouble())
            #expect(said.contains("ACCESS_REFUSED") && !said.contains("s3cr3t"))
            #expect(try await client.get("/api/integration/integrations/bells")["status"] == "failing")
            #expect(try await client.get("/api/integration/status")["health"] == "degraded")
        }
    }

    /// Nodes take from one queue side by side, and nothing goes to two.
    @Test func serversCompete() async throws {
        let broker = try RabbitMQTestServer.shared()
        try await broker.ask("declare", "bells-shared")
        let place = Place(queue: "bells-shared", more: ", prefetch: 1")
        try await withServer(place) { one in
            try await withServer(place) { other in
                #expect(try await eventually { try await broker.ask("consumers", "bells-shared").first == "2" })
                for number in 0..<8 {
                    try await broker.ask("publish", "bells-shared", "\(number)", #"{"message_id":"\#(number)"}"#)
                }
                var found: [[Int64]] = []
                _ = try await eventually {
                    found = []
                    for client in [one, other] {
                        let items = try await client.get("/api/integration/events/history")["items"]?.array ?? []
                        found.append(items.compactMap { $0["payload"]?.integer })
                    }
                    return found.joined().count >= 8
                }
                #expect(found.joined().sorted() == Array(0..<8) && found.allSatisfy { !$0.isEmpty })
            }
        }
    }
}
