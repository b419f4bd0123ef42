import Mapping
import Testing
import Values

/// Cleansing rules, applied before a mapping reads the source.
struct CleansingTests {
    static let person: Value = [
        "name": "  ann   SMITH ", "born": "2nd Feb 1940", "postcode": "sw1a1aa",
        "phones": [["n": "020 7946 0000"], ["n": "(020) 7946 0000"], ["n": "ring me"]], "note": "N/A",
    ]

    private func map(_ rules: String, _ input: Value = person) throws -> MappingResult {
        try ExpressionMappingTests.map("cleanse:\n\(rules)\nexpression: $", input)
    }

    @Test func rulesMendTheSourceBeforeItIsMapped() throws {
        let result = try map(
            """
              - { path: name, rules: [collapse, title] }
              - { path: born, rules: [repairDate] }
              - { path: postcode, rules: [postcode] }
              - { path: "phones[*].n", rules: [phone], onError: keep }
              - { path: phones, rules: [{ deduplicate: n }] }
              - { path: note, rules: [{ absentIf: [n/a, none] }] }
            """)
        #expect(
            result.value == [
                "name": "Ann Smith", "born": "1940-02-02", "postcode": "SW1A 1AA",
                "phones": [["n": "+442079460000"], ["n": "ring me"]],
            ])
        #expect(result.findings.map(\.code) == ["mapping.kept"])
        #expect(result.findings.first?.place.path == "phones[2].n")
        #expect(result.findings.first?.message.contains("ring me") == false)
        #expect(result.accounting.ignored.map(\.path) == ["phones[1]", "note"])
    }

    @Test func whatCannotBeCleansedIsRejectedOrTakenAway() throws {
        let error = #expect(throws: JunctionError.self) {
            try map("  - { path: \"phones[2].n\", rules: [phone] }")
        }
        #expect(error?.code == .mappingFailed && error?.place?.path == "phones[2].n")
        let result = try map("  - { path: \"phones[2].n\", rules: [phone], onError: skip }")
        #expect(result.value["phones"]?[2] == [:])
        #expect(result.findings.map(\.code) == ["mapping.skipped"])
        #expect(result.accounting.ignored.map(\.path) == ["phones[2].n"])
    }

    @Test func hl7RulesReachEveryRepetition() throws {
        let message: Value = [
            ["segment": "MSH"], ["segment": "PID", "13": [["1": "1"], ["1": "1"], " 2 "], "5": ["1": ["1": "SMITH"]]],
        ]
        let result = try ExpressionMappingTests.map(
            """
            cleanse:
              - { path: PID-13.1, rules: [trim] }
              - { path: PID-13, rules: [distinct] }
              - { path: PID-5, rules: [title] }
            expression: "{ 'p': $fields('PID-13[*]'), 'n': $field('PID-5') }"
            """, message, source: "hl7v2")
        #expect(result.value == ["p": ["1", "2"], "n": "Smith"])
        #expect(result.accounting.ignored.map(\.path).contains("PID-13[2]"))
    }

    @Test(arguments: [
        ("- { rules: [trim] }", "lacks 'path'"), ("- { path: a }", "lacks 'rules'"),
        ("- { path: .a, rules: [trim] }", "begins at the whole source"),
        ("- { path: a, rules: [trimm] }", "no function"),
        ("- { path: a, rules: [trim], onError: no }", "must be one of: reject, keep, skip"), ("a", "must be a list"),
    ])
    func faultsAreSaid(_ rules: String, words: String) {
        let error = #expect(throws: JunctionError.self) { try map("  " + rules) }
        #expect(error?.code == .mappingMalformed && error?.message.contains(words) == true)
    }

    @Test(
        arguments: [
            ("1/2/1940", "1940-02-01"), ("01.02.40", "1940-02-01"), ("2nd Feb 1940", "1940-02-02"),
            ("Feb 2, 1940", "1940-02-02"), ("Friday 2 february 1940", "1940-02-02"), ("19400201", "1940-02-01"),
            ("01021940", "1940-02-01"), ("010240", "1940-02-01"), ("1940-2-1", "1940-02-01"), ("1.2.26", "2026-02-01"),
            ("1940-02-01", "1940-02-01"), (" 1 / 2 / 1940 ", "1940-02-01"), ("1-Sept-2026", "2026-09-01"),
        ])
    func datesAreMended(_ written: String, _ date: String) throws {
        let result = try map("  - { path: d, rules: [repairDate] }", ["d": .string(written)])
        #expect(result.value["d"]?.string == date)
    }

    @Test(arguments: ["31/02/1940", "yesterday", "1/2", "32.1.1940", "1/13/1940", "", "99999999", "1/2/194"])
    func otherDatesAreNotGuessed(_ written: String) {
        #expect(throws: JunctionError.self) { try map("  - { path: d, rules: [repairDate] }", ["d": .string(written)]) }
    }

    @Test func theOrderOfADateIsTheDefinitions() throws {
        let rule = "  - { path: d, rules: [{ repairDate: { order: mdy, pivot: 50 } }] }"
        #expect(try map(rule, ["d": "1/2/45"]).value["d"] == "2045-01-02")
    }
}
