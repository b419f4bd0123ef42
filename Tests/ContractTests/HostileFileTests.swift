import Testing
import Values

@testable import Contract

/// Files that mean harm, or were harmed.
struct HostileFileTests {
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func damagedFilesAreRefusedWithAPlace(seed: UInt64) {
        var mutator = TextMutator(seed: seed)
        for _ in 0..<100 {
            let bytes = mutator.mutatedBytes(of: Array(PointSketch.text.utf8))
            let (point, problems) = IntegrationPoint.read(bytes, source: "points/adt.yaml")
            #expect(point != nil || !problems.isEmpty)
            #expect(
                problems.allSatisfy {
                    $0.place.source == "points/adt.yaml" && ($0.place.line ?? 0) > 0 && ($0.place.column ?? 0) > 0
                })
            #expect(problems.allSatisfy { !$0.message.isEmpty && !$0.message.hasSuffix(".") })
        }
    }

    private func rules(_ text: String) -> [String] { PointSketch.read(text).problems.map(\.rule.id) }

    @Test func aliasBombsAreRefused() {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            bomb +=
                "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
        }
        #expect(rules(bomb) == ["reading-limit"])
        let keys = "a: &a [x, y]\nb: &b [*a, *a]\nc: &c [*b, *b]\n? *c\n: *c\n"
        #expect(!rules(keys).isEmpty)
    }

    @Test func deepNestingIsRefused() {
        #expect(rules(String(repeating: "[", count: 100_000)).count == 1)
        #expect(
            rules("a: " + String(repeating: "[", count: 900) + String(repeating: "]", count: 900)) == ["reading-limit"])
        let block = (0..<300).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
        #expect(rules(block) == ["reading-limit"])
    }

    @Test func largeFilesAreRefused() {
        #expect(rules("id: " + String(repeating: "x", count: 300_000)) == ["reading-limit"])
        #expect(rules("id: [" + String(repeating: "x,", count: 30_000) + "]") == ["reading-limit"])
    }

    @Test func oddFilesAreRefused() {
        #expect(rules("") == ["malformed-yaml"])
        #expect(rules("# nothing but a comment\n") == ["malformed-yaml"])
        #expect(rules("just text") == ["wrong-type"])
        #expect(rules("- a\n- list") == ["wrong-type"])
        #expect(rules("id: a\n---\nid: b\n") == ["malformed-yaml"])
        #expect(rules("a:\n\tb: c") == ["malformed-yaml"])
        let invalid = IntegrationPoint.read(Array("id: a\ntitle: ".utf8) + [0xFF, 0xFE], source: "p.yaml").problems
        #expect(invalid.map(\.place.line) == [2])
    }

    @Test func repeatedKeysAreAllFound() {
        let text = """
            id: a
            title: b
            id: c
            ownership: { domain: x, domain: y, maintainers: [a] }
            "title": d
            """
        let found = PointSketch.read(text).problems.filter { $0.rule == .duplicateKey }
        #expect(found.map { "\($0.place.line ?? 0):\($0.place.column ?? 0)" } == ["3:1", "4:25", "5:1"])
        #expect(found.allSatisfy { $0.message.contains("stands here again") })
    }
}
