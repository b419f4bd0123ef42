import Formats
import Foundation
import TestKit
import Testing
import Values

@testable import Mapping

/// The shipped mappings of HL7 v2 to FHIR, on messages of every type.
struct HL7ToFHIRTests {
    static let messages = HL7Samples.names
    private static let rules = Result { try HL7ToFHIR() }

    private func convert(_ name: String) throws -> MappingResult {
        let message = try HL7Format().decode(HL7Samples.bytes(of: name))
        return try Self.rules.get().apply(message, MappingContext(now: .epoch))
    }

    private func convert(text: String) throws -> Value {
        let message = try HL7Format().decode(Array(text.replacing("\n", with: "\r").utf8))
        return try Self.rules.get().bundle(of: message)
    }

    private func resources(_ type: String, in bundle: Value) -> [Value] {
        (bundle["entry"]?.array ?? []).compactMap { $0["resource"] }.filter { $0["resourceType"]?.string == type }
    }

    @Test func hasEnoughSamples() { #expect(Self.messages.count >= 26) }

    @Test(arguments: messages) func makesValidBundles(_ name: String) throws {
        let bundle = try convert(name).value
        #expect(FHIRBundleValidator().validate(bundle).map(\.description) == [])
        #expect(resources("MessageHeader", in: bundle).count == 1)
    }

    /// Every reference leads to a resource of the same bundle.
    @Test(arguments: messages) func resolvesItsReferences(_ name: String) throws {
        let bundle = try convert(name).value
        let entries = bundle["entry"]?.array ?? []
        var known: Set<String> = ["Bundle/" + (bundle["id"]?.string ?? "")]
        for entry in entries {
            let resource = try #require(entry["resource"])
            let address = "\(try #require(resource["resourceType"]?.string))/\(try #require(resource["id"]?.string))"
            #expect(known.insert(address).inserted, "\(address) stands twice")
            #expect(entry["request"]?["url"]?.string == address)
        }
        let unknown = references(in: bundle).filter { !known.contains($0) }
        #expect(unknown == [])
    }

    private func references(in value: Value) -> [String] {
        switch value {
        case .object(let object):
            object.members.flatMap { member in
                member.key == "reference" ? [member.value.string ?? ""] : references(in: member.value)
            }
        case .array(let elements): elements.flatMap(references)
        default: []
        }
    }

    /// Everything that is made is FHIR R4: its XML is written and read again without loss.
    @Test(arguments: messages) func goesThroughXMLWithoutLoss(_ name: String) throws {
        let bundle = try convert(name).value
        let format = try FHIRXMLFormat(FormatOptions())
        let again = try format.decode(format.encode(bundle))
        #expect(Self.sorted(again) == Self.sorted(bundle))
    }

    /// The members of objects in one order: XML has that of FHIR's definitions.
    private static func sorted(_ value: Value) -> Value {
        switch value {
        case .object(let object):
            let members = object.members.map { Object.Member(key: $0.key, value: sorted($0.value)) }
            return .object(Object(distinct: members.sorted { $0.key < $1.key }))
        case .array(let elements): return .array(elements.map(sorted))
        default: return value
        }
    }

    @Test(arguments: messages) func sameMessageMakesSameBundle(_ name: String) throws {
        #expect(try convert(name).value == convert(name).value)
    }

    @Test(arguments: messages) func writesTheSameAsValues(_ name: String) throws {
        let message = try HL7Format().decode(HL7Samples.bytes(of: name))
        let written = try JSONFormat().decode(Self.rules.get().json(of: message))
        #expect(try written == Self.rules.get().bundle(of: message))
    }

    @Test func samePatientHasSameIdentifierInTwoMessages() throws {
        let first = try convert(text: "MSH|^~\\&|A|B|C|D|20240101||ADT^A01|1|P|2.5\nPID|1||7^^^H||Roe^Jo\nPV1|1|I\n")
        let second = try convert(
            text: "MSH|^~\\&|A|B|C|D|20240102||ADT^A08|2|P|2.5\nPID|1||7^^^H||Roe^Jo||1980\nPV1|1|O\n")
        #expect(resources("Patient", in: first)[0]["id"] == resources("Patient", in: second)[0]["id"])
        #expect(first["id"] != second["id"])
    }

    @Test func saysWhatIsNotMapped() throws {
        let text = "MSH|^~\\&|A|B|C|D|20240101||ADT^A01|1|P|2.5\nPID|1||7||Roe^Jo\nZZZ|1|local\n"
        let message = try HL7Format().decode(Array(text.replacing("\n", with: "\r").utf8))
        let accounting = try Self.rules.get().apply(message, MappingContext(now: .epoch)).accounting
        #expect(accounting.dropped.contains("ZZZ-2"))
        #expect(accounting.mapped.contains("PID-5.2"))
    }

    @Test func takesOddSeparatorsAndOldVersions() throws {
        let bundle = try convert(
            text: "MSH#*@!%#A#B#C#D#19950101##ADT*A04#1#P#2.1\nPID###7*5*M10##Roe*Jo@Rowe*J##19600229#F\nPV1##E\n")
        let patient = try #require(resources("Patient", in: bundle).first)
        #expect(patient["name"]?.array?.count == 2)
        #expect(patient["birthDate"] == "1960-02-29")
        #expect(patient["gender"] == "female")
        #expect(resources("Encounter", in: bundle).first?["class"]?["code"] == "EMER")
    }

    @Test func takesBatches() throws {
        let text =
            "FHS|^~\\&\nBHS|^~\\&\nMSH|^~\\&|A|B|||20240101||ADT^A01|1|P|2.5\nPID|||7\nMSH|^~\\&|A|B|||20240101||ADT^A01|2|P|2.5\nPID|||8\nBTS|2\nFTS|1\n"
        let value = try HL7Format().decode(Array(text.replacing("\n", with: "\r").utf8))
        let output = try HL7ToFHIRFormat(FormatOptions()).encode(value)
        #expect(output.split(separator: 0x0A).count == 2)
    }

    /// Whatever the bytes, a bundle or an error comes of them, and every reference of the bundle leads somewhere.
    @Test(arguments: messages.prefix(12)) func survivesMutations(_ name: String) throws {
        var random = SeededRandom(seed: 7)
        let original = try HL7Samples.bytes(of: name)
        for _ in 0..<40 {
            var bytes = original
            for _ in 0..<8 {
                let place = Int.random(in: 20..<bytes.count, using: &random)
                bytes[place] = Array("|^~&\r\\A9\"".utf8).randomElement(using: &random) ?? 0x41
            }
            guard let message = try? HL7Format().decode(bytes) else { continue }
            let bundle = try Self.rules.get().bundle(of: message)
            let addresses = Set((bundle["entry"]?.array ?? []).compactMap { $0["request"]?["url"]?.string })
            let own = "Bundle/" + (bundle["id"]?.string ?? "")
            #expect(references(in: bundle).allSatisfy { addresses.contains($0) || $0 == own })
        }
    }

    @Test func refusesWhatIsNoMessage() throws {
        let rules = try Self.rules.get()
        #expect(throws: JunctionError.self) { try rules.bundle(of: .array([])) }
        #expect(throws: JunctionError.self) { try rules.bundle(of: "MSH") }
    }

    /// `scripts/generate` writes the rule files into Swift; who changes one must run it.
    @Test func embeddedRulesAreThoseOfTheFolder() throws {
        let folder = ExampleFiles.repository.appending(path: "Systems/hl7v2-to-fhir")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".rules") }
        #expect(Set(names) == Set(HL7ToFHIRRules.files.map(\.name)))
        for (name, text) in HL7ToFHIRRules.files {
            let file = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            #expect(
                file.split(separator: "\n") == text.split(separator: "\n"), "run make generate: \(name) has changed")
        }
    }
}

enum HL7Samples {
    private static let folder = ExampleFiles.repository.appending(path: "Fixtures/hl7v2-fhir/messages")

    static let names: [String] = {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        return (names ?? []).filter { $0.hasSuffix(".hl7") }.sorted()
    }()

    static func bytes(of name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appending(path: name)))
    }
}
