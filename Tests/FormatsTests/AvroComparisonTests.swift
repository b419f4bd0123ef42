import Testing
import Values

@testable import Formats

/// Compares what is read, as written and by another schema, with fastavro, through `scripts/compare/avro.py`.
@Suite struct AvroComparisonTests {
    @Test(.enabled(if: Python.has("fastavro")), arguments: 1...Fuzz.seeds)
    func agreesWithFastavro(seed: Int) throws {
        var checked = 0
        for line in try Python.lines("avro.py", "\(seed)", "400") {
            let object = try #require(try JSONFormat().decode(Array(line.utf8)).object)
            let file = try #require(Base64.decode(Array((object["file"]?.string ?? "").utf8)))
            checked += 1
            let ours = Self.decode(file, object["reader"] ?? .null)
            if let theirs = object["value"] {
                #expect(
                    ours.value.map(Self.plain) == Self.plain(theirs),
                    "\(line.prefix(2000)) \(ours.error?.description ?? "")")
            } else if ours.value != nil {
                // Where fastavro fails over what the specification allows, or by a fault of its own.
                #expect(Self.isItsOwn(object["error"]?.string ?? ""), "\(line.prefix(2000))")
            }
        }
        #expect(checked == 400)
    }

    private static func isItsOwn(_ error: String) -> Bool { error.hasPrefix("UnicodeDecodeError") }

    private static func decode(_ file: [UInt8], _ reader: Value) -> (value: Value?, error: JunctionError?) {
        do {
            return (try AvroFormat(FormatOptions(["schema": reader])).decode(file), nil)
        } catch {
            return (nil, error as? JunctionError)
        }
    }

    /// Numbers as doubles, bytes as base64: what JSON tells apart no better.
    private static func plain(_ value: Value) -> Value {
        switch value {
        case .integer(let number): .double(Double(number))
        case .decimal(let number): .double(number.double)
        case .bytes(let bytes): .string(String(decoding: Base64.encode(bytes), as: UTF8.self))
        case .array(let elements): .array(elements.map(plain))
        case .object(let object):
            .object(Object(object.members.map { Object.Member(key: $0.key, value: plain($0.value)) }))
        default: value
        }
    }
}
