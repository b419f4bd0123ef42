import Testing
import Values

@testable import Formats

@Suite struct HL7PathTests {
    private let message: Value

    init() throws {
        let text = """
            MSH|^~\\&|HIS||||20260101||ADT^A01^ADT_A01|77|P|2.5
            PID|1||12^^^HOSP&1.2&ISO^MR~34^^^NHS||Doe^Jane
            OBX|1|NM|a||5
            OBX|2|NM|b||6~7
            OBX|3|NM|c
            """
        message = try HL7Format().decode(Array(text.utf8))
    }

    @Test(arguments: [
        ("MSH-1", "|"), ("MSH-2", "^~\\&"), ("MSH-9.2", "A01"), ("PID-3", "12"), ("PID-3.1", "12"),
        ("PID-3[1].4.2", "1.2"),
        ("PID-3[2].1", "34"), ("PID-3[2].4", "NHS"), ("PID-3[2].4.1", "NHS"), ("PID-5.2", "Jane"), ("PID-1.1.1", "1"),
        ("OBX-5", "5"), ("OBX[2]-5", "6"), ("OBX[2]-5[2]", "7"), ("OBX[*]-5[*]", "5"), ("OBX[3]-3.1", "c"),
    ])
    func findsText(path: String, expected: String) throws {
        let parsed = try HL7Path(path)
        #expect(parsed.string(in: message) == expected)
        #expect(try HL7Path(parsed.description) == parsed)
    }

    @Test(arguments: [
        "ZZZ-1", "PID-99", "PID-3[3]", "PID-3.9", "PID-5[2]", "PID-1.2", "PID-1.1.2", "OBX[4]-1", "OBX[3]-5",
        "PID-3.4.9",
    ])
    func findsNothing(path: String) throws {
        #expect(try HL7Path(path).first(in: message) == nil)
        #expect(try HL7Path(path).first(in: "no message") == nil)
    }

    @Test func findsEvery() throws {
        #expect(try HL7Path("OBX[*]-5").all(in: message) == ["5", ["6", "7"]])
        #expect(try HL7Path("OBX[*]-5[*]").all(in: message) == ["5", "6", "7"])
        #expect(try HL7Path("OBX[*]-5.1").all(in: message) == ["5", "6"])
        #expect(try HL7Path("OBX[*]").all(in: message).count == 3)
        #expect(try HL7Path("PID-3[*].4.1").all(in: message) == ["HOSP", "NHS"])
    }

    @Test func namesStructuresAsTheyAre() throws {
        #expect(try HL7Path("PID-5").first(in: message) == ["1": "Doe", "2": "Jane"])
        #expect(try HL7Path("PID-3").first(in: message)?.array?.count == 2)
        #expect(try HL7Path("OBX[2]").first(in: message)?["1"] == "2")
    }

    @Test(arguments: [
        ("", 1), ("PI", 1), ("1PI-1", 1), ("PID-", 5), ("PID-x", 5), ("PID-0", 6), ("PID[0]-1", 6), ("PID-3[2", 8),
        ("PID-3.1.2.3", 10),
        ("PID-3.", 7), ("PID3", 4), ("PID-99999999999999999999", 12), ("PID-3 ", 6), ("[1]", 1),
    ])
    func refusesAndLocates(path: String, column: Int) {
        let error = junctionError { _ = try HL7Path(path) }
        #expect(error?.code == .malformed)
        #expect(error?.place?.column == column)
    }
}
