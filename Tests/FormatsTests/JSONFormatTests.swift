import Testing
import Values

@testable import Formats

@Suite struct JSONFormatTests {
    private func decode(_ text: String, _ format: JSONFormat = JSONFormat()) throws -> Value {
        try format.decode(Array(text.utf8))
    }

    private func encode(_ value: Value, pretty: Bool = false) throws -> String {
        var format = JSONFormat()
        format.pretty = pretty
        return String(decoding: try format.encode(value), as: UTF8.self)
    }

    @Test(arguments: [
        ("0", Value.integer(0)), ("-1", .integer(-1)), ("9223372036854775807", .integer(.max)),
        ("-9223372036854775808", .integer(.min)),
        ("9223372036854775808", .decimal(ExactDecimal(checked: "9223372036854775808"))),
        ("-0", .decimal(ExactDecimal(checked: "-0"))),
        ("0.1", .double(0.1)), ("-12.75", .double(-12.75)), ("0.00001", .double(0.00001)),
        ("123456789.012345", .double(123456789.012345)),
        ("123456789.0123456", .decimal(ExactDecimal(checked: "123456789.0123456"))),
        ("1.10", .decimal(ExactDecimal(checked: "1.10"))), ("1e3", .decimal(ExactDecimal(checked: "1e3"))),
        ("0.00000000000000000000000001", .decimal(ExactDecimal(checked: "0.00000000000000000000000001"))),
    ])
    func keepsNumbers(text: String, expected: Value) throws {
        let value = try decode(text)
        #expect(value == expected)
        #expect(try encode(value) == text)
    }

    @Test func numbersOfAnyShapePrintBackUnchanged() throws {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<5000 {
            let whole = String(
                (0..<Int.random(in: 1...22, using: &random)).map { _ in "0123456789".randomElement(using: &random)! })
            var text = (Bool.random(using: &random) ? "-" : "") + (whole.first == "0" ? "0" : whole)
            if Bool.random(using: &random) {
                text +=
                    "."
                    + String(
                        UInt64.random(in: 0...UInt64.max, using: &random) >> UInt64.random(in: 0..<64, using: &random))
            }
            if Int.random(in: 0..<4, using: &random) == 0 { text += "E-\(Int.random(in: 0...400, using: &random))" }
            #expect(try encode(decode(text)) == text)
        }
    }

    @Test(arguments: [
        (5.0, "5"), (-0.0, "-0"), (1e20, "100000000000000000000"), (1e21, "1e+21"), (1.5e-7, "0.00000015"),
        (0.1, "0.1"), (-2.5e-10, "-0.00000000025"), (12345678901234567890.0, "12345678901234567000"),
    ])
    func writesDoubles(number: Double, expected: String) throws {
        let text = try encode(.double(number))
        #expect(text == expected)
        #expect(Double(text) == number)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func refusesNumbersThatAreNotFinite(number: Double) {
        #expect(junctionError { _ = try JSONFormat().encode(.double(number)) }?.code == .notRepresentable)
    }

    @Test func readsEscapes() throws {
        #expect(try decode(#""a\"\\\/\b\f\n\r\té😀\u0000z""#) == .string("a\"\\/\u{8}\u{C}\n\r\té😀\0z"))
        #expect(try encode(.string("\"\\\n\u{1}é😀\u{1F}")) == #""\"\\\n\u0001é😀\u001f""#)
    }

