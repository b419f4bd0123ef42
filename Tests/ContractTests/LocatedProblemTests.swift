import Testing
import Values

@testable import Contract

/// Every mistake is answered with its place, and with what to write instead.
struct LocatedProblemTests {
    @Test(arguments: [
        (
            "retry: {", "retires: {",
            "points/adt.yaml:29:58: unknown key 'retires' in technicalSolution.deliver[0]. Did you mean 'retry'?"
        ),
        (
            "within: 24h", "within: 24 hours",
            "points/adt.yaml:29:89: '24 hours' is not a duration in technicalSolution.deliver[0].retry.within. Write it like '30s' or '15m' or '1h30m' or '7d'."
        ),
        ("ownership:\n", "owner:\n", "points/adt.yaml:11:1: unknown key 'owner'. Did you mean 'ownership'?"),
        (
            "receive: mllp", "receive: mlpp",
            "points/adt.yaml:19:23: 'mlpp' is nothing that 'receive' can be in dataflow.trigger. Did you mean 'mllp'?"
        ),
        (
            "port: 2575", "port: 99999",
            "points/adt.yaml:19:35: '99999' is not a whole number from 0 to 65535 in dataflow.trigger.port."
        ),
        (
            "reviewBy: 2027-03-01", "reviewBy: 2027-02-30",
            "points/adt.yaml:15:13: '2027-02-30' is not a date in ownership.reviewBy. Write it like '2027-03-01'."
        ),
        (
            "version: \"2.4\"", "version: 2.4",
            "points/adt.yaml:32:50: 'communication.in.version' should be a version in quotes, but YAML reads 2.4 as a number. Put it in quotes: \"2.4\"."
        ),
        (
            "deadLetters > 0", "deadLetter > 0",
            "points/adt.yaml:64:15: 'deadLetter > 0' is not a condition in monitoring.alerts[0].when."
        ),
        (
            "pattern: anticorruption-layer", "pattern: anti-corruption-layer",
            "points/adt.yaml:9:12: 'anti-corruption-layer' is nothing that 'boundedContext.pattern' can be. Did you mean 'anticorruption-layer'?"
        ),
        (
            "- map: adt-to-fhir", "- mapp: adt-to-fhir",
            "points/adt.yaml:26:7: unknown key 'mapp' in technicalSolution.steps[1]. Did you mean 'map'?"
        ),
        (
            "  direction: inbound\n", "  direction: inbound\n  direction: outbound\n",
            "points/adt.yaml:19:3: the key 'direction' stands here again, after line 18. Keep one of them."
        ),
        (
            "flags: { strict: on }", "flags: { strict: maybe }",
            "points/adt.yaml:39:20: 'maybe' is neither on nor off in configuration.flags.strict. Write 'on' or 'off'."
        ),
        (
            "orderBy: PID-3.1", "orderBy: ${grreting}",
            "points/adt.yaml:21:12: there is no setting 'grreting' for dataflow.orderBy. Did you mean 'greeting'?"
        ),
        (
            "Europe/London", "Europe/Lodnon",
            "points/adt.yaml:20:62: '06:00-22:00 Europe/Lodnon' is not a daily span of hours with its time zone in dataflow.cadence.hours."
        ),
    ])
    func namesPlaceAndRemedy(old: String, new: String, expected: String) {
        let problems = PointSketch.problems(replacing: old, with: new).map(\.description)
        #expect(problems.contains { $0.hasPrefix(expected) }, "\(problems)")
    }

    @Test func aMissingHeadingSaysWhatBelongsThere() {
        let problems = PointSketch.problems(replacing: "\nmonitoring:\n", with: "\n#:\n")
        #expect(problems.first?.rule == .malformedYAML || problems.contains { $0.rule == .missingHeading })
        let without = PointSketch.read(String(PointSketch.text.prefix { _ in true }.split(separator: "testing:")[0]))
        #expect(without.point == nil)
        #expect(without.problems.map(\.rule) == [.missingHeading])
        #expect(without.problems.first?.message == "'testing' is missing")
    }

    @Test func allProblemsAreFoundAtOnce() {
        let text = PointSketch.text.replacing("port: 2575", with: "port: x").replacing("200/day", with: "often")
            .replacing("pattern: ", with: "patern: ").replacing("AE", with: "AB")
        let rules = PointSketch.read(text).problems.map { "\($0.place.line ?? 0) \($0.rule.id)" }
        #expect(
            rules == [
                "9 unknown-key", "19 wrong-type", "20 wrong-type", "51 wrong-type",
            ])
    }
}
