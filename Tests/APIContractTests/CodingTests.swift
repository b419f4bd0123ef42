import APIContract
import Foundation
import Testing
import Values

@Suite struct CodingTests {
    private let event = IntegrationEvent(
        id: "e-1", type: "resident.admitted", source: "hospital",
        payload: ["amount": .decimal(ExactDecimal(checked: "1.10")), "list": [1, .null, true, "x", ["a": 2.5]]],
        timestamp: Instant(microseconds: 1_790_000_000_123_456), metadata: ["ward": "3"], status: .delivered,
        sequence: .max)

    @Test func `A type goes to a value and back unchanged`() throws {
        let value = try ValueEncoder.encode(event)
        #expect(value["timestamp"]?.string?.hasSuffix(".123456Z") == true)
        #expect(value["destination"] == nil)
        #expect(value["payload"]?["amount"] == event.payload["amount"])
        #expect(try ValueDecoder.decode(IntegrationEvent.self, from: value) == event)
    }

    @Test func `Fields are written in the order they are declared`() throws {
        let value = try ValueEncoder.encode(Page(items: [event], nextCursor: "c"))
        #expect(value.object.map { Array($0.keys) } == ["items", "nextCursor"])
        let keys = ["id", "type", "source", "payload", "timestamp", "metadata", "status", "sequence"]
        #expect(value["items"]?[0]?.object.map { Array($0.keys) } == keys)
    }

    @Test func `Nested types, lists of types and enumerations survive`() throws {
        let system = ExternalSystem(
            id: "a", name: "A", type: "rest", endpoint: "https://a.example.org",
            authentication: AuthenticationConfig(scheme: .oauth2ClientCredentials, scopes: ["x", "y"]),
            capabilities: [], dataFormats: ["json"], rateLimits: [RateLimit(requests: 5, perSeconds: 60)],
            status: .degraded, lastConnected: .epoch, configuration: ["pool": ["size": 4]])
        #expect(try ValueDecoder.decode(ExternalSystem.self, from: ValueEncoder.encode(system)) == system)
    }

    @Test func `Foundation's coders agree`() throws {
        var plain = event
        plain.payload = ["amount": 1.5, "list": [1, .null, true, "x"]]
        let data = try JSONEncoder().encode(plain)
        #expect(try JSONDecoder().decode(IntegrationEvent.self, from: data) == plain)
    }

    @Test(arguments: [
        Value.null, [], "x", ["scope": "read"], ["name": 1, "scope": "read"], ["name": "a", "scope": "root"],
        ["name": "a", "scope": "read", "expiresAt": "soon"],
    ])
    func `What does not fit throws`(_ value: Value) {
        #expect(throws: (any Error).self) { try ValueDecoder.decode(NewKey.self, from: value) }
    }
}
