import Foundation
import TestKit
import Testing
import Values

@testable import App

/// Subscriptions that publish to Debian's RabbitMQ, read by another client.
@Suite(.enabled(if: RabbitMQTestServer.isThere, "scripts/setup brings rabbitmq-server"))
struct RabbitMQSubscriptionTests {
    private static let path = "/api/integration/events"

    /// - Parameter secrets: Beside the broker's password.
    private func withServer(
        secrets given: [String: String] = [:], _ body: (JunctionClient) async throws -> Void
    ) async throws {
        try await withFolder { data in
            let secrets = data + "/secrets"
            try FileManager.default.createDirectory(
                atPath: secrets, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            for (name, secret) in given.merging(["broker": "guest"], uniquingKeysWith: { $1 }) {
                _ = FileManager.default.createFile(
                    atPath: "\(secrets)/\(name)", contents: Data(secret.utf8), attributes: [.posixPermissions: 0o600])
            }
            let running = try await RunningServer.start(data: data)
            let result: Result<Void, any Error>
            do {
                result = .success(try await body(running.client(key: running.report.adminKey)))
            } catch { result = .failure(error) }
            try await running.stop()
            try result.get()
        }
    }

    private static func target(_ port: Int, _ more: String) -> String {
        #"{"type":"rabbitmq","url":"amqp://127.0.0.1:\#(port)","user":"guest","passwordSecret":"broker","allowedNetworks":["127.0.0.0/8"],\#(more)}"#
    }

    private static func post(_ client: JunctionClient, _ path: String, _ body: String) async throws -> Value {
        try await client.post(Self.path + path, body: Array(body.utf8))
    }

    private static func json(_ line: Substring) throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
    }

