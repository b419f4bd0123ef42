import Testing
import Values

@testable import Formats

@Suite struct CSVFormatTests {
    private func decode(_ text: String, _ options: Object = [:]) throws -> Value {
        try CSVFormat(FormatOptions(options)).decode(Array(text.utf8))
    }

    private func encode(_ value: Value, _ options: Object = [:]) throws -> String {
        String(decoding: try CSVFormat(FormatOptions(options)).encode(value), as: UTF8.self)
    }

    private static let spectrum = Fixtures.names(in: "csv-spectrum/csvs", suffix: ".csv").map { String($0.dropLast(4)) }

    @Test func spectrumIsThere() { #expect(Self.spectrum.count == 12) }

    @Test(arguments: spectrum)
    func meansWhatTheSpectrumSays(name: String) throws {
        let value = try CSVFormat().decode(Fixtures.bytes("csv-spectrum/csvs/\(name).csv"))
        let expected = try JSONFormat().decode(Fixtures.bytes("csv-spectrum/json/\(name).json"))
        if name == "location_coordinates" {
            // The suite's JSON is its one row, with another telephone number than its CSV has.
            for column in ["Location Coordinates", "Cities", "Counties"] {
                #expect(value[0]?[column] == expected[column])
            }
        } else {
            #expect(value == expected)
        }
        #expect(try CSVFormat().decode(CSVFormat().encode(value)) == value)
    }

    @Test(arguments: ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n"])
    func acceptsLineEnds(end: String) throws {
        let rows: Value = [["a": "1", "b": "x\r\ny"], ["a": "2", "b": ""]]
        #expect(try decode(["a,b", "1,\"x\r\ny\"", "2,"].joined(separator: end)) == rows)
        #expect(try decode("\u{FEFF}" + ["a,b", "1,\"x\r\ny\"", "2,", ""].joined(separator: end)) == rows)
    }

    @Test func readsDialects() throws {
        #expect(try decode("a;b\n'x;''y';2", ["delimiter": ";", "quote": "'"]) == [["a": "x;'y", "b": "2"]])
        #expect(try decode("\"x\ty\n", ["delimiter": "tab", "quote": "", "header": false]) == [["\"x", "y"]])
        #expect(try decode("1,2\n3", ["header": false]) == [["1", "2"], ["3"]])
        #expect(try decode(" a , b\n \"x \" ,\ty z ", ["trim": true]) == [["a": "x ", "b": "y z"]])
        #expect(try TSVFormat(FormatOptions()).decode(Array("a\tb\n1\t\"2\t3\"".utf8)) == [["a": "1", "b": "2\t3"]])
        #expect(try decode("a,b\n5\" pipe,6") == [["a": "5\" pipe", "b": "6"]])
    }

    @Test func namesEveryColumn() throws {
        #expect(
            try decode("a,,a,a_2\n1,2,3,4").array?.first?.object.map { Array($0.keys) }
                == ["a", "column_2", "a_2", "a_2_2"])
    }

    @Test func raggedRowsAreRefusedOrFilled() throws {
        let error = junctionError { _ = try decode("a,b\n1,2\n\n3\n") }
        #expect(error?.place?.line == 4)
        #expect(error?.place?.path == "row 3")
        #expect(
            try decode("a,b\n1\n1,2,3\n", ["raggedRows": "fill"])
                == [["a": "1", "b": ""], ["a": "1", "b": "2", "column_3": "3"]])
    }

    @Test(arguments: [
        ("utf-8", Array("é€".utf8)), ("iso-8859-15", [0xE9, 0xA4]), ("windows-1252", [0xE9, 0x80]),
    ])
    func readsAndWritesCharacterSets(charset: String, bytes: [UInt8]) throws {
        let format = try CSVFormat(FormatOptions(["charset": .string(charset), "header": false]))
        #expect(try format.decode(bytes) == [["é€"]])
        #expect(try format.encode([["é€"]]) == bytes + [13, 10])
    }

