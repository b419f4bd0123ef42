import Formats
import Testing
import Values

@testable import Flows

struct MessagePathTests {
    private static let order: Value = [
        "id": 7, "lines": [["sku": "a", "count": 2], ["sku": "b", "count": 1.5]], "paid": true, "note": .null,
        "tags": ["x", "y"],
    ]

    @Test(arguments: [
        ("id", "7"), ("$.id", "7"), ("lines[0].sku", "a"), ("lines[1].count", "1.5"), ("lines[*].sku", "a"),
        ("paid", "true"), ("note", nil), ("lines", nil), ("missing.deeper", nil), ("lines[9].sku", nil),
        ("tags[1]", "y"),
    ])
    func findsOneText(path: String, expected: String?) throws {
        #expect(try MessagePath(path, isHL7: false).text(in: Self.order) == expected)
    }

    @Test(arguments: [
        ("lines", 2), ("lines[*]", 2), ("lines[*].sku", 2), ("tags", 2), ("id", 1), ("missing", 0), ("$", 1),
    ])
    func dividesADocument(path: String, count: Int) throws {
        #expect(try MessagePath(path, isHL7: false).messages(in: Self.order).count == count)
    }

    @Test func aListAtTheTopIsDividedToo() throws {
        #expect(try MessagePath("[*]", isHL7: false).messages(in: [1, 2, 3]) == [1, 2, 3])
        #expect(try MessagePath("[1]", isHL7: false).text(in: ["a", "b"]) == "b")
    }

    @Test(arguments: ["a[", "a[x]", "a[-1]", "a[1", "[]"])
    func whatIsNoPathIsRefused(path: String) {
        let error = #expect(throws: JunctionError.self) { _ = try MessagePath(path, isHL7: false) }
        #expect(error?.code == .pointUnusable)
        #expect(error?.remedy.contains("PID-3.1") == true)
    }

    @Test func segmentsOfHL7() throws {
        let message = try HL7Format().decode(Array("MSH|^~\\&|A\rOBX|1||h\rOBX|2||w".utf8))
        #expect(try MessagePath("OBX-3", isHL7: true).text(in: message) == "h")
        #expect(try MessagePath("OBX[*]", isHL7: true).messages(in: message).count == 2)
    }
}
