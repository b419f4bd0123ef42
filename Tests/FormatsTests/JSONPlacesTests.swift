import Testing
import Values

@testable import Formats

@Suite struct JSONPlacesTests {
    @Test(arguments: [
        ("", 1, 1), ("/b", 2, 7), ("/a", 3, 7), ("/a/0", 3, 9), ("/a/1", 4, 3), ("/a/1/x~1y~0", 4, 21), ("/é\"", 5, 9),
        ("/last", 5, 23), ("/last/0", 5, 24),
    ])
    func pointerHasLineAndColumn(pointer: String, line: Int, column: Int) throws {
        let text = """
            {
             "b": 1,
             "a": [ "x,]",
              {"q": [], "x/y~": true}],
             "é\\"": -1.5, "last": [null]}
            """
        _ = try JSONFormat().decode([UInt8](text.utf8))
        let places = JSONPlaces.places(of: [pointer], in: [UInt8](text.utf8))
        #expect(places == [pointer: Place(line: line, column: column)])
    }

    @Test func whatIsNotThereHasNoPlace() {
        #expect(JSONPlaces.places(of: ["/a/2", "/b", "/a/0/0"], in: [UInt8](#"{"a": [1, 2]}"#.utf8)).isEmpty)
    }

    @Test func recordsAreCounted() {
        let places = JSONPlaces.places(
            of: ["/1/a", "/2"], in: [UInt8]("{\"a\":1}\n{\"b\":1, \"a\":2}\n7\n".utf8), records: true)
        #expect(places == ["/1/a": Place(line: 2, column: 13), "/2": Place(line: 3, column: 1)])
    }

    /// Each value of a random document, found in its text, is the value that its pointer leads to.
    @Test(arguments: 0..<50)
    func everyValueIsFound(seed: UInt64) throws {
        var maker = ValueMaker(random: SeededGenerator(seed: seed))
        let document = maker.value(depth: 0)
        let text = try JSONFormat().encode(document)
        var expected: [String: Value] = [:]
        Self.collect(document, "", into: &expected)
        let places = JSONPlaces.places(of: expected.keys, in: text)
        #expect(places.count == expected.count)
        for (pointer, value) in expected {
            let column = try #require(places[pointer]?.column)
            let rest = String(decoding: text, as: UTF8.self).unicodeScalars.dropFirst(column - 1)
            let written = String(decoding: try JSONFormat().encode(value), as: UTF8.self)
            #expect(String(String.UnicodeScalarView(rest)).hasPrefix(written), "\(pointer)")
        }
    }

    private static func collect(_ value: Value, _ pointer: String, into result: inout [String: Value]) {
        result[pointer] = value
        switch value {
        case .array(let elements):
            for (index, element) in elements.enumerated() { collect(element, "\(pointer)/\(index)", into: &result) }
        case .object(let members):
            for member in members {
                let token = member.key.replacing("~", with: "~0").replacing("/", with: "~1")
                collect(member.value, "\(pointer)/\(token)", into: &result)
            }
        default: break
        }
    }
}
