import Mapping
import Testing
import Values

/// Each function through a definition, as its author would write it.
struct FieldFunctionTests {
    private func run(_ functions: String, on input: Value, settings: String = "") throws -> Value? {
        let yaml =
            "id: t\nsource: json\ntarget: json\n\(settings)\nfields: [{ to: r, from: v, functions: \(functions) }]"
        let table = try MappingDefinition(yaml: yaml).compile()
        return try table.apply(["v": input], MappingContext(now: .epoch)).value["r"]
    }

    @Test(
        arguments: [
            ("[trim]", "  a b ", "a b"), ("[collapse]", " a   b ", "a b"), ("[upper]", "aß", "ASS"),
            ("[lower]", "AB", "ab"),
            ("[title]", "o'neill-SMITH", "O'Neill-Smith"), ("[{ prefix: 'x-' }]", "1", "x-1"),
            ("[{ suffix: '!' }]", "1", "1!"), ("[{ substring: [1, 2] }]", "abcd", "bc"),
            ("[{ substring: 2 }]", "abcd", "cd"),
            ("[{ replace: { from: '-', to: '' } }]", "a-b-c", "abc"), ("[{ pad: { to: 5 } }]", "42", "00042"),
            ("[{ mask: 4 }]", "1234567890", "******7890"), ("[{ split: { by: ',', part: 1 } }]", "a,b", "b"),
            ("[nhsNumber]", "943 476 5919", "9434765919"), ("[postcode]", "sw1a1aa", "SW1A 1AA"),
            ("[{ phone: 44 }]", "(020) 7946 0000", "+442079460000"),
            ("[{ phone: 44 }]", "+44 (0)20 7946 0000", "+442079460000"),
            ("[sha256]", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            // RFC 9562 appendix A.4.
            (
                "[{ uuid5: 6ba7b810-9dad-11d1-80b4-00c04fd430c8 }]", "www.example.com",
                "2ed6657d-e927-568b-95e1-2665a8aea6a2"
            ),
        ] as [(String, Value, Value)])
    func text(_ functions: String, _ input: Value, _ expected: Value) throws {
        #expect(try run(functions, on: input) == expected)
    }

    @Test(
        arguments: [
            ("[number]", "007.50", .decimal(ExactDecimal("7.50")!)),
            ("[number]", "-.5", .decimal(ExactDecimal("-0.5")!)),
            ("[number]", "12", 12), ("[integer]", " 42 ", 42), ("[boolean]", "Y", true), ("[boolean]", "0", false),
            ("[nhsNumberValid]", "9434765918", false), ("[{ split: ',' }]", "a,b", ["a", "b"]),
            ("[{ split: ',' }, trim, { join: '/' }]", "a, b", "a/b"), ("[count]", ["a", "b"], 2),
            ("[last]", ["a", "b"], "b"),
            ("[distinct]", ["a", "b", "a"], ["a", "b"]), ("[upper]", ["a", "b"], ["A", "B"]),
        ] as [(String, Value, Value)])
    func others(_ functions: String, _ input: Value, _ expected: Value) throws {
        #expect(try run(functions, on: input) == expected)
    }

    @Test(
        arguments: [
            ("[nhsNumber]", "9434765918"), ("[postcode]", "12345"), ("[phone]", "ring me"), ("[number]", "1,5"),
            ("[integer]", "1.5"), ("[boolean]", "maybe"), ("[date]", "2026-02-30"), ("[upper]", ["a": 1]),
        ] as [(String, Value)])
    func refusals(_ functions: String, _ input: Value) {
        let error = #expect(throws: JunctionError.self) { try run(functions, on: input) }
        #expect(error?.code == .mappingFailed)
        #expect(input.string.map { error?.description.contains($0) } != true, "the message quotes the payload")
    }

    @Test(
        arguments: [
            ("{ from: hl7, to: date }", "19610615083000", "1961-06-15"), ("{ from: hl7, to: date }", "1961", "1961"),
            ("{ from: hl7, to: dateTime }", "196106", "1961-06"),
            ("{ from: hl7, to: dateTime }", "20190504181205+0700", "2019-05-04T18:12:05+07:00"),
            ("{ from: hl7, to: dateTime }", "202607011530", "2026-07-01T15:30:00+01:00"),
            ("{ from: hl7, to: dateTime }", "202601011530", "2026-01-01T15:30:00Z"),
            ("{ from: hl7, to: instant }", "20210817151943.4+0200", "2021-08-17T15:19:43.4+02:00"),
            ("{ from: iso, to: hl7 }", "2021-08-17T15:19:43+02:00", "20210817151943+0200"),
            ("{ from: dd/MM/yyyy, to: date }", "01/10/2026", "2026-10-01"),
            ("{ from: 'd MMM yyyy h:mm a', to: dateTime }", "1 Oct 2026 12:05 am", "2026-10-01T00:05:00+01:00"),
            ("{ from: iso, to: 'EEE' }", "2026", nil), ("dd.MM.yy", "2026-10-01", "01.10.26"),
            ("{ to: date, addDays: 1 }", "2026-12-31", "2027-01-01"),
            ("{ to: date, addDays: -1 }", "2024-03-01", "2024-02-29"),
            ("{ from: iso, to: dateTime, zone: '+05:30' }", "2026-10-01 09:30", "2026-10-01T09:30:00+05:30"),
        ] as [(String, Value, Value?)])
    func dates(_ setting: String, _ input: Value, _ expected: Value?) throws {
        guard let expected else {
            #expect(throws: JunctionError.self) { try run("[{ date: \(setting) }]", on: input) }
            return
        }
        let zone = "timeZone: Europe/London"
        #expect(try run("[{ date: \(setting) }]", on: input, settings: zone) == expected)
    }

    @Test func aTimeWithoutAZoneIsNotGuessed() {
        #expect(throws: JunctionError.self) { try run("[{ date: { from: hl7, to: dateTime } }]", on: "202607011530") }
    }
}
