import Testing
import Values

@testable import Contract

struct SystemDefinitionTests {
    private static func read(_ lines: String) -> (system: SystemDefinition?, problems: [Problem]) {
        let text = """
            id: ledger
            name: The ledger
            type: bank
            owner: finance
            connector: rest
            endpoint: https://ledger.example.org
            operations: {}
            \(lines)
            """
        return SystemDefinition.read(
            Array(text.utf8), source: "systems/ledger.yaml",
            resolver: SettingsResolver(environment: .development) { _ in nil })
    }

    @Test(arguments: [
        ("authentication: none", []), ("authentication: { apiKey: { header: X-Key, secret: a } }", ["a"]),
        ("authentication: { apiKey: { query: key, secret: a } }", ["a"]),
        ("authentication: { basic: { user: u, secret: a } }", ["a"]),
        ("authentication: { bearer: { secret: a } }", ["a"]), ("authentication: { signature: { secret: a } }", ["a"]),
        (
            "authentication: { oauth2ClientCredentials: { tokenURL: \"https://login.example.org\", clientID: c, secret: a } }",
            ["a"]
        ),
        ("authentication: { mutualTLS: { certificate: a, key: b } }", ["a", "b"]),
        ("authentication: { mutualTLS: { certificate: a, key: b, authority: c } }", ["a", "b", "c"]), ("", []),
    ])
    func everyProofOfIdentityNamesItsSecrets(lines: String, secrets: [String]) throws {
        let read = Self.read(lines)
        #expect(try #require(read.system, "\(read.problems)").secrets == secrets)
    }

    @Test(arguments: [
        ("authentication: { mutualTLS: { certificate: a } }", "'key' is missing in authentication.mutualTLS"),
        ("authentication: { bearer: {} }", "'secret' is missing in authentication.bearer"),
        ("authentication: { barer: { secret: a } }", "Did you mean 'bearer'?"),
        ("authentication: noone", "Did you mean 'none'?"),
        ("rateLimits: [10/fortnight]", "'10/fortnight' is not a rate in rateLimits[0]"),
        ("rateLimits: [0/second]", "'0/second' is not a rate in rateLimits[0]"),
    ])
    func whatIsWrongIsNamedWithItsPlace(lines: String, expected: String) {
        let problems = Self.read(lines).problems.map(\.description)
        #expect(problems.contains { $0.hasPrefix("systems/ledger.yaml:8:") && $0.contains(expected) }, "\(problems)")
    }

    @Test func rateLimitsAreCountsAndTimes() throws {
        let system = try #require(Self.read("rateLimits: [10/second, 5000/day]").system)
        #expect(system.rateLimits.map(\.description) == ["10/second", "5000/day"])
        #expect(system.rateLimits.map(\.unit.duration) == [.seconds(1), .seconds(86_400)])
    }

    private static let broker = """
        id: broker
        name: The broker
        type: other
        owner: wards
        connector: rabbitmq
        endpoint: amqps://broker.example.org/wards
        authentication: { basic: { user: u, secret: password } }
        authority: broker-authority
        operations:
          page: { publish: { exchange: pagers, routingKey: "page.{wing}.{room}", mandatory: off } }
          note: { publish: { queue: notes, persistent: off } }
        """

    @Test func aBrokerPublishesToQueuesAndExchanges() throws {
        let system = try #require(
            SystemDefinition.read(
                Array(Self.broker.utf8), source: "systems/broker.yaml",
                resolver: SettingsResolver(environment: .development) { _ in nil }
            ).system)
        #expect(system.secrets == ["password", "broker-authority"])
        let page = try #require(system.operations["page"])
        #expect(page.publish?.place == .exchange("pagers", routingKey: "page.{wing}.{room}"))
        #expect(page.publish?.isMandatory == false && page.parameterNames == ["wing", "room"])
        let note = try #require(system.operations["note"]?.publish)
        #expect(note.place == .queue("notes") && note.isMandatory && !note.isPersistent)
    }
}
