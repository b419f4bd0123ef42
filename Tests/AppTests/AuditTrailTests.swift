import Formats
import Testing
import Values

@testable import App

/// What is done through the API is in the stream `audit`, with whose key.
struct AuditTrailTests {
    private static let root = "/api/integration"

    private static func post(_ client: JunctionClient, _ path: String, _ body: Value = [:]) async throws -> Value {
        try await client.post(root + path, body: JSONFormat().encode(body))
    }

    private static func trail(_ client: JunctionClient) async throws -> [Value] {
        try await client.get(root + "/events/history", query: [("stream", "audit")])["items"]?.array?.reversed() ?? []
    }

    @Test func everyChangeSaysWhatWasDoneToWhatAndByWhom() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            let key = try await Self.post(client, "/keys", ["name": "shop", "scope": "admin"])
            let made = try #require(key["description"]?["id"]?.string)
            let shop = running.client(key: key["key"]?.string)
            _ = try await Self.post(
                shop, "/systems",
                [
                    "id": "till", "name": "Till", "type": "commerce", "endpoint": "https://till.example.org",
                    "configuration": ["operations": ["post": ["method": "POST", "path": "/"]]],
                ])
            _ = try await Self.post(
                shop, "/mappings",
                ["id": "order", "definition": ["source": "json", "target": "json", "expression": "{'n': number}"]])
            _ = try await shop.send("DELETE", Self.root + "/mappings/order", body: nil, contentType: nil)
            _ = try await Self.post(shop, "/events/subscribe", ["id": "work", "target": ["type": "queue"]])
            _ = try await Self.post(shop, "/events/subscriptions/work/pause", ["reason": "moving"])
            _ = try await client.send("DELETE", Self.root + "/keys/\(made)", body: nil, contentType: nil)
            let trail = try await Self.trail(client)
            #expect(
                trail.map { $0["type"]?.string?.dropFirst("junction.".count) } == [
                    "key.created", "system.registered", "mapping.created", "mapping.removed", "subscription.created",
                    "subscription.paused", "key.revoked",
                ])
            #expect(trail[1...5].allSatisfy { $0["metadata"]?["key"]?.string == made })
            #expect(trail[6]["metadata"]?["key"]?.string != made)
            #expect(try await client.get(Self.root + "/messages")["items"] == [])
            let about = trail.compactMap { $0["metadata"] }
            #expect(about[0]["made"]?.string == made && about[6]["revoked"]?.string == made)
            #expect(
                about[1]["system"] == "till" && about[2]["mapping"] == "order" && about[4]["subscription"] == "work")
            try await running.stop()
        }
    }

    @Test func neitherKeysNorSecretsAreInIt() async throws {
        try await withFolder { data in
            let running = try await RunningServer.start(data: data)
            let client = running.client(key: running.report.adminKey)
            let key = try await Self.post(client, "/keys", ["name": "shop", "scope": "read"])
            let hook = try await Self.post(
                client, "/events/subscribe",
                ["id": "hook", "target": ["type": "webhook", "url": "https://shop.example.org/hook"]])
            let text = try JSONFormat().encode(.array(try await Self.trail(client)))
            let secrets = [key["key"]?.string, hook["secret"]?.string].compactMap(\.self)
            #expect(secrets.count == 2)
            for secret in secrets { #expect(!String(decoding: text, as: UTF8.self).contains(secret)) }
            try await running.stop()
        }
    }
}
