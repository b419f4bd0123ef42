import Testing
import Values

@testable import Formats

@Suite struct AvroFormatTests {
    private func format(_ schema: String, codec: String = "null") throws -> AvroFormat {
        try AvroFormat(FormatOptions(["schema": .string(schema), "codec": .string(codec)]))
    }

    @Test(arguments: ["weather", "weather-deflate", "weather-snappy"])
    func readsOthersFiles(name: String) throws {
        let expected = try NDJSONFormat().decode(Fixtures.bytes("avro/weather.json"))
        #expect(try AvroFormat().decode(Fixtures.bytes("avro/\(name).avro")) == expected)
    }

    @Test func readsSortedAndOddFiles() throws {
        #expect(try AvroFormat().decode(Fixtures.bytes("avro/weather-sorted.avro")).array?.count == 5)
        #expect(try AvroFormat().decode(Fixtures.bytes("avro/syncInMeta.avro")).array?.isEmpty == false)
        let error = junctionError { _ = try AvroFormat().decode(Fixtures.bytes("avro/weather-zstd.avro")) }
        #expect(error?.place?.path == "avro.codec")
    }

    private static let everything = """
        {"type":"record","name":"a.All","fields":[
        {"name":"n","type":"null"},{"name":"b","type":"boolean"},{"name":"i","type":"int"},{"name":"l","type":"long"},
        {"name":"f","type":"float"},{"name":"d","type":"double"},{"name":"y","type":"bytes"},{"name":"s","type":"string"},
        {"name":"a","type":{"type":"array","items":"int"}},{"name":"m","type":{"type":"map","values":"string"}},
        {"name":"u","type":["null","string",{"type":"record","name":"Inner","fields":[{"name":"x","type":"int"}]}]},
        {"name":"e","type":{"type":"enum","name":"E","symbols":["A","B"]}},{"name":"x","type":{"type":"fixed","name":"F","size":2}},
        {"name":"c","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},
        {"name":"t","type":{"type":"long","logicalType":"timestamp-millis"}},{"name":"day","type":{"type":"int","logicalType":"date"}},
        {"name":"next","type":["null","All"],"default":null}]}
        """

    @Test(arguments: ["null", "deflate"])
    func everythingWrittenReadsBack(codec: String) throws {
        let format = try format(Self.everything, codec: codec)
        var random = SeededGenerator(seed: 4)
        var records: [Value] = []
        for index in 0..<1200 { records.append(Self.record(index, &random, depth: 0)) }
        let file = try format.encode(.array(records))
        #expect(try format.decode(file) == .array(records))
        #expect(try AvroFormat().decode(file) == .array(records))
        #expect(try format.encode(.array(records)) == file)
    }

    private static func record(_ index: Int, _ random: inout SeededGenerator, depth: Int) -> Value {
        let unions: [Value] = [.null, "text", ["x": 7]]
        var object: Object = [
            "n": .null, "b": .bool(index % 2 == 0),
            "i": .integer(Int64(Int32.random(in: .min ... .max, using: &random))),
        ]
        object["l"] = .integer(Int64.random(in: .min ... .max, using: &random))
        object["f"] = .double(Double(Float.random(in: -1...1, using: &random)))
        object["d"] = .double(Double.random(in: -1e9...1e9, using: &random))
        object["y"] = .bytes([0, 0xFF, UInt8(index & 0xFF)])
        object["s"] = .string("é\(index)")
        object["a"] = .array((0..<index % 4).map { .integer(Int64($0)) })
        object["m"] = .object(["k": "v"])
        object["u"] = unions[index % 3]
        object["e"] = index % 2 == 0 ? "A" : "B"
        object["x"] = .bytes([1, 2])
        object["c"] = .decimal(ExactDecimal(checked: "-12345678901234567890.\(10 + index % 90)"))
        object["t"] = "2026-10-01T09:30:00.250Z"
        object["day"] = "1969-12-31"
        object["next"] = depth < 2 ? record(index, &random, depth: depth + 1) : .null
        return .object(object)
    }

    @Test(arguments: [
        ("0.00", 2), ("-0.01", 2), ("1", 0), ("-128", 0), ("127.5", 1), ("99999999999999999999999999999999999999", 0),
        ("-1.000", 3),
    ])
    func decimalsComeBack(text: String, scale: Int) throws {
        let bytes = try #require(AvroDecimal.bytes(text, scale: scale))
        let back = AvroDecimal.text(bytes, scale: scale)
        #expect(back.flatMap { ExactDecimal($0) } == ExactDecimal(text))
        #expect(AvroDecimal.bytes("1.234", scale: 2) == nil)
    }

