import Values

/// Values as text, as `$string` writes them.
enum ValueText {
    /// Nil when undefined.
    static func string(_ datum: Datum, _ evaluation: ExpressionEvaluation, pretty: Bool = false) throws -> String? {
        switch datum {
        case .one(.string(let text)): return text
        case .undefined, .unbound, .pendingCall: return nil
        case .function: return ""
        default: return try datum.unwrapped.value(in: evaluation).map { try string($0, evaluation, pretty: pretty) }
        }
    }

    static func string(_ value: Value, _ evaluation: ExpressionEvaluation, pretty: Bool = false) throws -> String {
        switch value {
        case .string(let text): return text
        case .decimal(let decimal) where decimal.isFunctionStandIn: return ""
        case .integer(let whole): return String(whole)
        case .bool(let flag): return flag ? "true" : "false"
        case .null: return "null"
        case .double(let double) where !double.isFinite: throw JSONataError("D3001")
        default:
            try evaluation.measure(value)
            evaluation.reads?.readWhole(value)
            var writer = ValueWriter(pretty: pretty)
            try writer.write(value)
            try evaluation.charge(bytes: writer.text.count)
            return String(decoding: writer.text, as: UTF8.self)
        }
    }
}

/// Writes a value as JSON the way that `$string` does: numbers rounded to 15 digits, functions as empty text.
struct ValueWriter {
    private(set) var text: [UInt8] = []
    private let pretty: Bool
    private var depth = 0

    init(pretty: Bool) { self.pretty = pretty }

    mutating func write(_ value: Value) throws {
        switch value {
        case .null: text += "null".utf8
        case .bool(let flag): text += (flag ? "true" : "false").utf8
        case .integer(let whole): text += String(whole).utf8
        case .double(let double): try write(double)
        case .decimal(let decimal):
            if decimal.isFunctionStandIn { text += "\"\"".utf8 } else { try write(decimal.double) }
        case .string(let string): write(string)
        case .bytes(let bytes): write(Base64.encode(bytes))
        case .array(let items):
            try group("[", "]", items.count) { writer, index in try writer.write(items[index]) }
        case .object(let object):
            let members = object.members
            try group("{", "}", members.count) { writer, index in
                writer.write(members[index].key)
                writer.text.append(UInt8(ascii: ":"))
                if writer.pretty { writer.text.append(UInt8(ascii: " ")) }
                try writer.write(members[index].value)
            }
        }
    }

    private mutating func write(_ double: Double) throws {
        guard !double.isInfinite else { throw JSONataError("D1001") }
        text += (double.isNaN ? "null" : NumberText.rounded(double)).utf8
    }

    private mutating func group(
        _ open: Character, _ close: Character, _ count: Int, _ item: (inout ValueWriter, Int) throws -> Void
    ) throws {
        text += String(open).utf8
        depth += 1
        for index in 0..<count {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            breakLine()
            try item(&self, index)
        }
        depth -= 1
        if count > 0 { breakLine() }
        text += String(close).utf8
    }

    private mutating func breakLine() {
        guard pretty else { return }
        text.append(UInt8(ascii: "\n"))
        text += repeatElement(UInt8(ascii: " "), count: depth * 2)
    }

    private static let escapes: [UInt8: UInt8] = [
        0x22: 0x22, 0x5C: 0x5C, 8: UInt8(ascii: "b"), 9: UInt8(ascii: "t"), 10: UInt8(ascii: "n"),
        12: UInt8(ascii: "f"),
        13: UInt8(ascii: "r"),
    ]

    private mutating func write(_ string: String) {
        text.append(0x22)
        for byte in string.utf8 {
            if byte >= 0x20, byte != 0x22, byte != 0x5C {
                text.append(byte)
            } else if let escape = Self.escapes[byte] {
                text += [0x5C, escape]
            } else {
                text += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
            }
        }
        text.append(0x22)
    }
}
