import Testing
import Values

@testable import Formats

@Suite struct HL7FormatTests {
    private let format = HL7Format()

    private func decode(_ text: String) throws -> Value { try format.decode(Array(text.utf8)) }
    private func encode(_ value: Value) throws -> String { String(decoding: try format.encode(value), as: UTF8.self) }

    @Test func followsTheConvention() throws {
        let message = "MSH|^~\\&|HIS||LAB\rPID|1||12^^^HOSP&1.2&ISO^MR~34||\"\"|^|~||a&b|c~~d|\rZXY|x\r"
        let value = try decode(message)
        #expect(
            value == [
                ["segment": "MSH", "1": "|", "2": "^~\\&", "3": "HIS", "5": "LAB"],
                [
                    "segment": "PID", "1": "1",
                    "3": [["1": "12", "4": ["1": "HOSP", "2": "1.2", "3": "ISO"], "5": "MR"], "34"],
                    "5": "\"\"", "9": ["1": ["1": "a", "2": "b"]], "10": ["c", "", "d"],
                ],
                ["segment": "ZXY", "1": "x"],
            ])
        #expect(
            try encode(value)
                == "MSH|^~\\&|HIS||LAB\rPID|1||12^^^HOSP&1.2&ISO^MR~34||\"\"||||a&b|c~~d\rZXY|x\r")
    }

    @Test func takesSeparatorsFromTheMessage() throws {
        let value = try decode("MSH*:;!%*HIS\rPID*1**12:::HOSP%1;34*a|^~\\&b!F!!E!")
        #expect(value[1]?["3"] == [["1": "12", "4": ["1": "HOSP", "2": "1"]], "34"])
        #expect(value[1]?["4"] == "a|^~\\&b*!")
        #expect(try encode(value) == "MSH*:;!%*HIS\rPID*1**12:::HOSP%1;34*a|^~\\&b!F!!E!\r")
    }

    @Test func shortEncodingCharactersLeaveTheRestAsData() throws {
        let value = try decode("MSH|^|A\rPID|a~b&c\\d^e")
        #expect(value[1]?["1"] == ["1": "a~b&c\\d", "2": "e"])
        #expect(try encode(value) == "MSH|^|A\rPID|a~b&c\\d^e\r")
        #expect(junctionError { _ = try encode([["segment": "MSH", "2": "^", "3": ["a", "b"]]]) } != nil)
    }

    @Test(arguments: [
        ("a\\F\\b\\S\\c\\T\\d\\R\\e\\E\\f", "a|b^c&d~e\\f"), ("x\\.br\\y", "x\ny"), ("\\X0D\\\\X1C\\", "\r\u{1C}"),
        ("\\H\\bold\\N\\", "\\H\\bold\\N\\"), ("\\.sp3\\\\Zabc\\\\C2842\\", "\\.sp3\\\\Zabc\\\\C2842\\"),
    ])
    func resolvesAndWritesEscapes(written: String, plain: String) throws {
        let value = try decode("MSH|^~\\&\rOBX|\(written)")
        #expect(value[1]?["1"]?.string == plain)
        #expect(try encode(value) == "MSH|^~\\&\rOBX|\(written)\r")
    }

    @Test(arguments: [
        ("\\XC3A9\\", "é"), ("\\XFF\\", "\\XFF\\"), ("\\XABC\\", "\\XABC\\"), ("\\\\srv\\share", "\\\\srv\\share"),
        ("50\\", "50\\"), ("a \\ b \\ c", "a \\ b \\ c"), ("\\f\\", "\\f\\"),
    ])
    func keepsWhatIsNoEscape(written: String, plain: String) throws {
        #expect(try decode("MSH|^~\\&\rOBX|\(written)")[1]?["1"]?.string == plain)
    }

    @Test func truncationStandsForItselfAtTheEndOnly() throws {
        let value = try decode("MSH|^~\\&#\rOBX|a\\P\\b#|c")
        #expect(value[1]?["1"] == "a#b#")
        #expect(try encode(value) == "MSH|^~\\&#\rOBX|a\\P\\b#|c\r")
    }

    @Test(arguments: ["\r", "\n", "\r\n", "\r\r", "\n\n"])
    func acceptsLineEnds(end: String) throws {
        let text = ["MSH|^~\\&|A", "PID|1", "PV1|2", ""].joined(separator: end)
        #expect(try decode(text) == decode("MSH|^~\\&|A\rPID|1\rPV1|2"))
        #expect(try decode("\u{FEFF}\u{0B}" + text + "\u{1C}\r") == decode("MSH|^~\\&|A\rPID|1\rPV1|2"))
    }

    @Test func lineFeedIsDataWhereSegmentsEndWithCarriageReturn() throws {
        let value = try decode("MSH|^~\\&|A\rNTE|1||one\ntwo\rPV1|1\r\nPV2|2")
        #expect(value[1]?["3"] == "one\ntwo")
        #expect(value.array?.count == 4)
    }

    @Test(arguments: [
        ("MSH|^~\\&|A|||||||||||||||8859/1\rPID|é", [UInt8(0xE9)]),
        ("MSH|^~\\&|A|||||||||||||||8859/15\rPID|€é", [0xA4, 0xE9]),
        ("MSH|^~\\&|A|||||||||||||||UNICODE UTF-8\rPID|€é", Array("€é".utf8)),
    ])
    func keepsTheCharacterSet(text: String, expected: [UInt8]) throws {
        let bytes = try format.encode(
            decode(text.replacing("8859/1\r", with: "UTF-8\r").replacing("8859/15\r", with: "UTF-8\r")))
        #expect(String(decoding: bytes, as: UTF8.self).hasSuffix("\r"))
        var value = try decode(text.replacing("8859/1\r", with: "UTF-8\r").replacing("8859/15\r", with: "UTF-8\r"))
        let charset = text.contains("8859/15") ? "8859/15" : text.contains("8859/1") ? "8859/1" : "UNICODE UTF-8"
        if case .array(var segments) = value, case .object(var header) = segments[0] {
            header["18"] = .string(charset)
            segments[0] = .object(header)
            value = .array(segments)
        }
        let written = try format.encode(value)
        #expect(Array(written.dropLast().suffix(expected.count)) == expected)
        #expect(try format.decode(written) == value)
    }

    @Test func withoutCharacterSetItIsUTF8OrElseLatin1() throws {
        let start = Array("MSH|^~\\&|A\rPID|".utf8)
        #expect(try format.decode(start + Array("é".utf8))[1]?["1"] == "é")
        #expect(try format.decode(start + [0xE9])[1]?["1"] == "é")
    }

    @Test(arguments: [
        ("ASCII", [UInt8(0xC3), 0xA9]), ("UNICODE UTF-8", [0xE9]),
    ])
    func refusesBytesForeignToTheCharacterSet(charset: String, bytes: [UInt8]) {
        let message = Array("MSH|^~\\&|A|||||||||||||||\(charset)\rEVN|1\rPID|1|a".utf8) + bytes
        let error = junctionError { _ = try format.decode(message) }
        #expect(error?.place?.path == "segment 3 (PID), field 2, byte \(message.count - bytes.count)")
    }

    @Test func refusesAnUnknownCharacterSetBothWays() {
        let error = junctionError { _ = try decode("MSH|^~\\&|A|||||||||||||||KLINGON\rPID|1") }
        #expect((error?.cause as? HL7Fault)?.location.field == 18)
        #expect(junctionError { _ = try encode([["segment": "MSH", "18": "KLINGON"]]) } != nil)
        let value: Value = [["segment": "MSH", "18": "8859/1"], ["segment": "PID", "5": ["1": "a", "2": "€"]]]
        #expect(
            junctionError { _ = try encode(value) }?.place?.path == "segment 2 (PID), field 5, component 2")
    }

    @Test(arguments: [
        ("", nil), ("PID|1", nil), ("MSH", nil), ("MSHx", "segment 1 (MSH), field 2, byte 4"),
        ("MSH|", "segment 1 (MSH), field 2, byte 4"), ("MSH||A", "segment 1 (MSH), field 2, byte 4"),
        ("MSH|^~^&|A", "segment 1 (MSH), field 2, byte 4"), ("MSH|AB~|A", "segment 1 (MSH), field 2, byte 4"),
        ("MSH|^~\\&|A\rPI|1", "segment 2, byte 11"), ("MSH|^~\\&|A\rPIDx|1", "segment 2 (PID), field 0, byte 14"),
        ("MSH|^~\\&|A\rPID|1\rPID^2", "segment 3 (PID), field 0, byte 20"),
    ])
    func refusesAndLocates(text: String, path: String?) {
        let error = junctionError { _ = try decode(text) }
        #expect(error?.code == .malformed)
        if let path { #expect(error?.place?.path == path) }
    }

    @Test func limitsAreKept() throws {
        var small = HL7Format()
        small.limits.sizeMost = 19
        #expect(junctionError { _ = try small.decode(Array("MSH|^~\\&|A\rPID|12345".utf8)) }?.code == .formatLimit)
        small.limits = HL7Limits()
        small.limits.segmentsMost = 2
        #expect(junctionError { _ = try small.decode(Array("MSH|^~\\&\rA01\rA02".utf8)) }?.place?.line == 3)
        for separator in ["|", "^", "~", "&"] {
            let many = String(repeating: separator + "x", count: 1030)
            #expect(junctionError { _ = try decode("MSH|^~\\&\rPID|x\(many)") }?.code == .formatLimit)
        }
    }

    @Test(arguments: [
        (#"{"segment":"PID"}"#, nil), ("[]", nil), (#"[{"segment":"PID"}]"#, nil),
        (#"[{"segment":"MSH"},{"segment":"P"}]"#, "segment 2"),
        (#"[{"segment":"MSH"},{"segment":"PID","name":"x"}]"#, "segment 2 (PID)"),
        (
            #"[{"segment":"MSH"},{"segment":"PID","3":{"1":{"1":{"1":"x"}}}}]"#,
            "segment 2 (PID), field 3, component 1, subcomponent 1"
        ),
        (#"[{"segment":"MSH"},{"segment":"PID","3":[["x"]]}]"#, "segment 2 (PID), field 3, repetition 1"),
        (#"[{"segment":"MSH","2":"^^^"}]"#, "segment 1 (MSH), field 2"),
    ])
    func refusesValuesThatAreNoMessage(json: String, path: String?) throws {
        let value = try JSONFormat().decode(Array(json.utf8))
        let error = junctionError { _ = try encode(value) }
        #expect(error?.code == .notRepresentable)
        if let path { #expect(error?.place?.path == path) }
    }

    @Test func writesOtherKindsPlainly() throws {
        let segment: Object = [
            "segment": "OBX", "9": true, "2": 5, "1": 0.5, "3": .null, "5": .bytes([1, 2]),
            "4": .decimal(ExactDecimal(checked: "1.10")),
        ]
        #expect(try encode([["segment": "MSH"], .object(segment)]) == "MSH|^~\\&\rOBX|0.5|5||1.10|AQI=||||Y\r")
        #expect(junctionError { _ = try encode([["segment": "MSH", "3": .double(.nan)]]) } != nil)
    }
}
