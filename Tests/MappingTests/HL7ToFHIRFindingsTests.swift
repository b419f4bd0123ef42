import Formats
import Synchronization
import Testing
import Values

@testable import Mapping

/// What a message says and FHIR cannot hold is said, with its place; nothing is lost in silence.
struct HL7ToFHIRFindingsTests {
    private static let rules = Result { try HL7ToFHIR() }

    private func result(_ lines: String...) throws -> MappingResult {
        let text = (["MSH|^~\\&|A|B|C|D|20240101120000||ADT^A01|1|P|2.5"] + lines).joined(separator: "\r")
        return try Self.rules.get().apply(HL7Format().decode(Array(text.utf8)), MappingContext(now: .epoch))
    }

    @Test(arguments: [
        ("PID|1||7||Roe^Jo||2025133|F", "PID-7", "is not a date"),
        ("PID|1||7||Roe^Jo||19600229|F|||||||||||||||||two", "PID-25", "whole number"),
        ("PID|1||7||Roe^Jo||19600229|F||||||||||||||||||||||PERHAPS", "PID-30", "Y or N"),
        ("PID|1||7||Roe^Jo||19600229|Q9", "PID-8", "AdministrativeSex"),
        ("PID|1||7^^^^^^yesterday||Roe^Jo", "PID-3.7", "is not a date and time"),
        ("PID|1||7~8^^^^^^never||Roe^Jo", "PID-3[2].7", "is not a date and time"),
        ("PV1|1|I||||||||||||||||||||||||||||||||||||||||||20259999", "PV1-44", "is not a date and time"),
        ("OBX|1|ED|1^x||^TEXT^^Base64^*not base64*||||||F", "OBX-5.5", "Base64"),
        ("OBX|1|TM|1^x||2561||||||F", "OBX-5", "is not a time"),
    ])
    func saysWhatIsLeftOut(_ line: String, _ path: String, _ fault: String) throws {
        let result = try result(line)
        let finding = try #require(result.findings.first)
        #expect(finding.place.path == path)
        #expect(finding.message.contains(fault), "\(finding.message)")
        #expect(finding.severity == .warning)
        #expect(result.accounting.dropped.contains(path))
        #expect(result.findings.count == 1, "\(result.findings)")
    }

    /// A finding may be logged: it names the field and never what stands in it.
    @Test func neverQuotesTheMessage() throws {
        let result = try result("PID|1||7||Roe^Jo||2025133|F")
        #expect(!result.findings.contains { $0.message.contains("2025133") })
    }

    /// A number that is none is carried as text, so nothing was left out.
    @Test func saysNothingOfWhatAnotherRuleCarries() throws {
        let result = try result("PID|1||7", "OBX|1|NM|1^x||about five||||||F")
        #expect(result.findings.isEmpty)
        #expect(result.accounting.mapped.contains("OBX-5"))
    }

    @Test func saysWhyFieldsAreLeftAside() throws {
        let ignored = try result("PID|1||7||Roe^Jo|\"\"").accounting.ignored
        #expect(ignored.contains { $0.path == "MSH-12" && $0.reason.contains("how the message is written") })
        #expect(ignored.contains { $0.path == "PID-1" && $0.reason.contains("numbers") })
        #expect(ignored.contains { $0.path == "PID-6" && $0.reason.contains("empty") })
    }

    /// Every leaf of every sample is mapped, ignored with a reason, or dropped, and only once.
    @Test(arguments: HL7Samples.names) func accountsForEveryLeaf(_ name: String) throws {
        let message = try HL7Format().decode(HL7Samples.bytes(of: name))
        let listing = try Self.rules.get().apply(message, MappingContext(now: .epoch)).accounting.listing
        let listed = listing.mapped + listing.ignored.map(\.path) + listing.dropped
        #expect(Set(listed).count == listed.count)
        #expect(listed.count == leaves(of: message))
        #expect(!listing.ignored.contains { $0.reason.isEmpty })
    }

    private func leaves(of value: Value) -> Int {
        switch value {
        case .array(let elements): elements.reduce(0) { $0 + leaves(of: $1) }
        case .object(let object): object.members.reduce(0) { $0 + ($1.key == "segment" ? 0 : leaves(of: $1.value)) }
        default: 1
        }
    }

    /// A patient said twice stays as first said: what the second adds is among the dropped.
    @Test func countsNoMoreAsReadThanWasRead() throws {
        let result = try result("PID|1||7||Roe^Jo|||F", "PID|2||7||Roe^Jo||19600229|F")
        #expect(result.accounting.dropped.contains("PID[2]-7"))
        #expect(result.accounting.mapped.contains("PID[2]-3"))
    }

    @Test func reportsEachMessageOfABatch() throws {
        let text =
            "MSH|^~\\&|A|B|||20240101||ADT^A01|1|P|2.5\rPID|||7||||x\rMSH|^~\\&|A|B|||20240101||ADT^A01|2|P|2.5\rPID|||8||||x\r"
        var format = try HL7ToFHIRFormat(FormatOptions())
        let seen = Seen()
        format.reporting = { result, number in seen.add("\(number) \(result.findings.first?.place.path ?? "")") }
        let value = try HL7Format().decode(Array(text.utf8))
        let reported = try format.encode(value)
        #expect(seen.texts == ["1 PID-7", "2 PID-7"])
        format.reporting = nil
        #expect(try format.encode(value) == reported)
    }

    private final class Seen: Sendable {
        private let state = Mutex<[String]>([])
        var texts: [String] { state.withLock { $0 } }
        func add(_ text: String) { state.withLock { $0.append(text) } }
    }

    @Test func leavesOutControlCharacters() throws {
        let bundle = try result("PID|1||7||R\\X01\\oe^Jo").value
        let patient = bundle["entry"]?.array?.compactMap { $0["resource"] }.first { $0["resourceType"] == "Patient" }
        #expect(patient?["name"]?.array?.first?["family"] == "R\u{FFFD}oe")
    }

    @Test(arguments: [("ignore \"x\"\n  PID\n", "PID"), ("ignore \"x\"\n  PID-a\n", "PID-a")])
    func refusesWrongIgnores(_ text: String, _ word: String) throws {
        let error = try #require(throws: JunctionError.self) { try HL7ToFHIR(extending: [("own.rules", text)]) }
        #expect(error.message.contains(word))
    }
}
