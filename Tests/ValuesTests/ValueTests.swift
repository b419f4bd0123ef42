import Testing
import Values

@Suite struct ValueTests {
    @Test func equalityIsOfData() {
        #expect(Value.string("\u{E9}") != .string("e\u{301}"))
        #expect(Value.integer(1) != .double(1))
        #expect(Value.decimal(ExactDecimal(checked: "1.10")) == .decimal(ExactDecimal(checked: "1.1")))
        #expect((["a": 1, "b": [true, .null]] as Value) == ["b": [true, .null], "a": 1])
        #expect(([1, 2] as Value) != [2, 1])
        #expect(Value.null != .string(""))
    }

    @Test func equalValuesHashAlike() {
        let pairs: [(Value, Value)] = [
            (["a": 1, "b": 2], ["b": 2, "a": 1]),
            (.decimal(ExactDecimal(checked: "1e3")), .decimal(ExactDecimal(checked: "1000"))),
            ([.bytes([1])], [.bytes([1])]),
        ]
        for (left, right) in pairs {
            #expect(left == right)
            #expect(left.hashValue == right.hashValue)
        }
    }

    @Test func stringsCompareByBytesAtEveryLength() {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<3000 {
            let letters = (0..<Int.random(in: 0...40, using: &random)).map { _ in "abé€😀".randomElement(using: &random)!
            }
            let text = String(letters)
            #expect(text.isIdenticalUTF8(to: String(decoding: Array(text.utf8), as: UTF8.self)))
            var bytes = Array(text.utf8)
            guard let place = bytes.indices.randomElement(using: &random) else { continue }
            if bytes[place] < 0x80 {
                bytes[place] ^= 1
                #expect(!text.isIdenticalUTF8(to: String(decoding: bytes, as: UTF8.self)))
            }
            #expect(!text.isIdenticalUTF8(to: text + "x"))
        }
    }

    @Test func accessorsAnswerOnlyForTheirKind() {
        let value: Value = ["list": [1, "two"], "flag": false]
        #expect(value["list"]?[1] == "two")
        #expect(value["list"]?[2] == nil)
        #expect(value["list"]?["x"] == nil)
        #expect(value["none"] == nil)
        #expect(value["flag"]?.bool == false)
        #expect(value[0] == nil)
        #expect(Value.integer(3).integer == 3)
        #expect(Value.double(3).integer == nil)
        #expect(Value.null.isNull && !value.isNull)
    }

    @Test func everyKindHasAName() {
        let kinds: [Value] = [.null, true, 1, 0.5, .decimal(ExactDecimal(checked: "1")), "", .bytes([]), [], [:]]
        #expect(Set(kinds.map(\.kindName)).count == 7)
    }
}
