import Testing
import Values

@testable import Formats

@Suite struct FixedWidthFormatTests {
    private let payments: FixedWidthFormat

    init() throws {
        payments = try FixedWidthFormat(
            FormatOptions([
                "layout": [
                    ["name": "sortCode", "width": 6],
                    ["name": "amount", "width": 8, "align": "right", "fill": "0", "type": "integer"],
                    ["name": "payee", "width": 5],
                ]
            ]))
    }

    @Test func readsAndWrites() throws {
        let text = "20304000001250SMITH\r\n20304100000000É\n\n204050\n"
        let rows: Value = [
            ["sortCode": "203040", "amount": 1250, "payee": "SMITH"],
            ["sortCode": "203041", "amount": 0, "payee": "É"],
            ["sortCode": "204050", "amount": .null, "payee": ""],
        ]
        #expect(try payments.decode(Array(text.utf8)) == rows)
        #expect(
            String(decoding: try payments.encode(rows), as: UTF8.self)
                == "20304000001250SMITH\n20304100000000É    \n20405000000000     \n")
    }

    @Test func tellsKindsOfLine() throws {
        let format = try FixedWidthFormat(
            FormatOptions([
                "layout": [
                    "H": [["name": "kind", "width": 1], ["name": "date", "width": 8]],
                    "D": [["name": "kind", "width": 1], ["name": "value", "width": 3, "align": "right"]],
                ], "crlf": true,
            ]))
        let text = "H20261001\r\nD  7\r\nD 12\r\n"
        let rows: Value = [
            ["kind": "H", "date": "20261001"], ["kind": "D", "value": "7"], ["kind": "D", "value": "12"],
        ]
        #expect(try format.decode(Array(text.utf8)) == rows)
        #expect(try format.encode(rows) == Array(text.utf8))
        #expect(junctionError { _ = try format.decode(Array("H1\nX2".utf8)) }?.place?.line == 2)
        #expect(junctionError { _ = try format.encode([["kind": "X"]]) }?.code == .notRepresentable)
    }

    @Test(arguments: [
        ("2030400000x250SMITH", 1, 7, "amount"), ("203040\n20304000001250SMITHS", 2, 20, nil),
    ])
    func refusesAndLocates(text: String, line: Int, column: Int, path: String?) {
        let error = junctionError { _ = try payments.decode(Array(text.utf8)) }
        #expect(error?.place == Place(line: line, column: column, path: path))
    }

    @Test func cutsNothingOff() {
        #expect(junctionError { _ = try payments.encode([["sortCode": "2030401"]]) }?.place?.path == "sortCode")
        #expect(junctionError { _ = try payments.encode([["sortCode": "1\n"]]) }?.code == .notRepresentable)
        #expect(junctionError { _ = try payments.encode([["other": "1"]]) }?.place?.path == "other")
        #expect(junctionError { _ = try payments.encode([["payee": [1]]]) }?.code == .notRepresentable)
    }

    @Test func layoutsAreChecked() {
        for layout: Value in [
            [["name": "a"]], [["name": "a", "width": 0]], [["name": "a", "width": 1, "x": 1]], "a", [:], ["H": 1],
            ["H": []],
            [["name": "a", "width": 1], ["name": "a", "width": 1]], [["name": "a", "width": 1, "fill": "é"]],
        ] {
            #expect(
                junctionError { _ = try FixedWidthFormat(FormatOptions(["layout": layout])) }?.code == .formatOption)
        }
        #expect(
            junctionError { _ = try FixedWidthFormat(FormatOptions()).decode(Array("abc".utf8)) }?.code == .malformed)
    }
}
