import Formats
import Foundation
import Testing
import Values

@testable import Mapping

/// Messages against HL7's own tables, version by version.
struct HL7StructureTests {
    private func findings(_ lines: [String]) throws -> [Finding] {
        let bytes = Array(lines.joined(separator: "\r").utf8)
        return HL7StructureValidator().validate(try HL7Format().decode(bytes))
    }

    private func header(_ type: String, _ version: String) -> String {
        "MSH|^~\\&|A|B|C|D|20240101120000||\(type)|1|P|\(version)"
    }

    private func admission(_ version: String, _ lines: String...) throws -> [Finding] {
        try findings([header("ADT^A01", version), "EVN|A01|20240101120000"] + lines)
    }

    private static let patient = "PID|1||7^^^H^MR||Roe^Jo||19600229|F"

    @Test(arguments: ["2.3", "2.3.1", "2.4", "2.5", "2.5.1"]) func aPlainAdmissionMeetsItsVersion(
        _ version: String
    ) throws {
        let found = try admission(version, Self.patient, "PV1|1|I|W^1^2").map(\.description)
        #expect(found == [])
    }

    @Test func segmentsAreCheckedInTheirOrder() throws {
        let found = try admission("2.5", Self.patient, "PV2||X", "PV1|1|I")
        #expect(found.map(\.code) == ["hl7.requiredSegment", "hl7.segmentSequence"])
        #expect(found.map(\.place.path) == ["PV1", "PV1"])
        #expect(found[0].message.contains("after PID in ADT_A01 of HL7 2.5"))
    }

    @Test(arguments: [
        (["PV1|1|I"], "hl7.requiredSegment", "PID"),
        ([patient, patient, "PV1|1|I"], "hl7.segmentSequence", "PID[2]"),
        ([patient, "PV1|1|I", "RXE|1"], "hl7.segmentSequence", "RXE"),
        ([patient, "PV1|1|I", "IN2|1"], "hl7.requiredSegment", "IN1"),
    ])
    func whatIsMissingOrMisplacedIsSaid(_ lines: [String], _ code: String, _ path: String) throws {
        let found = try findings([header("ADT^A01", "2.5"), "EVN|A01|20240101120000"] + lines)
        #expect(found.contains { $0.code == code && $0.place.path == path }, "\(found)")
    }

    /// Groups repeat whole: a second order begins the group again, and its specimen belongs to it.
    @Test func groupsRepeat() throws {
        let order = ["ORC|NW|1", "OBR|1|1||x^y^L", "SPM|1|||BLD"]
        let lines = [header("OML^O21^OML_O21", "2.5.1"), Self.patient] + order + order
        #expect(try findings(lines).filter { $0.code.contains("egment") }.map(\.description) == [])
        let results = ["OBR|1|1||x^y^L", "OBX|1|NM|1^x||5||||||F", "NTE|1||a"]
        let report = [header("ORU^R01", "2.4"), Self.patient] + results + results + [Self.patient] + results
        #expect(try findings(report).filter { $0.code.contains("egment") }.map(\.description) == [])
    }

    /// A group without its first segment is still that group: what follows has its place.
    @Test func aGroupMayLackItsBeginning() throws {
        let lines = [header("OML^O21^OML_O21", "2.5.1"), Self.patient, "OBR|1|1||x^y^L", "NTE|1||a", "SPM|1|||BLD"]
        let found = try findings(lines).filter { $0.code.contains("egment") }
        #expect(found.map(\.place.path) == ["ORC"])
    }

    @Test(arguments: [
        ("2.5", "PID|1||7||Roe^Jo||2025133|F", "hl7.dataType", "PID-7"),
        ("2.5", "PID|1||||Roe^Jo||1960|F", "hl7.requiredField", "PID-3"),
        ("2.5", "PID|1||7||Roe^Jo||1960|F~M", "hl7.cardinality", "PID-8"),
        ("2.5", "PID|x||7||Roe^Jo||1960|F", "hl7.dataType", "PID-1"),
        ("2.5", "PID|1||7^^^^^^^^^^^extra||Roe^Jo||1960|F", "hl7.unknownField", "PID-3.12"),
        ("2.5", "PID|1||7~8^^^^^^never||Roe^Jo||1960|F", "hl7.dataType", "PID-3[2].7"),
        ("2.5", "PID|1||7||Roe^Jo||1960|F" + String(repeating: "|", count: 22) + "Q", "hl7.tableValue", "PID-30"),
        ("2.3", "PID|1||7||Roe^Jo||1960|F" + String(repeating: "|", count: 23) + "1", "hl7.unknownField", "PID-31"),
        ("2.8", "PID|1|7|7^^^H^MR||Roe^Jo^^^^^L||1960|F", "hl7.unknownField", "PID-2"),
        ("2.8", "PID|1||7||Roe^Jo^^^^^L||1960|F", "hl7.requiredField", "PID-3.5"),
    ])
    func fieldsAreCheckedByVersion(_ version: String, _ line: String, _ code: String, _ path: String) throws {
        let found = try admission(version, line, "PV1|1|I|W")
        #expect(found.contains { $0.code == code && $0.place.path == path }, "\(found)")
        #expect(found.allSatisfy { $0.message.contains("HL7 \(version)") }, "\(found)")
    }

