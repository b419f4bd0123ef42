import Testing
import Values

@testable import Contract

struct SettingsResolverTests {
    private func read(_ resolver: SettingsResolver, _ text: String = PointSketch.system) -> (
        SystemDefinition?, [String]
    ) {
        let (system, problems) = SystemDefinition.read(
            [UInt8](text.utf8), source: "systems/care-record.yaml", resolver: resolver)
        return (system, problems.map(\.description))
    }

    @Test func takesTheEnvironmentsOwnValue() {
        let (live, problems) = read(SettingsResolver(environment: .live) { _ in nil })
        #expect(problems == [])
        #expect(live?.endpoint == "https://records.example.org/fhir")
        let (test, _) = read(SettingsResolver(environment: .test) { _ in nil })
        #expect(test?.endpoint == "http://127.0.0.1:9080/fhir")
    }

    @Test func aVariableGoesBeforeTheFile() {
        let resolver = SettingsResolver(environment: .live) {
            $0 == "JUNCTION_CARE_RECORD_BASE_URL" ? "http://127.0.0.1:7000" : nil
        }
        let (system, problems) = read(resolver)
        #expect(problems == [])
        #expect(system?.endpoint == "http://127.0.0.1:7000")
        guard case .oauth2ClientCredentials(let client) = system?.authentication else {
            Issue.record("the authentication is another one")
            return
        }
        #expect(client.tokenURL == "http://127.0.0.1:7000/token")
    }

    @Test func anIllTypedValueIsAProblemWithItsPlace() {
        let (_, problems) = read(SettingsResolver(environment: .live) { _ in "not an address" })
        #expect(
            problems.contains {
                $0.hasPrefix(
                    "systems/care-record.yaml:14:3: the environment variable JUNCTION_CARE_RECORD_BASE_URL is not an address."
                )
            }, "\(problems)")
        #expect(!problems.joined().contains("not an address at all"))
    }

    @Test func aValueThatIsMissingIsAProblem() {
        let text = PointSketch.system.replacing("default: \"http://127.0.0.1:9080/fhir\", ", with: "")
        let (_, problems) = read(SettingsResolver(environment: .test) { _ in nil }, text)
        #expect(
            problems.contains {
                $0.hasPrefix(
                    "systems/care-record.yaml:14:3: the setting 'baseURL' has no value for test. Give it a default or a value for test, or set JUNCTION_CARE_RECORD_BASE_URL."
                )
            }, "\(problems)")
        let (system, checked) = read(.checking, text)
        #expect(checked == [])
        #expect(system?.endpoint == "https://records.example.org/fhir")
    }

    @Test func aSettingMayStandForANumber() {
        let text = PointSketch.text.replacing("port: 2575", with: "port: \"${port}\"")
            .replacing("settings:\n", with: "settings:\n    port: { type: integer, default: 2575, live: 6661 }\n")
        let resolver = SettingsResolver(environment: .live) { _ in nil }
        let (point, problems) = IntegrationPoint.read([UInt8](text.utf8), source: "p.yaml", resolver: resolver)
        #expect(problems == [])
        #expect(point?.trigger == .mllp(.init(port: 6661, host: "127.0.0.1")))
    }

    @Test func aSettingMayStandForTextThatLooksLikeANumber() {
        let text = PointSketch.text.replacing("version: \"2.4\"", with: "version: \"${level}\"")
            .replacing("settings:\n", with: "settings:\n    level: { type: text, default: \"2.4\" }\n")
        #expect(PointSketch.read(text).problems == [])
        #expect(PointSketch.read(text).point?.communication.part?.incoming.version == "2.4")
    }

    @Test(arguments: [
        ("care-record", "baseURL", "JUNCTION_CARE_RECORD_BASE_URL"), ("a", "port", "JUNCTION_A_PORT"),
        ("nightly-rota", "inboxFolder2", "JUNCTION_NIGHTLY_ROTA_INBOX_FOLDER2"),
    ])
    func variablesAreNamedAfterOwnerAndSetting(id: String, setting: String, name: String) {
        #expect(SettingsResolver.variableName(id, setting) == name)
    }

    @Test(arguments: [
        ("90s", 90_000), ("15m", 900_000), ("1h30m", 5_400_000), ("7d", 604_800_000), ("250ms", 250), ("0s", 0),
    ])
    func readsDurations(text: String, milliseconds: Int64) {
        #expect(Duration(written: text) == .milliseconds(milliseconds))
    }

    @Test(arguments: ["", "5", "m", "5 m", "-5m", "5w", "1h30", "9999999999s", "1.5h", "999999999d"])
    func refusesWhatIsNoDuration(text: String) {
        #expect(Duration(written: text) == nil)
    }

    @Test func durationsAreWrittenAsTheyAreRead() {
        for text in ["1d", "1h30m", "45s", "250ms", "2d3h4m5s", "0s"] {
            #expect(Duration(written: text)?.written == text)
        }
    }
}
