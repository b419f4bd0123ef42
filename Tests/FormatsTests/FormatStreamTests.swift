import Testing
import Values

@testable import Formats

@Suite struct FormatStreamTests {
    private func convert(
        _ bytes: [UInt8], _ from: String, _ to: String, piece: Int,
        transform: @escaping (Value) throws -> Value? = { $0 }
    ) throws -> [UInt8] {
        var stream = FormatStream(
            from: try FormatCatalogue.format(named: from), to: try FormatCatalogue.format(named: to),
            transform: transform)
        var output: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: piece) {
            try stream.feed(Array(bytes[start..<min(start + piece, bytes.count)]), into: &output)
        }
        try stream.finish(into: &output)
        return output
    }

    private static let documents: [(String, String)] = [
        ("csv", "a,b\r\n1,x\r\n2,\"y\r\n\"\"z\"\"\"\r\n"), ("tsv", "a\tb\n1\tx\n"),
        ("json", " [ {\"a\":1,\"b\":\"],[\\\"\"} ,\n{\"a\":2,\"b\":[1,{}]}]\n"),
        ("json", "{\"a\":[1,2]}"), ("json", "[]"), ("json", "[1]"), ("json", "  12"),
        ("ndjson", "{\"a\":1}\n\n{\"a\":2}\r\n3"), ("ndjson", ""),
        ("yaml", "- a: 1\n- a: 2\n"), ("xml", "<a><b>1</b><b>2</b></a>"), ("form", "a=1&b=2"),
        ("hl7v2", "MSH|^~\\&|A\rPID|1\r"),
    ]

    @Test(arguments: documents, [1, 2, 3, 7, 1000])
    func givesWhatDecodingAndEncodingTheWholeGives(document: (String, String), piece: Int) throws {
        let (from, text) = document
        let bytes = Array(text.utf8)
        let value = try FormatCatalogue.format(named: from).decode(bytes)
        for to in ["json", "ndjson", "yaml"] {
            let whole = try FormatCatalogue.format(named: to).encode(value)
            #expect(try convert(bytes, from, to, piece: piece) == whole, "\(from) to \(to)")
        }
    }

    @Test func transformsAndLeavesOut() throws {
        let output = try convert(Array("[1,2,3]".utf8), "json", "ndjson", piece: 2) { value in
            value == 2 ? nil : ["n": value]
        }
        #expect(output == Array("{\"n\":1}\n{\"n\":3}\n".utf8))
    }

    private static let broken: [(from: String, text: String, line: Int, column: Int?)] = [
        ("json", "[1,\n {\"a\": tru}]", 2, 8), ("json", "[1,]", 1, 4), ("json", "[1 2]", 1, 4), ("json", "[1", 1, 3),
        ("json", "[1]x", 1, 4), ("ndjson", "1\n2\n[", 3, 2), ("csv", "a,b\n1,2\n3\n", 3, nil),
    ]

    @Test(arguments: broken)
    func locatesAsReadingTheWholeDoes(broken: (from: String, text: String, line: Int, column: Int?)) {
        for piece in [1, 3, 100] {
            let place = junctionError { _ = try convert(Array(broken.text.utf8), broken.from, "ndjson", piece: piece) }?
                .place
            #expect(place?.line == broken.line)
            if let column = broken.column { #expect(place?.column == column) }
        }
    }

    @Test func saysWhetherMemoryIsFlat() throws {
        func isFlat(_ from: String, _ to: String) throws -> Bool {
            FormatStream(from: try FormatCatalogue.format(named: from), to: try FormatCatalogue.format(named: to))
                .isFlat
        }
        #expect(try isFlat("csv", "ndjson"))
        #expect(try isFlat("json", "csv"))
        #expect(try isFlat("csv", "yaml"))
        #expect(try !isFlat("yaml", "csv"))
    }

    @Test func oneRecordIsBounded() throws {
        let small = try FormatCatalogue.format(named: "json", options: ["sizeMost": 1000])
        var stream = FormatStream(from: small, to: NDJSONFormat())
        var output: [UInt8] = []
        try stream.feed(Array("[\"".utf8), into: &output)
        let error = junctionError {
            for _ in 0..<100 { try stream.feed([UInt8](repeating: 0x61, count: 100), into: &output) }
        }
        #expect(error?.code == .formatLimit)
    }

    /// Formats whose records are told by an option, in whatever pieces they arrive.
    @Test(arguments: [1, 2, 3, 5, 1000])
    func recordsOfYAMLAndHL7(piece: Int) throws {
        let yaml = "%YAML 1.2\n---\na: |\n  x\n  y\n...\n# between\n---\n- 1\n--- 2\n---\n\"a\n b\"\n"
        let documents: Value = [["a": "x\ny\n"], [1], 2, "a b"]
        try expect("yaml", ["documents": "all"], yaml, documents, piece)
        let one = "MSH|^~\\&|A\rPID|1\r"
        let batch = "FHS|^~\\&|X\rBHS|^~\\&|Y\r\(one)MSH*:~\\&*B\r\nPID*2\rBTS|2\rFTS|1\r"
        let messages: Value = [
            [["segment": "MSH", "1": "|", "2": "^~\\&", "3": "A"], ["segment": "PID", "1": "1"]],
            [["segment": "MSH", "1": "*", "2": ":~\\&", "3": "B"], ["segment": "PID", "1": "2"]],
        ]
        try expect("hl7v2", ["messages": "all"], batch, messages, piece)
        let written = try FormatCatalogue.format(named: "hl7v2", options: ["messages": "all"]).encode(messages)
        try expect("hl7v2", ["messages": "all"], String(decoding: written, as: UTF8.self), messages, piece)
    }

    private func expect(_ name: String, _ options: Object, _ text: String, _ wanted: Value, _ piece: Int) throws {
        let format = try FormatCatalogue.format(named: name, options: options)
        #expect(try format.decode(Array(text.utf8)) == wanted)
        var reader = format.recordReader()
        var records: [Value] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: piece) {
            reader.feed(Array(bytes[start..<min(start + piece, bytes.count)]))
            while let record = try reader.next() { records.append(record) }
        }
        reader.finish()
        while let record = try reader.next() { records.append(record) }
        #expect(Value.array(records) == wanted)
    }

    @Test func locatesWithinStreams() throws {
        func place(_ name: String, _ options: Object, _ text: String) throws -> Place? {
            var reader = try FormatCatalogue.format(named: name, options: options).recordReader()
            reader.feed(Array(text.utf8))
            reader.finish()
            return junctionError { while try reader.next() != nil {} }?.place
        }
        #expect(try place("yaml", ["documents": "all"], "a: 1\n---\nb: 2\n---\nc: [\n")?.line ?? 0 >= 5)
        let hl7 = try place("hl7v2", ["messages": "all"], "MSH|^~\\&|A\rPID|1\rMSH|^~\\&|B\rX\r")
        #expect(hl7?.line == 4)
        #expect(hl7?.path?.hasPrefix("message 2, segment 2") == true)
    }
}