    @Test func refusesWhatACharacterSetHasNot() throws {
        #expect(junctionError { _ = try encode([["é"]], ["charset": "us-ascii"]) }?.code == .notRepresentable)
        let error = junctionError { _ = try CSVFormat().decode(Array("a,b\n1,x".utf8) + [0xFF]) }
        #expect(error?.place == Place(line: 2, column: 4, path: "row 2, cell 2 (b)"))
        #expect(
            junctionError { _ = try CSVFormat().decode([0xFF, 0xFE, 0x61, 0]) }?.message.contains("UTF-16") == true)
    }

    @Test(arguments: [
        ("a,b\n1,\"x", 2, 3, "row 2, cell 2 (b)"), ("a,b\n\"x\ny\"z,2", 3, 3, "row 2, cell 1 (a)"),
        ("a,\"b\"c\n", 1, 6, "row 1, cell 2"),
    ])
    func locates(text: String, line: Int, column: Int, path: String) {
        #expect(junctionError { _ = try decode(text) }?.place == Place(line: line, column: column, path: path))
    }

    @Test func rowsAreLimited() throws {
        let options: Object = ["rowSizeMost": 10]
        #expect(junctionError { _ = try decode("a\n12345678901\n", options) }?.code == .formatLimit)
        #expect(junctionError { _ = try decode("a\n\"12345678901\n", options) } != nil)
        #expect(try decode("a\n1234567890\n", options).array?.count == 1)
        let wide = String(repeating: ",", count: 20_000)
        #expect(junctionError { _ = try decode(wide) }?.code == .formatLimit)
    }

    @Test func writes() throws {
        let object: Object = ["a": 1, "b": 0.5, "c": true, "d": .null, "e": "x,\"y\"\n", "f": " z"]
        #expect(try encode([.object(object)]) == "a,b,c,d,e,f\r\n1,0.5,true,,\"x,\"\"y\"\"\n\",\" z\"\r\n")
        #expect(try encode([["a": "1"], ["b": "2"]], ["crlf": false]) == "a,b\n1,\n,2\n")
        #expect(try encode([["1", "2"], [""]]) == "1,2\r\n\"\"\r\n")
        #expect(try encode([["a": "1"]], ["quoteAll": true, "bom": true, "crlf": false]) == "\u{FEFF}\"a\"\n\"1\"\n")
        #expect(try encode([]) == "")
        #expect(junctionError { _ = try encode([["a": ["b": 1]]]) }?.place?.path == "row 1")
        #expect(junctionError { _ = try encode([["a": "x;y"]], ["delimiter": ";", "quote": ""]) } != nil)
        #expect(junctionError { _ = try encode([["a": "x"], ["y"]]) } != nil)
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("@x", "'@x"), ("+44 20", "'+44 20"), ("-5", "-5"), ("-5.20", "-5.20"), ("-x", "'-x"),
        ("a=1", "a=1"),
    ])
    func guardsAgainstFormulas(text: String, expected: String) throws {
        #expect(try encode([[.string(text)]], ["guardFormulas": true]) == expected + "\r\n")
        #expect(try encode([[.string(text)]]) == text + "\r\n")
    }

    @Test func optionsAreChecked() {
        for options: Object in [
            ["delimiter": "ab"], ["delimiter": "\n"], ["delimiter": "\""], ["charset": "klingon"],
            ["raggedRows": "maybe"],
        ] {
            #expect(junctionError { _ = try CSVFormat(FormatOptions(options)) }?.code == .formatOption)
        }
    }

    @Test func columnsNamePickAndOrder() throws {
        func decode(_ text: String, _ options: Object) throws -> Value {
            try CSVFormat(FormatOptions(options)).decode(Array(text.utf8))
        }
        #expect(try decode("1,2\n", ["header": false, "columns": "a, b"]) == [["a": "1", "b": "2"]])
        #expect(try decode("a,b,c\n1,2,3\n", ["columns": ["c", "a"]]) == [["c": "3", "a": "1"]])
        let lacking = junctionError { _ = try decode("a\n1\n", ["columns": "b"]) }
        #expect(lacking?.place == Place(line: 1, column: 1, path: "b"))
        #expect(junctionError { _ = try decode("", ["columns": "a,a"]) }?.code == .formatOption)
        let writer = try CSVFormat(FormatOptions(["columns": "b,a", "crlf": false]))
        #expect(try writer.encode([["a": 1], ["b": 2]]) == Array("b,a\n,1\n2,\n".utf8))
        #expect(junctionError { _ = try writer.encode([["z": 1]]) }?.code == .notRepresentable)
    }

    /// UTF-16 as spreadsheets save it, and an encoding that only the system knows, in pieces that cut characters.
    @Test(arguments: ["utf-16", "UTF-16LE", "EUC-JP", "Shift_JIS"], [1, 3, 1000])
    func readsCharsetsOfTheSystem(name: String, piece: Int) throws {
        let bytes: [UInt8] =
            switch name {
            case "utf-16": [0xFE, 0xFF, 0, 0x61, 0, 0x0A, 0x65, 0xE5, 0, 0x0A]
            case "UTF-16LE": [0x61, 0, 0x0A, 0, 0xE5, 0x65, 0x0A, 0]
            case "EUC-JP": [0x61, 0x0A, 0xC6, 0xFC, 0x0A]
            default: [0x61, 0x0A, 0x93, 0xFA, 0x0A]
            }
        var reader = try CSVFormat(FormatOptions(["charset": .string(name)])).makeReader()
        var rows: [Value] = []
        for start in stride(from: 0, to: bytes.count, by: piece) {
            reader.feed(Array(bytes[start..<min(start + piece, bytes.count)]))
            while let row = try reader.next() { rows.append(row) }
        }
        reader.finish()
        while let row = try reader.next() { rows.append(row) }
        #expect(rows == [["a": "日"]])
        var cut = try CSVFormat(FormatOptions(["charset": .string(name)])).makeReader()
        cut.feed(Array(bytes.dropLast(name.lowercased().hasPrefix("utf") ? 3 : 2)))
        cut.finish()
        #expect(junctionError { while try cut.next() != nil {} }?.code == .malformed)
    }
}
