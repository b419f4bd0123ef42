import Testing
import Values

@testable import Formats

@Suite struct FormFormatTests {
    private func decode(_ text: String) throws -> Value { try FormFormat().decode(Array(text.utf8)) }
    private func encode(_ value: Value) throws -> String {
        String(decoding: try FormFormat().encode(value), as: UTF8.self)
    }

    @Test func readsAndWrites() throws {
        #expect(
            try decode("a=1&b=x+y%26%C3%A9&a=2&c&&d=&a=3") == ["a": ["1", "2", "3"], "b": "x y&é", "c": "", "d": ""])
        #expect(try decode("") == [:])
        #expect(try decode("=x&a=b=c") == ["": "x", "a": "b=c"])
        let object: Object = ["a b": "é&=", "n": 1, "f": true, "d": 0.5, "l": ["x", 2], "z": .null]
        #expect(try encode(.object(object)) == "a+b=%C3%A9%26%3D&n=1&f=true&d=0.5&l=x&l=2")
    }

    @Test(arguments: [("a=%", 3), ("a=%2", 3), ("a=1&b=%zz", 7), ("a=1&b=%FF", 7)])
    func refusesAndLocates(text: String, column: Int) {
        let error = junctionError { _ = try decode(text) }
        #expect(error?.code == .malformed)
        #expect(error?.place?.column == column)
    }

    @Test func anyTextComesBack() throws {
        var maker = ValueMaker(random: SeededGenerator(seed: 5))
        for _ in 0..<300 {
            let object: Object = ["k" + maker.text(): .string(maker.text()), "other": .string(maker.text())]
            #expect(try FormFormat().decode(FormFormat().encode(.object(object))) == .object(object))
        }
    }

    @Test func refusesWhatAFormCannotHold() {
        #expect(junctionError { _ = try encode([1]) }?.code == .notRepresentable)
        #expect(junctionError { _ = try encode(["a": ["b": 1]]) }?.place?.path == "a")
        #expect(junctionError { _ = try encode(["a": .double(.nan)]) }?.code == .notRepresentable)
    }

    @Test func isLimited() {
        #expect(
            junctionError { _ = try decode((0...10_000).map { "f\($0)=" }.joined(separator: "&")) }?.code
                == .formatLimit)
        #expect(
            junctionError { _ = try FormFormat(FormatOptions(["sizeMost": 3])).decode(Array("a=12".utf8)) }?.code
                == .formatLimit)
    }
}
