import Testing
import Values

@testable import Mapping

/// The language of segment rules.
struct RuleCompilerTests {
    private static let header = """
        segment MSH
          resource Bundle key .:
            type = "collection"

        """

    /// The first resource that is no Bundle, of a message of one PID.
    private func made(_ rules: String, _ pid: [(String, Value)]) throws -> Value? {
        let library = try RuleCompiler.compile([RuleCompiler.Source(name: "a.rules", text: rules)])
        let segment = Value.object(
            Object(distinct: ([("segment", "PID")] + pid).map { Object.Member(key: $0.0, value: $0.1) }))
        var run = RuleRun(
            .array([["segment": "MSH", "9": "ADT"], segment]), library: library, zone: "Z", messageType: "ADT",
            event: "A01")
        run.run()
        return BundleAssembly(run).value["entry"]?[0]?["resource"]
    }

    @Test func copiesRepeatsAndNests() throws {
        let patient = try made(
            """
            element NAME
              1 -> family
              2 -> given[]
            segment PID
              resource Patient key 3:
                5 -> name[] NAME
                active = true
                8 -> gender code(Sex)
            table Sex http://example.org/sex
              F|female
              *|unknown
            """,
            [("3", "7"), ("5", [["1": "Roe", "2": "Jo"], "Doe"]), ("8", "X")])
        #expect(patient?["name"] == [["family": "Roe", "given": ["Jo"]], ["family": "Doe"]])
        #expect(patient?["active"] == true)
        #expect(patient?["gender"] == "unknown")
    }

    @Test(arguments: [
        ("3", true), ("4", false), ("not 4", true), ("3 = 7", true), ("3 != 7", false), ("3 in 6 7", true),
        ("3 = 6 or 3 = 7", true), ("3 = 7 and 4", false), ("( 3 or 4 ) and not 4", true), ("3 longer 0", true),
        ("3 longer 1", false), ("5 repeats 1", true), ("5 repeats 2", false), ("event in A01 A02", true),
        ("type in ORU", false), ("has id", false), ("@patient", false), ("MSH-9 = ADT", true),
    ])
    func decidesByConditions(_ condition: String, _ holds: Bool) throws {
        let patient = try made(
            "segment PID\n  resource Patient key 3:\n    3 -> language\n    active = true if \(condition)\n",
            [("3", "7"), ("5", ["a", "b"])])
        #expect((patient?["active"] == true) == holds)
    }

    @Test func joinsAndChooses() throws {
        let patient = try made(
            """
            segment PID
              resource Patient key 3:
                4 | 3 -> a
                "x-" + 3 -> b
                "x-" + 4 -> c
                join(--, 3, 4, 5.1) -> d
            """, [("3", "7"), ("5", ["1": "q"])])
        #expect(patient?["a"] == "7")
        #expect(patient?["b"] == "x-7")
        #expect(patient?["c"] == nil)
        #expect(patient?["d"] == "7--q")
    }

    @Test func leavesOutWhatIsEmpty() throws {
        let patient = try made(
            "segment PID\n  resource Patient key 3:\n    3 -> id2\n    with name[]:\n      5 -> family\n    5 -> contact[].name.family\n",
            [("3", "7"), ("5", "\"\"")])
        #expect(patient?.object?.keys.contains("name") == false)
        #expect(patient?.object?.keys.contains("contact") == false)
    }

    @Test func refersWithinTheBundle() throws {
        let library = """
            resource ORG Organization
              1 -> name
            segment PID
              resource Patient key 3:
                3 -> language
                4 => managingOrganization ORG
                5 => generalPractitioner[] ORG
            """
        let patient = try made(library, [("3", "7"), ("4", "H"), ("5", ["H", "J"])])
        let practitioners = patient?["generalPractitioner"]?.array ?? []
        #expect(practitioners.count == 2)
        #expect(practitioners.first == patient?["managingOrganization"])
    }

    @Test(arguments: [
        ("segment PID\n  3 => x Missing\n", 2, "Missing"), ("segment PID\n  3 -> x code(Missing)\n", 2, "Missing"),
        ("segment PID\n  what is this\n", 2, "no rule"), ("segment PID\n      3 -> x\n", 2, "indented"),
        ("segment PID\n  x = \"open\n", 2, "closed"), ("thing PID\n", 1, "thing"),
        ("segment PID\n  3 -> a..b\n", 2, "target"),
        ("segment PID\n  3 -> x if 4 =\n", 2, "values"), ("segment PID\n  3 -> x if 3 3\n", 2, "goes on"),
        ("table T\n  A\n", 2, "CODE"),
    ])
    func saysWhereRulesAreWrong(_ text: String, _ line: Int, _ word: String) throws {
        let error = try #require(throws: JunctionError.self) {
            try RuleCompiler.compile([RuleCompiler.Source(name: "a.rules", text: text)])
        }
        #expect(error.place?.source == "a.rules")
        #expect(error.place?.line == line)
        #expect(error.message.contains(word), "\(error.message)")
    }

    @Test func laterFilesWin() throws {
        let rules = try HL7ToFHIR(extending: [
            ("own.rules", "segment PID\n  resource Patient key 3:\n    3 -> language\n")
        ])
        let bundle = try rules.bundle(of: [["segment": "MSH", "9": "ADT"], ["segment": "PID", "3": "7", "8": "F"]])
        let patient = bundle["entry"]?.array?.last?["resource"]
        #expect(patient?["language"] == "7")
        #expect(patient?["gender"] == nil)
    }
}
