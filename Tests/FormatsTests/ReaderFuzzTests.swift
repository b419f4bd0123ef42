import Foundation
import Testing
import Values

@testable import Formats

/// Every reader on documents broken at random, from a fixed seed: it must give a value or a located error, and what it
/// reads it must be able to write so that it reads the same again.
///
/// `JUNCTION_FUZZ_SECONDS` (the soak) goes on for that long instead of the few rounds of every test run, from a new seed.
@Suite struct ReaderFuzzTests {
    private static let seconds = ProcessInfo.processInfo.environment["JUNCTION_FUZZ_SECONDS"].flatMap(Double.init)
    private static let seed = seconds == nil ? 20_261_121 : UInt64.random(in: 0 ... .max)
    private static let roundsMin = 20_000

    /// Small whole documents of each format, to begin from.
    private static let begin: [String: [String]] = [
        "json": [#"{"a":[1,-0.5e3,"é\u00e9\n",null,true],"b":{"c":12345678901234567890}}"#, "[]", "\"x\""],
        "ndjson": ["{\"a\":1}\n[2]\n\"three\"\n"],
        "csv": ["name,age\n\"O\"\"Neill, J\",41\r\nB,\n", "a;b\n1;2\n"], "tsv": ["a\tb\n1\t2\n"],
        "hl7v2": [
            "MSH|^~\\&|A|B|C|D|20261001||ADT^A01|1|P|2.4\rPID|1||1^^^H&x&y~2||Doe^J\\T\\o||\"\"\rZZ1|a~b|c^d&e\r",
            "MSH|^~\\&#|A|||||20261001120000+0100|ADT^A01^ADT_A01|9|P|2.8|||||GBR|UNICODE UTF-8\rNTE|1||x\\.br\\y\\X0D\\\r",
        ],
        "xml": [
            "<?xml version=\"1.0\"?>\n<a x=\"1\"><b/>text &amp; <![CDATA[more]]><!-- c --><c:d xmlns:c=\"u\">é</c:d></a>\n"
        ],
        "yaml": ["a: 1\nb: [x, 'y']\nc:\n  - d: |\n      text\n"], "form": ["a=1&b=%C3%A9&a=2+3"],
        "fhir": ["{\"resourceType\":\"Basic\",\"id\":\"1\"}"], "fhir-xml": [FHIRFormatTests.example],
    ]
    /// What grammars turn on.
    private static let spice = [
        "\"", "\\", "{", "}", "[", "]", ",", ":", "|", "^", "&", "~", "<", ">", "\r", "\n", "\t", "\u{0}", "\u{FEFF}",
        "e", "-",
        "\\u", "\\ud800", "]]>", "<!--", "&#", "MSH|", "1e999999", "0x", "é", "'", "*", "!", "%", "=", ";",
    ]

    @Test(arguments: FormatCatalogue.all.map { $0.name }) func survives(_ name: String) throws {
        let format = try FormatCatalogue.format(named: name)
        let documents = (Self.begin[name] ?? ["a"]).map { Array($0.utf8) }
        var generator = SeededGenerator(seed: Self.seed)
        let until = Self.seconds.map { Date(timeIntervalSinceNow: $0 / Double(FormatCatalogue.all.count)) }
        var round = 0
        while round < Self.roundsMin || until.map({ $0 > Date() }) == true {
            round += 1
            let bytes = Self.broken(documents, &generator)
            do {
                let value = try format.decode(bytes)
                try Self.readsBack(value, format, bytes)
            } catch let error as JunctionError {
                let codes: [ErrorCode] = [.malformed, .formatLimit, .notRepresentable]
                #expect(codes.contains(error.code), "seed \(Self.seed), round \(round): \(error)")
            }
        }
    }

    /// Found by the test above: once a bare second MSH was taken, and written with separators.
    @Test func aBareHeaderIsRefused() throws {
        let bytes = Array("MSH|^~\\&|A\rPID|1\rMSH\r".utf8)
        let error = try #require(throws: JunctionError.self) { try HL7Format(FormatOptions()).decode(bytes) }
        #expect(error.code == .malformed)
    }

    private static func readsBack(_ value: Value, _ format: any Format, _ bytes: [UInt8]) throws {
        let written: [UInt8]
        do { written = try format.encode(value) } catch let error as JunctionError where error.code == .notRepresentable
        {
            return
        }
        let again = try format.decode(written)
        #expect(again == value, "seed \(seed): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }

    private static func broken(_ documents: [[UInt8]], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = documents.randomElement(using: &generator) ?? []
        for _ in 0..<Int.random(in: 1...4, using: &generator) { change(&bytes, documents, &generator) }
        return bytes
    }

    private static func change(_ bytes: inout [UInt8], _ documents: [[UInt8]], _ generator: inout SeededGenerator) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        let end = min(bytes.count, place + Int.random(in: 0...8, using: &generator))
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes.removeSubrange(place..<end)
        case 1: bytes.insert(contentsOf: (spice.randomElement(using: &generator) ?? "").utf8, at: place)
        case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 3: bytes.removeSubrange(place...)
        case 4 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        default: bytes.insert(contentsOf: (documents.randomElement(using: &generator) ?? []).prefix(40), at: place)
        }
    }
}
