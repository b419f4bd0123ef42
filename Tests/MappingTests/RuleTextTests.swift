import Formats
import Testing
import Values

@testable import Mapping

/// The pieces that segment rules run on: bytes, numbers and hash tables.
struct RuleTextTests {
    @Test func findsTextsByTheirBytes() {
        var index = TextIndex()
        let keys = (0..<500).map { "key \($0 * 7)" } + ["", "é", "a\u{0}b"]
        for (number, key) in keys.enumerated() { index.set(key, Int32(number)) }
        for (number, key) in keys.enumerated() {
            let bytes = Array("<\(key)>".utf8)
            #expect(index.find(bytes, 1..<bytes.count - 1) == Int32(number))
        }
        #expect(index.find(Array("key 1".utf8), 0..<5) == nil)
        index.set("é", 9)
        #expect(index.find(Array("é".utf8), 0..<2) == 9)
    }

    @Test(arguments: ["A01", "", "12345678", "123456789", "é"]) func knowsItsTexts(_ text: String) {
        let set = TextSet(["A01", "12345678", "123456789", "é", ""])
        let bytes = Array("x\(text)y".utf8)
        #expect(set.contains(bytes, 1..<bytes.count - 1))
        #expect(!set.contains(bytes, 0..<bytes.count))
    }

    @Test func keepsAndForgetsResources() {
        var known = KnownResources()
        // Digests that begin their search at the same place.
        let digests = (0..<600).map { NameBasedIdentifier.Digest(high: $0, low: $0 / 3 << 40 | 5) }
        for (number, digest) in digests.enumerated() { known[digest] = Int32(number) }
        for digest in digests where digest.high.isMultiple(of: 2) { known[digest] = nil }
        for (number, digest) in digests.enumerated() {
            #expect(known[digest] == (number.isMultiple(of: 2) ? nil : Int32(number)))
        }
        known[digests[0]] = 7
        #expect(known[digests[0]] == 7)
    }

    @Test func writesIdentifiersAsText() {
        var text: [UInt8] = []
        NameBasedIdentifier.Digest(high: 0x0123_4567_89AB_5CDE, low: 0x8F01_2345_6789_ABCD).append(to: &text)
        #expect(String(decoding: text, as: UTF8.self) == "01234567-89ab-5cde-8f01-23456789abcd")
    }

    /// The identifiers of the library are those that `uuid5` of the same name would give.
    @Test func digestsAreNameBasedIdentifiers() {
        var text: [UInt8] = []
        NameBasedIdentifier.digest(ofNamespaced: NameBasedIdentifier.shared + Array("a name".utf8)).append(to: &text)
        #expect(
            String(decoding: text, as: UTF8.self)
                == NameBasedIdentifier.version5(namespace: NameBasedIdentifier.shared, name: "a name"))
    }

    /// The layout has the parts of the tree that the accounting goes by, with the same labels and texts.
    @Test(arguments: HL7Samples.names) func layoutIsTheTree(_ name: String) throws {
        let message = try HL7Format().decode(HL7Samples.bytes(of: name))
        let tree = SourceTree(message, dialect: .hl7)
        let layout = MessageLayout(message)
        #expect(layout.nodes.count == tree.nodes.count)
        let read = layout.nodes.indices.map { $0.isMultiple(of: 3) }
        let (marks, nodes) = MessageLayout.Reading(message, layout, read: read, ignoring: []).placed
        for (place, node) in nodes.enumerated() {
            let entry = layout.nodes[place]
            #expect(entry.label == tree.nodes[Int(node)].label)
            if entry.kind == .text {
                #expect(
                    tree.nodes[Int(node)].value
                        == .string(layout.bytes.string(Int(entry.first)..<Int(entry.first + entry.count))))
            } else {
                #expect(layout.children(of: Int32(place)).count == tree.children(of: node).count)
            }
            if read[place] { #expect(marks.isRead(node)) }
        }
    }

    @Test func aTextIsValuedWhenItSaysSomething() {
        let layout = MessageLayout([["segment": "PID", "1": "\"\"", "2": " ", "3": ["", ["4": "x"]], "70": "y"]])
        let segment = layout.nodes[1]
        #expect(segment.isValued)
        #expect([1, 2, 4].allSatisfy { segment.lacks($0) })
        #expect(!segment.lacks(3))
        // Beyond the bits nothing is known.
        #expect(!segment.lacks(71))
    }

    @Test(
        arguments: [
            ("+007.50", "7.50"), ("-0.0", "-0.0"), (" 12 ", "12"), (".5", "0.5"), ("5.", "5"), ("1.2.3", nil),
            ("", nil), (".", nil),
            ("1e5", nil), ("-", nil), ("+-5", "-5"),
        ] as [(String, String?)]) func writesNumbersAsJSON(_ text: String, _ number: String?) throws
    {
        let library = try RuleCompiler.compile([])
        var run = RuleRun(.array([]), library: library, zone: "Z", messageType: "", event: "")
        let given = run.kept(text)
        #expect(run.number(given).map { run.string($0) } == number)
    }

    @Test(arguments: [
        ("HL70203", "http://terminology.hl7.org/CodeSystem/v2-0203"),
        ("hl7-3", "http://terminology.hl7.org/CodeSystem/v2-0003"),
        ("0203", "http://terminology.hl7.org/CodeSystem/v2-0203"), ("203", "urn:id:203"),
        ("1.2.840", "urn:oid:1.2.840"),
        ("1..2", "urn:id:1..2"), ("urn:x:y", "urn:x:y"), ("a: b", "urn:id:a%3A%20b"), ("é", "urn:id:%C3%A9"),
    ]) func addressesSystems(_ name: String, _ address: String) throws {
        let library = try RuleCompiler.compile([])
        var run = RuleRun(.array([]), library: library, zone: "Z", messageType: "", event: "")
        let given = run.kept(name)
        let found = run.systemAddress(named: given)
        #expect(run.string(found) == address)
    }
}