    @Test func cloudEventsReachQueuesAndExchanges() async throws {
        let broker = try RabbitMQTestServer.shared()
        try broker.client("declare", "ce-binary", "ce-topics", "resident.#")
        try broker.declare(queue: "ce-structured")
        try await withServer { client in
            let topics = Self.target(
                broker.port, #""exchange":"ce-topics","routingKey":"{type}.{ward}","format":"cloudevent-binary""#)
            let made = try await Self.post(
                client, "/subscribe",
                #"{"id":"topics","filters":[{"prefix":{"type":"resident."}}],"target":\#(topics)}"#)
            #expect(made["secret"] == nil)
            #expect(made["subscription"]?["concurrency"] == 256)
            let queue = Self.target(broker.port, #""queue":"ce-structured","format":"cloudevent""#)
            _ = try await Self.post(
                client, "/subscribe", #"{"id":"queue","filters":[{"prefix":{"type":"resident."}}],"target":\#(queue)}"#)
            let event =
                #"{"id":"m-1","type":"resident.moved","source":"ward 7","payload":{"room":12},"key":"p-1","correlationId":"c-1","metadata":{"ward":"seven"}}"#
            _ = try await Self.post(client, "/publish", event)
            let binary = try Self.json(broker.client("take", "ce-binary", "1").first ?? "")
            let headers = try #require(binary["headers"] as? [String: String])
            #expect(binary["routingKey"] as? String == "resident.moved.seven")
            #expect(binary["contentType"] as? String == "application/json")
            #expect(binary["body"] as? String == #"{"room":12}"#)
            #expect(binary["messageId"] as? String == "m-1" && binary["correlationId"] as? String == "c-1")
            #expect(headers["cloudEvents:id"] == "m-1" && headers["cloudEvents:specversion"] == "1.0")
            #expect(headers["cloudEvents:source"] == "ward%207" && headers["cloudEvents:partitionkey"] == "p-1")
            #expect(headers["cloudEvents:datacontenttype"] == nil && headers["junction-replay"] == nil)
            let structured = try Self.json(broker.client("take", "ce-structured", "1").first ?? "")
            #expect(structured["contentType"] as? String == "application/cloudevents+json")
            #expect((structured["body"] as? String)?.contains(#""id":"m-1""#) == true)

            _ = try await Self.post(
                client, "/replays", #"{"subscriptionId":"queue","select":{"type":"resident.moved"}}"#)
            let again = try Self.json(broker.client("take", "ce-structured", "1").first ?? "")
            #expect((again["headers"] as? [String: String])?["junction-replay"] != nil)
            #expect(again["messageId"] as? String == "m-1")
        }
    }

    /// SASL EXTERNAL, with authorities from a secret.
    @Test func aCertificateStandsForUserAndPassword() async throws {
        let certificates = try TestCertificates()
        defer { certificates.remove() }
        try certificates.make("server", alternativeNames: "DNS:localhost")
        try certificates.make("guest", alternativeNames: "DNS:guest")
        let (broker, port) = try RabbitMQTestServer.secured(certificates)
        defer { broker.end() }
        try await broker.ask("declare", "secure")
        var secrets: [String: String] = [:]
        for (name, file) in [("own", "guest.pem"), ("own-key", "guest.key"), ("authority", "ca.pem")] {
            secrets[name] = try String(contentsOfFile: certificates.path(file), encoding: .utf8)
        }
        try await withServer(secrets: secrets) { client in
            let target =
                #"{"type":"rabbitmq","url":"amqps://localhost:\#(port)","queue":"secure","certificateSecret":"own","keySecret":"own-key","authoritySecret":"authority","allowedNetworks":["127.0.0.0/8","::1"]}"#
            let made = try await Self.post(
                client, "/subscribe", #"{"id":"secure","filters":[{"exact":{"type":"t"}}],"target":\#(target)}"#)
            #expect(made["subscription"]?["target"]?["certificateSecret"] == "own")
            _ = try await Self.post(client, "/publish", #"{"id":"m-1","type":"t","source":"s","payload":1}"#)
            #expect(try await eventually { try await client.get(Self.path + "/subscriptions/secure")["lag"] == 0 })
            let taken = try Self.json(try await broker.ask("take", "secure", "1").first ?? "")
            #expect(taken["messageId"] as? String == "m-1")
            let plain = target.replacing("amqps:", with: "amqp:")
            for wrong in [
                plain, target.replacing(#""keySecret":"own-key","#, with: ""),
                target.replacing(#""keySecret""#, with: #""user":"guest","keySecret""#),
            ] {
                await #expect(throws: ServerProblem.self) {
                    try await Self.post(client, "/subscribe", #"{"target":\#(wrong)}"#)
                }
            }
        }
    }

    @Test func whatReachesNoQueueWaitsAndIsSaid() async throws {
        let broker = try RabbitMQTestServer.shared()
        try await withServer { client in
            let target = Self.target(broker.port, #""queue":"made-later""#)
            _ = try await Self.post(client, "/subscribe", #"{"id":"later","target":\#(target)}"#)
            _ = try await Self.post(client, "/publish", #"{"id":"m-1","type":"t","source":"s","payload":1}"#)
            #expect(
                try await eventually {
                    try await client.get(Self.path + "/subscriptions/later")["lastError"]?.string
                        == "the message reached no queue: NO_ROUTE"
                })
            try broker.declare(queue: "made-later")
            #expect(
                try await eventually { try await client.get(Self.path + "/subscriptions/later")["lag"] == 0 })
            #expect(try broker.client("take", "made-later", "1").count == 1)
        }
    }

    @Test(arguments: [
        #""queue":"q","exchange":"e""#, #""routingKey":"k""#, #""exchange":"e","routingKey":"{type""#,
        #""exchange":"e","routingKey":"{Type}""#, #""queue":"q","allowedNetworks":[]"#,
    ])
    func whatCannotBeUsedIsRefused(_ more: String) async throws {
        try await withServer { client in
            await #expect(throws: ServerProblem.self) {
                try await Self.post(client, "/subscribe", #"{"target":\#(Self.target(5672, more))}"#)
            }
        }
    }
}
