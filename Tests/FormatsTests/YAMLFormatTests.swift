import Testing
import Values

@testable import Formats

@Suite struct YAMLFormatTests {
    private func decode(_ text: String, _ options: Object = [:]) throws -> Value {
        try YAMLFormat(FormatOptions(options)).decode(Array(text.utf8))
    }

    @Test(arguments: [
        ("null", "null"), ("~", "null"), ("", "null"), ("true", "true"), ("False", "false"), ("no", "\"no\""),
        ("12", "12"),
        ("+12", "12"), ("012", "12"), ("0x1F", "31"), ("0o17", "15"), ("1.5", "1.5"), (".5", "0.5"), ("1.", "1"),
        ("1.10", "1.10"), ("-0", "-0"), ("1e3", "1e3"), ("123456789012345678901", "123456789012345678901"),
        ("2026-10-01", "\"2026-10-01\""), ("1_000", "\"1_000\""), ("0x", "\"0x\""), ("'1'", "\"1\""),
        ("\"a\\tb\"", "\"a\\tb\""),
        ("!!str 1", "\"1\""), ("!!int '7'", "7"), ("!!binary aGk=", "\"aGk=\""), ("!local x", "\"x\""),
        ("1.2.3", "\"1.2.3\""),
        ("{a: [1, two], b: {c: null}}", "{\"a\":[1,\"two\"],\"b\":{\"c\":null}}"),
        ("a:\n  - 1\n  - x: |\n      l1\n      l2\n", "{\"a\":[1,{\"x\":\"l1\\nl2\\n\"}]}"),
        (
            "a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  k: 3\nc: *x",
            "{\"a\":{\"k\":1,\"l\":2},\"b\":{\"k\":3,\"l\":2},\"c\":{\"k\":1,\"l\":2}}"
        ),
        ("1: a\ntrue: b", "{\"1\":\"a\",\"true\":\"b\"}"),
    ])
    func reads(yaml: String, json: String) throws {
        #expect(try JSONFormat().encode(decode(yaml)) == Array(json.utf8))
    }

    @Test(arguments: [
        ("a: [1,\nb: 2", 3, 1), ("a: 1\n\ta: 2", 2, 1), ("a: 1\nb: 2\na: 3", 1, 1), ("a: *x", 1, 4),
        ("? [a]\n: b", 1, 3),
        ("a: !!int x", 1, 4), ("--- 1\n--- 2", 2, 1), ("a: 'x", 1, 6), ("<<: 1", 1, 1),
    ])
    func refusesAndLocates(yaml: String, line: Int, column: Int) {
        let error = junctionError { _ = try decode(yaml) }
        #expect(error?.code == .malformed)
        #expect(error?.place?.line == line, "\(error?.description ?? "")")
    }

    @Test func readsAllDocumentsWhenAsked() throws {
        #expect(try decode("--- 1\n--- [2]\n", ["documents": "all"]) == [1, [2]])
        let format = try YAMLFormat(FormatOptions(["documents": "all"]))
        #expect(try format.decode(format.encode([["a": 1], "b"])) == [["a": 1], "b"])
    }

    @Test func aliasBombsEndQuickly() {
        var bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
        for level in 1...12 {
            bomb +=
                "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",") + "]\n"
        }
        #expect(junctionError { _ = try decode(bomb) }?.code == .formatLimit)
        #expect(junctionError { _ = try decode(bomb + "? *a12\n: x\n") }?.code == .formatLimit)
        #expect(junctionError { _ = try decode(bomb + "*a12 : x\n") }?.code == .formatLimit)
        #expect(junctionError { _ = try decode(bomb + "[*a12]: x\n") }?.code == .formatLimit)
        #expect(junctionError { _ = try decode(String(repeating: "[", count: 100_000)) } != nil)
        #expect(junctionError { _ = try decode(String(repeating: "- ", count: 5_000)) }?.code == .formatLimit)
    }

    @Test func anythingWrittenReadsBack() throws {
        var maker = ValueMaker(random: SeededGenerator(seed: 11))
        for _ in 0..<400 {
            let value = maker.value(depth: 0)
            let written = try YAMLFormat().encode(value)
            #expect(try YAMLFormat().decode(written) == value, "\(String(decoding: written, as: UTF8.self))")
        }
    }

    @Test(arguments: [
        "no", "1", "1.5", "~", "", " a", "a ", "- x", "a: b", "#c", "2026-01-01", "0x1", "a\nb", "\u{85}", "é", "=",
        "<<", "y", "1:30", ".inf",
    ])
    func quotesWhatCouldBeTakenForSomethingElse(text: String) throws {
        let value = Value.object([text: .string(text)])
        let written = try YAMLFormat().encode(value)
        #expect(written.first == .quote)
        #expect(try YAMLFormat().decode(written) == value)
    }

    /// Found by fuzzing: the parser leaves such a mark out.
    @Test(arguments: ["a: \"\\ufeffb\"", "a: \"\\U0000FEFFb\"", "a: \u{FEFF}b", "['\u{FEFF}b']"])
    func aByteOrderMarkThatBeginsATextIsNotLostInSilence(_ text: String) throws {
        let error = try #require(throws: JunctionError.self) { try YAMLFormat().decode(Array(text.utf8)) }
        #expect(error.code == .malformed)
        #expect(error.place?.line == 1)
    }

    @Test func aByteOrderMarkWithinATextIsKept() throws {
        let value = Value.object(["a": .string("b\u{FEFF}c")])
        #expect(try YAMLFormat().decode(try YAMLFormat().encode(value)) == value)
        let error = #expect(throws: JunctionError.self) { try YAMLFormat().encode(.string("\u{FEFF}c")) }
        #expect(error?.code == .notRepresentable)
    }
}
