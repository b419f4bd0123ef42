import Formats
import TestKit
import Testing
import Values

@testable import Mapping

/// Messages of other events, versions, separators and line ends than the samples', and messages that are broken.
struct HL7ToFHIRRobustnessTests {
    private static let rules = Result { try HL7ToFHIR() }

    private func bundle(_ text: String, end: String = "\r") throws -> Value {
        try Self.rules.get().bundle(of: HL7Format().decode(Array(text.replacing("\n", with: end).utf8)))
    }

    private func resources(_ type: String, in bundle: Value) -> [Value] {
        (bundle["entry"]?.array ?? []).compactMap { $0["resource"] }.filter { $0["resourceType"]?.string == type }
    }

    private static let admission =
        "MSH|^~\\&|A|B|C|D|20240101||ADT^A01|1|P|2.5\nEVN||20240101\nPID|1||7^^^H^MR||Roe^Jo||19600229|F\nPV1|1|I|W^1^2\n"

    @Test(arguments: ["\r", "\n", "\r\n", "\r\r"]) func lineEndsMakeNoDifference(_ end: String) throws {
        #expect(try bundle(Self.admission, end: end) == bundle(Self.admission))
    }

    @Test func separatorsMakeNoDifference() throws {
        let other = Self.admission.replacing("|", with: "*").replacing("^", with: ":").replacing("~", with: "!")
        #expect(try resources("Patient", in: bundle(other)) == resources("Patient", in: bundle(Self.admission)))
    }

    @Test(arguments: [
        "2.1", "2.2", "2.3", "2.3.1", "2.4", "2.5", "2.5.1", "2.6", "2.7", "2.7.1", "2.8", "2.8.2", "2.9", "",
    ])
    func versionsAreTakenAsTheyCome(_ version: String) throws {
        let bundle = try bundle(Self.admission.replacing("|2.5\n", with: "|\(version)\n"))
        #expect(resources("Patient", in: bundle).first?["birthDate"] == "1960-02-29")
        #expect(resources("Encounter", in: bundle).first?["class"]?["code"] == "IMP")
    }

    @Test(arguments: [
        ("A01", "in-progress"), ("A02", "in-progress"), ("A03", "finished"), ("A05", "planned"), ("A11", "cancelled"),
        ("A13", "in-progress"), ("A14", "planned"), ("A27", "cancelled"), ("A38", "cancelled"),
    ])
    func theEventDecidesTheVisit(_ event: String, _ status: String) throws {
        let bundle = try bundle(Self.admission.replacing("ADT^A01", with: "ADT^\(event)"))
        #expect(resources("Encounter", in: bundle).first?["status"]?.string == status)
    }

    @Test(arguments: ["A18", "A30", "A34", "A35", "A36", "A40", "A41", "A42", "A47"]) func mergesLinkTheTwo(
        _ event: String
    ) throws {
        let text = Self.admission.replacing("ADT^A01", with: "ADT^\(event)").replacing(
            "PV1|", with: "MRG|9^^^H^MR\nPV1|")
        let linkage = try #require(resources("Linkage", in: bundle(text)).first)
        let items = try #require(linkage["item"]?.array)
        #expect(items.map { $0["resource"]?["identifier"]?["value"] } == ["7", "9"])
    }

    /// In messages by specimen the orders after a specimen are for it (OML^O33).
    @Test func ordersAreForTheSpecimenBefore() throws {
        let bundle = try bundle(
            """
            MSH|^~\\&|A|B|C|D|20240101||OML^O33^OML_O33|1|P|2.5\nPID|1||7^^^H||Roe^Jo
            SPM|1|S1||BLD\nORC|NW|P1\nOBR|1|P1||a^b\nORC|NW|P2\nOBR|2|P2||c^d
            SPM|2|S2||UR\nORC|NW|P3\nOBR|3|P3||e^f
            """)
        let specimens = resources("Specimen", in: bundle).map { "Specimen/" + ($0["id"]?.string ?? "") }
        let asked = resources("ServiceRequest", in: bundle).map { $0["specimen"]?.array?.first?["reference"]?.string }
        #expect(specimens.count == 2)
        #expect(asked == [specimens[0], specimens[0], specimens[1]])
    }

    @Test func anUnsolicitedResultAtThePointOfCareIsAReport() throws {
        let bundle = try bundle(
            "MSH|^~\\&|A|B|C|D|20240101||ORU^R30|1|P|2.5\nPID|1||7\nORC|RE||F\nOBR|1||F|a^b|||20240101||||||||||||||||||F\nOBX|1|NM|a^b||5|mg||||F\n"
        )
        #expect(resources("DiagnosticReport", in: bundle).first?["status"] == "final")
        #expect(resources("Observation", in: bundle).first?["valueQuantity"]?["value"] == 5)
    }

