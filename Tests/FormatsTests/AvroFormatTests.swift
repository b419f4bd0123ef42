import Testing
import Values

@testable import Formats

@Suite struct AvroFormatTests {
    private func format(_ schema: String, codec: String = "null") throws -> AvroFormat {
        try AvroFormat(FormatOptions(["schema": .string(schema), "codec": .string(codec)]))
    }

    @Test(arguments: ["weather", "weather-deflate", "weather-snappy", "weather-zstd"])
    func readsOthersFiles(name: String) throws {
        let expected = try NDJSONFormat().decode(Fixtures.bytes("avro/weather.json"))
        #expect(try AvroFormat().decode(Fixtures.bytes("avro/\(name).avro")) == expected)
    }

    @Test func readsSortedAndOddFiles() throws {
        #expect(try AvroFormat().decode(Fixtures.bytes("avro/weather-sorted.avro")).array?.count == 5)
        #expect(try AvroFormat().decode(Fixtures.bytes("avro/syncInMeta.avro")).array?.isEmpty == false)
        let unknown = try Fixtures.bytes("avro/weather-zstd.avro")
        let name = try #require(unknown.firstRange(of: Array("zstandard".utf8)))
        let error = junctionError {
            _ = try AvroFormat().decode(unknown.replacingSubrange(name, with: Array("lz4lz4lz4".utf8)))
        }
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
        {"name":"du","type":{"type":"fixed","name":"Du","size":12,"logicalType":"duration"}},
        {"name":"id","type":{"type":"fixed","name":"Id","size":16,"logicalType":"uuid"}},
        {"name":"tm","type":{"type":"int","logicalType":"time-millis"}},{"name":"tu","type":{"type":"long","logicalType":"time-micros"}},
        {"name":"lt","type":{"type":"long","logicalType":"local-timestamp-micros"}},
        {"name":"fd","type":{"type":"fixed","name":"Fd","size":4,"logicalType":"decimal","precision":9,"scale":1}},
        {"name":"next","type":["null","All"],"default":null}]}
        """

    @Test(arguments: AvroCodec.allCases.map(\.rawValue))
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
        object["du"] = .string("P1M4294967295DT\(index).007S")
        object["id"] = "0190163d-8694-739b-aea5-966c26f8ad91"
        object["tm"] = "23:59:59.999"
        object["tu"] = "00:00:00.000001"
        object["lt"] = "2026-10-01T09:30:00.250001"
        object["fd"] = .decimal(ExactDecimal(checked: "-\(index).5"))
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
        "3", "{\"type\":\"array\"}", "[\"int\",\"int\"]",
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
        #expect(throws: CompressionFault.tooLarge) { try Snappy.decompress([0xFF, 0xFF, 0xFF, 0x7F], sizeMost: 1000) }
        let selfish = try AvroSchema(
            try JSONFormat().decode(Array(#"{"type":"record","name":"R","fields":[{"name":"r","type":"R"}]}"#.utf8)))
        var decoder = AvroDecoder(schema: selfish, target: nil)
        #expect(throws: AvroFault.self) { try decoder.value([1, 2, 3].span) }
        let nulls = try AvroSchema(try JSONFormat().decode(Array(#"{"type":"array","items":"null"}"#.utf8)))
        var counter = AvroDecoder(schema: nulls, target: nil)
        #expect(throws: AvroFault.self) { try counter.value([0xFE, 0xFF, 0xFF, 0xFF, 0x0F, 0].span) }
    }

    @Test(arguments: AvroCodec.allCases)
    func compressesAndBack(codec: AvroCodec) throws {
        var random = SeededGenerator(seed: 11)
        for count in [0, 1, 65_535, 65_536, 200_000] {
            let noise = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            let alike = (0..<count).map { UInt8(truncatingIfNeeded: $0 / 7 % 50) }
            for bytes in [noise, alike] {
                #expect(try codec.decompress(codec.compress(bytes), sizeMost: 1 << 20) == bytes)
            }
            guard codec != .null, count > 1 else { continue }
            let packed = try codec.compress(alike)
            #expect(packed.count < alike.count / 4)
            #expect(throws: CompressionFault.tooLarge) { try codec.decompress(packed, sizeMost: count - 1) }
            #expect(throws: CompressionFault.self) {
                try codec.decompress(Array(packed.dropLast(5)), sizeMost: 1 << 20)
            }
        }
    }

    @Test func checksSnappysChecksum() throws {
        var packed = try AvroCodec.snappy.compress(Array("some text, some text".utf8))
        packed[packed.count - 1] ^= 1
        #expect(throws: CompressionFault.malformed) { try AvroCodec.snappy.decompress(packed, sizeMost: 100) }
    }

    /// Apache Avro's own cases: each input's canonical form and fingerprint.
    @Test func canonicalFormsAndFingerprints() throws {
        let cases = String(decoding: try Fixtures.bytes("avro/schema-tests.txt"), as: UTF8.self).split(
            separator: "\n// ")
        var checked = 0
        for one in cases where one.contains("<<canonical ") {
            let parts = one.split(separator: "<<")
            func part(_ name: String) -> Substring? { parts.last { $0.hasPrefix(name) }?.dropFirst(name.count) }
            guard let input = part("INPUT"), let canonical = part("canonical ") else { continue }
            let schema = try JSONFormat().decode(Array(input.replacing("\nINPUT", with: "").utf8))
            let text = String(decoding: try AvroCanonicalForm.text(schema), as: UTF8.self)
            #expect(text == canonical.split(separator: "\n").first.map(String.init))
            if let number = part("fingerprint ")?.split(separator: "\n").first.flatMap({ Int64($0) }) {
                #expect(Int64(bitPattern: try AvroCanonicalForm.fingerprint(schema)) == number)
            }
            checked += 1
        }
        #expect(checked >= 30)
    }

    @Test func readsAndWritesSingleObjects() throws {
        let schema = Value.string(String(decoding: try Fixtures.bytes("avro/message-schema.json"), as: UTF8.self))
        let message = try Fixtures.bytes("avro/message.bin")
        let value: Value = ["id": 42, "name": "Bill", "tags": ["dog_lover", "cat_hater"]]
        let format = try AvroFormat(FormatOptions(["schema": schema, "framing": "single"]))
        #expect(try format.decode(message) == value)
        #expect(try format.encode(value) == message)
        let reader = try AvroFormat(
            FormatOptions([
                "framing": "single", "writerSchemas": schema,
                "schema": ["type": "record", "name": "TestMessage", "fields": [["name": "id", "type": "double"]]],
            ]))
        #expect(try reader.decode(message) == ["id": 42.0])
        var unknown = message
        unknown[3] ^= 1
        #expect(junctionError { _ = try format.decode(unknown) }?.code == .malformed)
        let bare = try AvroFormat(FormatOptions(["schema": schema, "framing": "none"]))
        #expect(try bare.decode(Array(message.dropFirst(10))) == value)
        #expect(junctionError { _ = try bare.decode(Array(message.dropFirst(10)) + [0]) }?.place?.path == "byte 28")
    }

    /// Whatever pieces a file arrives in, records and errors are the same.
    @Test(arguments: [1, 7, 100, 5000], AvroCodec.allCases)
    func readsInPieces(piece: Int, codec: AvroCodec) throws {
        let format = try format("{\"type\":\"array\",\"items\":\"int\"}", codec: codec.rawValue)
        let records: [Value] = (0..<2500).map { [.integer(Int64($0)), 7] }
        let file = try format.encode(.array(records))
        #expect(try Self.records(file, piece) == records)
        #expect(
            junctionError { _ = try Self.records(Array(file.dropLast(3)), piece) }?.place?.path?.hasPrefix("block 2")
                == true)
    }

    private static func records(_ file: [UInt8], _ piece: Int) throws -> [Value] {
        var reader = AvroFormat().makeReader()
        var records: [Value] = []
        for start in stride(from: 0, to: file.count, by: piece) {
            reader.feed(Array(file[start..<min(start + piece, file.count)]))
            while let record = try reader.next() { records.append(record) }
        }
        reader.finish()
        while let record = try reader.next() { records.append(record) }
        return records
    }
}

extension [UInt8] {
    fileprivate func replacingSubrange(_ range: Range<Int>, with bytes: [UInt8]) -> [UInt8] {
        self[..<range.lowerBound] + bytes + self[range.upperBound...]
    }
}