    @Test func writesPretty() throws {
        let value: Value = ["b": [1, ["x": .null]], "a": [], "c": [:]]
        #expect(
            try encode(value, pretty: true)
                == """
                {
                  "b": [
                    1,
                    {
                      "x": null
                    }
                  ],
                  "a": [],
                  "c": {}
                }

                """)
        #expect(try encode(value) == #"{"b":[1,{"x":null}],"a":[],"c":{}}"#)
    }

    @Test func writesBytesAsBase64() throws {
        #expect(try encode(.bytes(Array("hello".utf8))) == #""aGVsbG8=""#)
    }

    @Test(arguments: [
        ("{\"entry\": [1,\n  {\"res ource\": {\"id\": tru}}]}", 2, 24, "$.entry[1]['res ource'].id"),
        ("[1, 2,\r\n3,, 4]", 2, 3, "$[3]"),
        ("\"é\u{1}\"", 1, 3, nil),
        ("[1] x", 1, 5, nil),
        ("[\"\\ud800\"]", 1, 3, "$[0]"),
    ])
    func locates(text: String, line: Int, column: Int, path: String?) {
        let place = junctionError { _ = try decode(text) }?.place
        #expect(place?.line == line)
        #expect(place?.column == column)
        #expect(place?.path == path)
    }

    @Test func locatesBytesThatAreNotUTF8() {
        let error = junctionError {
            _ = try JSONFormat().decode(Array("[\"ab".utf8) + [0xC0, 0x80] + Array("\"]".utf8))
        }
        #expect(error?.place?.column == 5)
    }

    @Test func ofRepeatedKeysTheLastStandsAndTheyAreReported() throws {
        var repeats: [Place] = []
        let text = Array("{\"a\":1,\n \"b\":0,\"a\":2}".utf8)
        #expect(try JSONFormat().decode(text.span, repeats: &repeats) == ["a": 2, "b": 0])
        #expect(repeats == [Place(line: 2, column: 8, path: "$")])
        let keys = (0..<100).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
        #expect(try decode("{\(keys),\"k7\":true}")["k7"] == true)
        // Canonically equivalent, yet different bytes: two keys.
        #expect(try decode("{\"\u{E9}\":1,\"e\u{301}\":2}").object?.count == 2)
    }

    @Test func repeatedKeysAreRefusedWhenAsked() throws {
        var format = JSONFormat()
        format.duplicateKeys = .refuse
        let keys = (0..<100).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
        #expect(try decode("{\(keys)}", format).object?.count == 100)
        #expect(junctionError { _ = try decode("{\(keys),\"k99\":true}", format) }?.code == .malformed)
        #expect(junctionError { _ = try decode("{\"a\":1,\"a\":1}", format) }?.place?.column == 8)
    }

    @Test func depthIsLimitedBothWays() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        let deepest = try decode(nested(512))
        #expect(try encode(deepest) == nested(512))
        #expect(junctionError { _ = try decode(nested(513)) }?.code == .formatLimit)
        #expect(junctionError { _ = try encode(.array([deepest])) }?.code == .formatLimit)
        #expect(junctionError { _ = try decode(String(repeating: "[{\"a\":", count: 100_000)) }?.code == .formatLimit)
    }

    @Test func sizeIsLimited() throws {
        let format = try JSONFormat(FormatOptions(["sizeMost": 10]))
        #expect(try decode("\"12345678\"", format) == "12345678")
        #expect(junctionError { _ = try decode("\"123456789\"", format) }?.code == .formatLimit)
    }

    @Test func ndjsonIsAnArrayOfLines() throws {
        let bytes = Array("{\"a\":1}\r\n\n[2]\n\"x\"".utf8)
        let value = try NDJSONFormat().decode(bytes)
        #expect(value == [["a": 1], [2], "x"])
        #expect(try NDJSONFormat().encode(value) == Array("{\"a\":1}\n[2]\n\"x\"\n".utf8))
        let error = junctionError { _ = try NDJSONFormat().decode(Array("1\n\n[2\n3]\n".utf8)) }
        #expect(error?.place?.line == 3)
        #expect(try NDJSONFormat().decode([]) == [])
    }

    /// The quick way of writing numbers gives what the careful one does.
    @Test func numbersAreWrittenShortest() throws {
        var random = SeededGenerator(seed: 3)
        var numbers: [Double] = [
            0, -0.0, 0.1, 0.5, 1.5, -2.25, 99_999_999_999, 1e11, 1e20, 0.0001, 0.00001, 1.0 / 3, 123.4567,
            .leastNonzeroMagnitude,
        ]
        for _ in 0..<20_000 {
            numbers.append(Double(Int.random(in: -1_000_000...1_000_000, using: &random)) / 10_000)
            numbers.append(Double.random(in: -1e12...1e12, using: &random))
        }
        for number in numbers {
            let text = String(decoding: try JSONFormat().encode(.double(number)), as: UTF8.self)
            #expect(text == PlainNumber.text(number))
        }
        for number in [Int64.min, -1, 0, 9, 10, 99, 100, 999_999_999_999_999_999, 1_000_000_000_000_000_000, .max] {
            #expect(String(decoding: try JSONFormat().encode(.integer(number)), as: UTF8.self) == String(number))
        }
    }

    /// Objects that are nearly alike, as the reader expects them, and keys that repeat among them.
    @Test func objectsThatAreAlikeAreReadEachAsItIs() throws {
        func decode(_ text: String) throws -> Value { try JSONFormat().decode(Array(text.utf8)) }
        let long = String(repeating: "k", count: 20)
        let value = try decode(
            "[{\"a\":1,\"\(long)\":2},{\"a\":3,\"\(long)\":4},{\"\(long)\":5,\"a\":6},{\"a\":7},{\"a\":8,\"b\":9,\"\(long)\":0}]"
        )
        #expect(
            value == [
                ["a": 1, .init(long): 2], ["a": 3, .init(long): 4], ["a": 6, .init(long): 5], ["a": 7],
                ["a": 8, "b": 9, .init(long): 0],
            ])
        #expect(value[2]?.object?.members.first?.key == long)
        #expect(try decode(#"[{"a":1,"b":2},{"b":1,"b":2}]"#)[1] == ["b": 2])
        #expect(try decode(#"[{"a":1,"b":2},{"a":1,"b":2,"a":3}]"#)[1] == ["a": 3, "b": 2])
        var repeats: [Place] = []
        _ = try JSONFormat().decode(
            Array(#"[{"a":1,"b":2},{"b":1,"b":2},{"a":1,"b":2,"a":3}]"#.utf8).span, repeats: &repeats)
        #expect(repeats.map(\.column) == [23, 43])
        #expect(junctionError { _ = try decode(#"[{"a\"b":1},{"a"b":1}]"#) }?.code == .malformed)
        #expect(try decode(#"[{"a\u0062":1},{"ab":1},{"a\u0062":1,"ab":2}]"#)[2] == ["ab": 2])
        let many = (0..<100).map { "\"k\($0 % 60)\":\($0)" }.joined(separator: ",")
        let large = try decode("[{\(many)},{\(many)}]")
        #expect(large[0]?.object?.count == 60 && large[0] == large[1])
        #expect(large[1]?["k59"] == 59 && large[1]?["k39"] == 99)
    }
}