    @Test(arguments: [
        ("\\F\\\\S\\\\T\\\\R\\\\E\\", "|^&~\\"), ("a\\.br\\b", "a\nb"), ("\\H\\bold\\N\\ plain", "bold plain"),
        ("a\\.sp2\\b", "a\n\nb"), ("\\.in+4\\a\\.ce\\b", "a\nb"), ("\\X41\\bc", "Abc"), ("\\Zown\\x", "\\Zown\\x"),
        ("lone \\ stroke", "lone \\ stroke"), ("\\.sp99999999\\", String(repeating: "\n", count: 20)),
    ])
    func escapesAreResolved(_ written: String, _ meant: String) throws {
        let bundle = try bundle(
            "MSH|^~\\&|A|B|C|D|20240101||ORU^R01|1|P|2.5\nPID|1||7\nOBR|1||F|a^b\nOBX|1|FT|a^b||\(written).||||||F\n")
        #expect(resources("Observation", in: bundle).first?["valueString"]?.string == meant + ".")
    }

    @Test func nullsSayNothing() throws {
        let patient = try resources(
            "Patient", in: bundle(Self.admission.replacing("19600229|F", with: "\"\"|\"\""))
        ).first
        #expect(patient?["birthDate"] == nil)
        #expect(patient?["gender"] == nil)
    }

    @Test func whatFHIRRequiresStandsWithoutAPatient() throws {
        let bundle = try bundle(
            "MSH|^~\\&|A|B|C|D|||ADT^A01|1|P|2.5\nEVN|A01\nPV1|1|I\nDG1|1||a^b\nPR1|1||c^d\nAL1|1|DA|e^f\nIN1|1|p|1|n\n"
        )
        #expect(resources("Condition", in: bundle).first?["subject"]?["display"] == "unknown")
        #expect(FHIRBundleValidator().validate(bundle).map(\.description) == [])
    }

    /// Segments cut, doubled, left out, moved, and fields spoilt: a valid bundle or an error with its place, always the same.
    @Test(arguments: HL7Samples.names) func brokenMessagesMakeValidBundles(_ name: String) throws {
        let original = try HL7Samples.bytes(of: name).map { $0 == 0x0A ? 0x0D : $0 }
        let segments = original.split(separator: 0x0D).map(Array.init)
        var random = SeededRandom(seed: UInt64(name.utf8.count))
        for _ in 0..<12 {
            let bytes = Self.broken(segments, &random)
            let message: Value
            do { message = try HL7Format().decode(bytes) } catch let error as JunctionError {
                #expect(error.place != nil)
                continue
            }
            let result = try Self.rules.get().apply(message, MappingContext(now: .epoch))
            #expect(FHIRBundleValidator().validate(result.value).map(\.description) == [])
            #expect(result.findings.allSatisfy { $0.place.path?.isEmpty == false })
            let xml = try FHIRXMLFormat(FormatOptions())
            #expect(throws: Never.self) { try xml.decode(xml.encode(result.value)) }
            #expect(HL7StructureValidator().validate(message).allSatisfy { $0.place.path?.isEmpty == false })
        }
    }

    private static let spoilt = [
        "", "\"\"", "abc", "20259999", "^^^", "~~", "&&&", "\\X01\\", "\\H\\", "-1", "99999999999999999999", "1e5",
        "  x  y ", "http://x y", "Base64", "\u{FFFF}",
    ]

    private static func broken(_ segments: [[UInt8]], _ random: inout SeededRandom) -> [UInt8] {
        var segments = segments
        for _ in 0..<6 where segments.count > 2 {
            let place = Int.random(in: 1..<segments.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: segments.remove(at: place)
            case 1: segments.insert(segments[place], at: Int.random(in: 1..<segments.count, using: &random))
            case 2: segments[place] = Array(segments[place].prefix(Int.random(in: 4..<200, using: &random)))
            case 3: segments.swapAt(place, Int.random(in: 1..<segments.count, using: &random))
            default:
                var fields = segments[place].split(separator: 0x7C, omittingEmptySubsequences: false).map(Array.init)
                guard fields.count > 1 else { continue }
                let field = Int.random(in: 1..<fields.count, using: &random)
                fields[field] = Array((spoilt.randomElement(using: &random) ?? "").utf8)
                segments[place] = Array(fields.joined(separator: [0x7C]))
            }
        }
        return Array(segments.joined(separator: [0x0D]))
    }
}
