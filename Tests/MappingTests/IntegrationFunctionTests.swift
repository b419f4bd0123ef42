import Mapping
import Testing
import Values

/// The functions beside the language.
struct IntegrationFunctionTests {
    static let lookups: [String: Lookup] = {
        var old = Lookup(name: "sex@1.9", entries: ["F": "woman"])
        old.version = "1.9"
        let new = Lookup(
            name: "sex", columns: ["gender", "letter"],
            rows: ["F": ["female", "f"], "M": ["male", "m"], "1": ["one", "i"]])
        return ["sex": new, "sex@1.9": old]
    }()

    static func evaluate(_ expression: String, _ input: Value? = nil) throws -> Value? {
        let environment = JSONataEnvironment(now: .epoch, lookups: lookups)
        return try JSONataExpression(expression).evaluate(input, environment: environment)
    }

    @Test(
        arguments: [
            ("$lookupTable('sex', 'F')", "female"), ("$lookupTable('sex', 'F', null, 'letter')", "f"),
            ("$lookupTable('sex', 'X', 'unknown')", "unknown"), ("$lookupTable('sex@1.9', 'F')", "woman"),
            ("$lookupTable('sex', 1)", "one"), ("$exists($lookupTable('sex', 'X'))", false),
            ("$hl7date('19400102')", "1940-01-02"), ("$hl7date('1940')", "1940"),
            ("$hl7date('202607010930+0100')", "2026-07-01T09:30:00+01:00"),
            ("$hl7date('202607010930', 'Europe/London')", "2026-07-01T09:30:00+01:00"),
            ("$hl7date('202601010930', 'Europe/London')", "2026-01-01T09:30:00Z"),
            ("$hl7date('20260101093000.5')", "2026-01-01T09:30:00.5"),
            ("$toHl7date('2026-07-01T09:30:00+01:00')", "20260701093000+0100"),
            ("'20260701' ~> $hl7date", "2026-07-01"), ("$exists($hl7date(nothing))", false),
            ("$repairDate('1/2/40')", "1940-02-01"), ("$repairDate('1/2/40', 'mdy', 50)", "2040-01-02"),
            ("$nhsNumberValid('943 476 5919')", true), ("$nhsNumberValid('9434765918')", false),
            // RFC 9562 appendix A.4.
            (
                "$uuid5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')",
                "2ed6657d-e927-568b-95e1-2665a8aea6a2"
            ),
            ("$hash('abc')", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            ("$hash('abc', 'sha1')", "a9993e364706816aba3e25717850c26c9cd0d89d"),
            ("$hash('', 'md5')", "d41d8cd98f00b204e9800998ecf8427e"),
            (
                "$hash('abc', 'SHA-384')",
                "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"
            ),
            ("$mask('9434765919', 4)", "******5919"), ("$mask('abc')", "***"), ("$mask('é12', 1, '#')", "##2"),
            ("$postcode('sw1a1aa')", "SW1A 1AA"), ("$exists($postcode('12345'))", false),
            ("$phone('(020) 7946 0000')", "+442079460000"), ("$phone('01 23 45 67 89', '33')", "+33123456789"),
            ("$exists($phone('ring me'))", false),
            ("$convertUnit(37, 'Cel', '[degF]')", 98.6), ("$convertUnit(98.6, '[degF]', 'Cel')", 37),
            ("$convertUnit(154, '[lb_av]', 'kg')", 69.85322498), ("$convertUnit(120, 'mm[Hg]', 'kPa')", 15.99864),
            ("$convertUnit(1, '[pt_br]', 'mL')", 568.26125), ("$convertUnit(5, 'mg/dL', 'g/L')", 0.05),
            ("$convertUnit(90, 'min', 'h')", 1.5), ("$convertUnit(250, '10*9/L', '10*3/uL')", 250),
            ("$convertUnit(1, 'kg.m/s2', 'N')", 1), ("$convertUnit(2, 'm2', 'cm2')", 20000),
            ("$convertUnit(12, '{tablets}/d', '/wk')", 84), ("$convertUnit(1, 'mmol/(24.h)', 'mmol/d')", 1),
            (
                "$address('1 High Street, Anytown, London SW1A 1AA, UK')",
                [
                    "line": ["1 High Street", "Anytown"], "city": "London", "postalCode": "SW1A 1AA", "country": "GB",
                ]
            ),
            (
                "$address(['Rose Cottage', 'Ely', 'cb7 4dl'])",
                ["line": ["Rose Cottage"], "city": "Ely", "postalCode": "CB7 4DL"]
            ),
            (
                "$addressText({'line': ['1 High Street'], 'city': 'London', 'postalCode': 'SW1A 1AA'})",
                "1 High Street, London, SW1A 1AA"
            ),
        ] as [(String, Value)])
    func gives(_ expression: String, _ expected: Value) throws {
        #expect(try Self.evaluate(expression) == expected, "\(expression)")
    }

    @Test(arguments: [
        ("$money(12.5, 'GBP')", "12.50"), ("$money('0.125', 'GBP')", "0.12"), ("$money('0.135', 'GBP')", "0.14"),
        ("$money('0.125', 'GBP', 'halfUp')", "0.13"), ("$money('-0.125', 'GBP', 'up')", "-0.13"),
        ("$money(99.999, 'GBP', 'down')", "99.99"), ("$money(1234.5, 'JPY')", "1234"), ("$money(1, 'KWD')", "1.000"),
        ("$minorUnits('12.34', 'GBP')", "1234"), ("$minorUnits(1.1, 'KWD')", "1100"), ("$majorUnits(5, 'GBP')", "0.05"),
        ("$majorUnits(-1234, 'GBP')", "-12.34"), ("$exactSum([0.1, 0.2])", "0.3"), ("$exactSum([])", "0"),
        ("$exactSum(['1e3', '-999.99', 0.99])", "1.00"), ("$exactProduct([1.1, 1.1, 10])", "12.10"),
        ("$exactProduct(['123456789012345678901234567890', 2])", "246913578024691357802469135780"),
        ("$exactSum(['9007199254740993', 1])", "9007199254740994"), ("$exactSum([1, -1])", "0"),
    ])
    func amountsAreExact(_ expression: String, _ text: String) throws {
        let value = try #require(try Self.evaluate(expression))
        switch value {
        case .integer(let number): #expect(String(number) == text)
        case .decimal(let number): #expect(number.description == text)
        default: Issue.record("\(expression) gave \(value)")
        }
    }

    @Test(arguments: [
        ("$lookupTable('none', 'F')", "D3200"), ("$lookupTable('sex@2', 'F')", "D3201"),
        ("$lookupTable('sex', 'F', null, 'size')", "D3206"), ("$hl7date('02/01/1940')", "D3202"),
        ("$hl7date('19400231')", "D3202"), ("$hl7date('202601010930', 'Mars')", "D3204"), ("$toHl7date('x')", "D3202"),
        ("$hash('abc', 'crc')", "D3204"), ("$phone('1', 'GB')", "D3204"), ("$money(1, 'XAU')", "D3203"),
        ("$money('one', 'GBP')", "D3030"), ("$money(1, 'GBP', 'near')", "D3204"),
        ("$convertUnit(1, 'furlong', 'm')", "D3203"), ("$convertUnit(1, 'kg', 'm')", "D3208"),
        ("$convertUnit(1, 'mg/dL', 'mmol/L')", "D3208"), ("$convertUnit(1, '', 'm')", "D3203"),
        ("$convertUnit(1, 'm/', 'm')", "D3203"), ("$convertUnit(1, 'm99', 'm')", "D3203"),
        ("$exactSum(['1e-9223372036854775808'])", "D3030"), ("$money('1e-9223372036854775808', 'GBP')", "D3030"),
        ("$exactSum(['1e999999999'])", "D3030"), ("$exactSum(['x'])", "D3030"), ("$field('a..b')", "D3207"),
        ("$repairDate('1/2/40', 'dym')", "D3204"), ("$lookupTable(1, 'F')", "T0410"),
    ])
    func refuses(_ expression: String, _ code: String) {
        let error = #expect(throws: JSONataError.self) { try Self.evaluate(expression) }
        #expect(error?.code == code, "\(expression): \(String(describing: error))")
    }

    @Test func unitsOfGreatDepthOrLengthAreRefused() {
        let deep = String(repeating: "(", count: 40) + "m" + String(repeating: ")", count: 40)
        for unit in [deep, String(repeating: "m.", count: 200) + "m"] {
            #expect(throws: JSONataError.self) { try Self.evaluate("$convertUnit(1, '\(unit)', 'm')") }
        }
    }
}