    /// The same message is right in one version and not in another.
    @Test func versionsDiffer() throws {
        let line = "PID|1||7^^^H^MR||Roe^Jo~Rowe^Jo||1960|F"
        #expect(try admission("2.3", line, "PV1|1|I").contains { $0.place.path == "PID-5" })
        #expect(try !admission("2.5", line, "PV1|1|I").contains { $0.place.path == "PID-5" })
    }

    @Test func observationsHaveTheTypeTheyName() throws {
        let lines = [header("ORU^R01", "2.5"), Self.patient, "OBR|1|1||x^y^L"]
        #expect(try findings(lines + ["OBX|1|NM|1^x||five||||||F"]).map(\.place.path) == ["OBX-5"])
        #expect(try findings(lines + ["OBX|1|TX|1^x||five||||||F"]).isEmpty)
    }

    @Test(arguments: [
        ("ADT^A01", "2.9", "MSH-12"), ("ADT^A01", "", "MSH-12"), ("ZZZ^Z01", "2.5", "MSH-9"),
        ("QBP^Q11", "2.5", "MSH-9"),
    ])
    func whatHasNoTableIsSaidToBeUnchecked(_ type: String, _ version: String, _ path: String) throws {
        let found = try findings([header(type, version), Self.patient])
        #expect(found.contains { $0.code == "hl7.notChecked" && $0.place.path == path && $0.severity == .information })
        #expect(!found.hasErrors)
    }

    @Test func ownSegmentsStandAnywhereUnchecked() throws {
        let found = try admission("2.5", "ZPI|1|x", Self.patient, "ZPI|2|y", "PV1|1|I")
        #expect(found.map(\.code) == ["hl7.notChecked"])
        #expect(found.map(\.place.path) == ["ZPI"])
    }

    /// Each event has a structure, by itself or by another's.
    @Test(arguments: [
        "ADT^A01", "ADT^A02", "ADT^A03", "ADT^A04", "ADT^A05", "ADT^A06", "ADT^A07", "ADT^A08", "ADT^A11", "ADT^A12",
        "ADT^A13", "ADT^A28", "ADT^A31", "ADT^A40", "ORU^R01", "ORM^O01", "SIU^S12", "SIU^S15", "MDM^T02", "DFT^P03",
        "BAR^P01", "REF^I12", "VXU^V04", "ACK^A01", "MFN^M02",
    ])
    func commonMessagesHaveAStructureInEveryVersion(_ type: String) throws {
        let parts = type.split(separator: "^").map(String.init)
        for (version, _) in HL7Tables.letters {
            let tables = try #require(HL7Tables.version(version))
            // From 2.7 on each kind of order has a message of its own.
            let isGone = parts[0] == "ORM" && (version == "2.7" || version == "2.8")
            let structure = tables.structure(type: parts[0], event: parts[1], named: "")
            #expect((structure == nil) == isGone, "\(type) of \(version)")
        }
        for later in ["OML^O21", "RDE^O11", "RDS^O13"].map({ $0.split(separator: "^").map(String.init) }) {
            #expect(HL7Tables.version("2.5")?.structure(type: later[0], event: later[1], named: "") != nil)
        }
    }

    /// Every type that the tables name is known, and every table number leads somewhere.
    @Test func tablesAreWhole() throws {
        for (version, _) in HL7Tables.letters {
            let tables = try #require(HL7Tables.version(version))
            #expect(tables.segments.count > 60)
            #expect(tables.messages.count > 40)
            for (name, fields) in tables.segments.merging(tables.types, uniquingKeysWith: { first, _ in first }) {
                for field in fields {
                    if let table = field.table { #expect(tables.tables[table] != nil, "\(name) \(table)") }
                    #expect(!field.type.isEmpty, "\(name)")
                }
            }
            for structure in tables.messages.values {
                #expect(structure.children.first?.name == "MSH", "\(structure.name)")
                #expect(structure.segments.isDisjoint(with: [""]))
            }
        }
    }

    /// Messages of others have faults, but nothing that crashes or runs on, and every finding has its place.
    @Test(arguments: HL7Samples.names) func samplesAreChecked(_ name: String) throws {
        let findings = HL7StructureValidator().validate(try HL7Format().decode(HL7Samples.bytes(of: name)))
        #expect(findings.allSatisfy { $0.place.path?.isEmpty == false })
    }
}