    @Test func resolvesToTheReadersSchema() throws {
        let written = try format(
            #"{"type":"record","name":"R","fields":[{"name":"a","type":"int"},{"name":"old","type":"string"},{"name":"gone","type":"long"},{"name":"e","type":{"type":"enum","name":"E","symbols":["A","B"]}}]}"#
        ).encode([["a": 1, "old": "x", "gone": 2, "e": "B"]])
        let reader = try format(
            #"{"type":"record","name":"R","fields":[{"name":"e","type":{"type":"enum","name":"E","symbols":["A","Z"],"default":"Z"}},{"name":"new","aliases":["old"],"type":["null","bytes"]},{"name":"a","type":"double"},{"name":"d","type":{"type":"array","items":"int"},"default":[1]}]}"#
        )
        #expect(try reader.decode(written) == [["e": "Z", "new": .bytes([0x78]), "a": 1.0, "d": [1]]])
        let lacking = try format(#"{"type":"record","name":"R","fields":[{"name":"q","type":"int"}]}"#)
        let error = junctionError { _ = try lacking.decode(written) }
        #expect(error?.place?.path?.hasPrefix("block 1, record 1, byte ") == true)
        #expect(junctionError { _ = try format("\"string\"").decode(written) }?.code == .malformed)
    }

    @Test(arguments: [
        "{}", "\"nothing\"", "[[\"null\"]]", "{\"type\":\"record\",\"name\":\"R\"}",
        "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\",\"A\"]}",
        "{\"type\":\"fixed\",\"name\":\"F\"}",
        "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"a\",\"type\":\"int\"}]}",
        "3", "{\"type\":\"array\"}",
    ])
    func refusesSchemas(text: String) { #expect(junctionError { _ = try format(text) }?.code == .formatOption) }

    @Test func refusesValuesThatTheSchemaHasNot() throws {
        let record = try format(#"{"type":"record","name":"R","fields":[{"name":"a","type":["null","int"]}]}"#)
        #expect(junctionError { _ = try record.encode([["a": "x"]]) }?.place?.path == "$.a")
        #expect(junctionError { _ = try record.encode([["b": 1]]) }?.place?.path == "$.b")
        #expect(junctionError { _ = try record.encode([["a": 3_000_000_000]]) }?.code == .notRepresentable)
        #expect(junctionError { _ = try AvroFormat().encode([["a": 1]]) }?.code == .notRepresentable)
        #expect(try record.decode(record.encode([[:]])) == [["a": .null]])
    }

    /// Files broken at random: taken or refused with a place, never a crash.
    @Test(arguments: ["weather", "weather-deflate", "weather-snappy"])
    func brokenFilesAreRefused(name: String) throws {
        let file = try Fixtures.bytes("avro/\(name).avro")
        var random = SeededGenerator(seed: 9)
        for _ in 0..<1500 {
            var broken = file
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                broken[broken.indices.randomElement(using: &random)!] = UInt8.random(in: 0...255, using: &random)
            }
            if Bool.random(using: &random) { broken.removeLast(Int.random(in: 0..<broken.count, using: &random)) }
            do {
                _ = try AvroFormat().decode(broken)
            } catch let error as JunctionError {
                #expect(error.place != nil && [ErrorCode.malformed, .formatLimit].contains(error.code), "\(error)")
            }
        }
    }

    @Test func bombsEndQuickly() throws {
        #expect(throws: CompressionFault.tooLarge) {
            try Inflate.inflate(Inflate.stored([UInt8](repeating: 0, count: 70_000)), sizeMost: 1000)
        }
        #expect(throws: CompressionFault.tooLarge) { try Snappy.decompress([0xFF, 0xFF, 0xFF, 0x7F], sizeMost: 1000) }
        let selfish = try AvroSchema(
            try JSONFormat().decode(Array(#"{"type":"record","name":"R","fields":[{"name":"r","type":"R"}]}"#.utf8)))
        var decoder = AvroDecoder(schema: selfish, target: nil)
        #expect(throws: AvroFault.self) { try decoder.value([1, 2, 3].span) }
        let nulls = try AvroSchema(try JSONFormat().decode(Array(#"{"type":"array","items":"null"}"#.utf8)))
        var counter = AvroDecoder(schema: nulls, target: nil)
        #expect(throws: AvroFault.self) { try counter.value([0xFE, 0xFF, 0xFF, 0xFF, 0x0F, 0].span) }
    }

    @Test func inflatesWhatIsStored() throws {
        for count in [0, 1, 65_535, 65_536, 200_000] {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            #expect(try Inflate.inflate(Inflate.stored(bytes), sizeMost: 1 << 20) == bytes)
        }
    }
}
