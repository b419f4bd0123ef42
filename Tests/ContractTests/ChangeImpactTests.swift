import Testing
import Values

@testable import Contract

struct ChangeImpactTests {
    private func compare(_ old: String, _ new: String) throws -> ChangeImpact {
        let compared = ChangeImpact.compare(old: [UInt8](old.utf8), new: [UInt8](new.utf8), source: "points/adt.yaml")
        return try #require(compared.impact)
    }

    private func after(replacing old: String, with new: String) throws -> ChangeImpact {
        #expect(PointSketch.text.contains(old))
        return try compare(PointSketch.text, PointSketch.text.replacing(old, with: new))
    }

    static let cases: [(old: String, new: String, expected: [String])] = [
        ("port: 2575", "port: 2576", ["breaking senders changed dataflow.trigger.port"]),
        (
            "attempts: 12", "attempts: 5",
            ["compatible operators changed technicalSolution.deliver[care-record/postTransaction].retry.attempts"]
        ),
        ("title: Resident", "title: The resident", ["compatible owners changed title"]),
        ("  orderBy: PID-3.1\n", "", ["breaking receivers removed dataflow.orderBy"]),
        ("format: hl7v2", "format: json", ["breaking senders changed communication.in.format"]),
        (
            "- map: adt-to-fhir", "- map: adt-to-fhir-2",
            [
                "undecided receivers removed technicalSolution.steps[adt-to-fhir]",
                "undecided receivers added technicalSolution.steps[adt-to-fhir-2]",
            ]
        ),
        (
            "- map: adt-to-fhir", "- map: adt-to-fhir\n    - filter: PV1-2 = 'I'",
            ["breaking receivers added technicalSolution.steps[PV1-2 = 'I']"]
        ),
        (
            "secrets: [care-record-client]", "secrets: [care-record-client, b]",
            ["breaking operators added configuration.secrets[b]"]
        ),
        (
            "    greeting: {", "    level: { type: integer, default: 3 }\n    greeting: {",
            ["compatible operators added configuration.settings.level"]
        ),
        (
            "    greeting: {", "    level: { type: integer, live: 3 }\n    greeting: {",
            ["breaking operators added configuration.settings.level"]
        ),
        ("sunset: 2027-01-31", "sunset: 2027-01-01", ["breaking senders changed versioning[1.1.0].sunset"]),
        ("sunset: 2027-01-31", "sunset: 2027-06-30", ["compatible senders changed versioning[1.1.0].sunset"]),
        (
            "acknowledge: AE", "acknowledge: AR",
            ["breaking receivers changed expectedBehavior[an admission that names no patient].then.acknowledge"]
        ),
        ("pattern: anticorruption-layer", "pattern: conformist", ["undecided owners changed boundedContext.pattern"]),
        ("expect: 200/day", "expect: 300/day", ["compatible operators changed dataflow.cadence.expect"]),
        (
            "operation: postTransaction", "operation: post",
            [
                "breaking receivers removed technicalSolution.deliver[care-record/postTransaction]",
                "compatible receivers added technicalSolution.deliver[care-record/post]",
            ]
        ),
    ]

    @Test(arguments: cases)
    func judges(old: String, new: String, expected: [String]) throws {
        let changes = try after(replacing: old, with: new).changes
        #expect(
            changes.map { "\($0.impact.rawValue) \($0.affects.rawValue) \($0.kind.rawValue) \($0.path)" } == expected)
        #expect(changes.allSatisfy { !$0.reason.isEmpty && $0.place.line != nil })
    }

    @Test func nothingChangedNeedsNothing() throws {
        let impact = try compare(PointSketch.text, PointSketch.text + "\n# a comment\n")
        #expect(impact.changes == [])
        #expect(impact.bumpNeeded == nil && impact.isVersionSufficient)
    }

    @Test func theVersionMustGrowAsMuchAsTheChange() throws {
        let broken = PointSketch.text.replacing("port: 2575", with: "port: 2576")
        #expect(try compare(PointSketch.text, broken).bumpNeeded == .major)
        #expect(try !compare(PointSketch.text, broken).isVersionSufficient)
        #expect(
            try !compare(PointSketch.text, broken.replacing("version: 1.2.0\n", with: "version: 1.3.0\n"))
                .isVersionSufficient)
        #expect(
            try compare(PointSketch.text, broken.replacing("version: 1.2.0\n", with: "version: 2.0.0\n"))
                .isVersionSufficient)
        #expect(try after(replacing: "title: Resident", with: "title: The resident").bumpNeeded == .patch)
        #expect(try after(replacing: "expect: 200/day", with: "expect: 300/day").bumpNeeded == .minor)
    }

    /// Whatever is changed is noticed: every key of the file that differs is in the list.
    @Test(arguments: [11, 12, 13] as [UInt64])
    func everyDifferenceIsReported(seed: UInt64) throws {
        var mutator = TextMutator(seed: seed)
        var compared = 0
        for _ in 0..<150 {
            let text = mutator.mutatedLines(of: PointSketch.text)
            guard let old = PointSketch.read(PointSketch.text).point, let new = PointSketch.read(text).point else {
                continue
            }
            let impact = try compare(PointSketch.text, text)
            let isSame = PointDocument.markdown(old) == PointDocument.markdown(new)
            #expect(isSame || !impact.changes.isEmpty || impact.from != impact.to)
            compared += 1
        }
        #expect(compared > 5)
    }

    /// Every key of a point file is judged by a rule of its own or one of its heading: none is left to chance.
    @Test func everyKeyHasARule() {
        for path in Self.paths(IntegrationPoint.spec.shape, "") where path != "version" {
            let difference = DocumentComparison.Difference(path: path, kind: .changed, old: nil, new: nil)
            #expect(!ChangeRule.first(for: difference).path.isEmpty, "no rule for \(path)")
        }
    }

    private static func paths(_ shape: Shape, _ path: String) -> [String] {
        switch shape {
        case .object(let object) where object.name != "notApplicable":
            object.keys.flatMap { paths($0.shape, path.isEmpty ? $0.name : "\(path).\($0.name)") }
        case .list(let element, _): paths(element, path + "[x]")
        case .map(_, let value): paths(value, path + ".x")
        case .either(let shapes): shapes.flatMap { paths($0, path) }
        case .object: []
        default: path.isEmpty ? [] : [path]
        }
    }
}
