import Formats
import Foundation
import Testing
import Values

@testable import Mapping

/// How far our bundles agree with those that another converter makes of the same messages: for each type of resource and each
/// field, how many of its values ours has too. scripts/compare/hl7fhir.py compares resource by resource, and lists why we differ.
struct HL7ToFHIRAgreementTests {
    /// What we have reached. Raise it when it grows; the differences are reviewed in scripts/compare/hl7fhir-reasons.tsv.
    static let leastPercent = 96.5
    static let leastPairs = 19

    private static let folder = ExampleFiles.repository.appending(path: "Fixtures/hl7v2-fhir/expected")

    @Test func agreesWithExpectedBundles() throws {
        let rules = try HL7ToFHIR()
        let files = try FileManager.default.contentsOfDirectory(at: Self.folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
        #expect(files.count >= Self.leastPairs)
        var fields = 0
        var agreed = 0
        for file in files {
            let expected = try BundleFields(JSONFormat().decode([UInt8](Data(contentsOf: file))))
            let name = file.deletingPathExtension().lastPathComponent + ".hl7"
            let ours = try BundleFields(rules.bundle(of: HL7Format().decode(HL7Samples.bytes(of: name))))
            for (field, values) in expected.counts {
                fields += values.values.reduce(0, +)
                for (value, count) in values { agreed += min(count, ours.counts[field]?[value] ?? 0) }
            }
        }
        let percent = Double(agreed) / Double(max(fields, 1)) * 100
        print("HL7 to FHIR: \(files.count) pairs, \(fields) fields, \(String(format: "%.2f", percent)) % agree")
        #expect(percent >= Self.leastPercent)
    }
}

/// The fields of a bundle that are compared: `Patient.name[].family` and how often each value stands there.
private struct BundleFields {
    private(set) var counts: [String: [String: Int]] = [:]
    private var names: [String: String] = [:]

    init(_ bundle: Value) {
        let resources = (bundle["entry"]?.array ?? []).compactMap { $0["resource"] }
        for resource in resources {
            let type = resource["resourceType"]?.string ?? ""
            names["\(type)/\(resource["id"]?.string ?? "")"] = type
        }
        for resource in resources { walk(resource, resource["resourceType"]?.string ?? "") }
    }

    private mutating func walk(_ value: Value, _ path: String) {
        switch value {
        case .object(let object):
            for member in object.members where !(member.key == "extension" || member.key == "resourceType") {
                walk(member.value, path + "." + member.key)
            }
        case .array(let elements): for element in elements { walk(element, path + "[]") }
        default: if let text = Self.text(value) { add(text, path) }
        }
    }

    private mutating func add(_ text: String, _ path: String) {
        let leaf = path.split(separator: ".").last.map(String.init) ?? ""
        guard Self.compared.contains(leaf) || Self.isDate(text) && text.contains("-") else { return }
        guard !text.hasPrefix("http://example.com/") else { return }
        let value = leaf == "reference" ? names[text] ?? "Bundle" : Self.instant(text) ?? text
        counts[path, default: [:]][value, default: 0] += 1
    }

    /// Elements of the classes compared: references, identifiers, names, codes and statuses; dates by their shape.
    private static let compared: Set<String> = [
        "reference", "value", "system", "family", "given[]", "prefix[]", "suffix[]", "name", "code", "status",
        "docStatus",
        "gender", "use", "intent", "criticality", "mode", "birthDate",
    ]

    private static func text(_ value: Value) -> String? {
        switch value {
        case .string(let text): text
        case .integer(let number): String(number)
        case .double(let number): String(number)
        default: nil
        }
    }

    private static func isDate(_ text: String) -> Bool { CalendarTime(iso: text) != nil }

    /// The same instant in the same words, whatever its offset.
    private static func instant(_ text: String) -> String? {
        guard let time = CalendarTime(iso: text), time.hour != nil else { return nil }
        return String(time.secondsAsUTC - Int64(time.offset ?? 0) * 60)
    }
}
