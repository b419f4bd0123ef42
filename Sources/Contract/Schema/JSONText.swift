import Values

/// JSON for what this layer publishes: two spaces of indentation, members in the order given. Messages are none of its
/// business; the Formats layer writes those.
enum JSONText {
    static func pretty(_ value: Value) -> String {
        var text = ""
        write(value, indent: 0, &text)
        return text + "\n"
    }

    private static func write(_ value: Value, indent: Int, _ text: inout String) {
        switch value {
        case .array(let elements):
            write(elements, between: ("[", "]"), indent: indent, &text) { write($0, indent: indent + 1, &$1) }
        case .object(let object):
            write(object.members, between: ("{", "}"), indent: indent, &text) { member, text in
                text += quoted(member.key) + ": "
                write(member.value, indent: indent + 1, &text)
            }
        case .null: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .integer(let number): text += String(number)
        case .double(let number): text += String(number)
        case .decimal(let number): text += number.description
        case .string(let string): text += quoted(string)
        case .bytes(let bytes): text += quoted(String(decoding: bytes, as: UTF8.self))
        }
    }

    private static func write<Item>(
        _ items: [Item], between brackets: (String, String), indent: Int, _ text: inout String,
        _ writeItem: (Item, inout String) -> Void
    ) {
        text += brackets.0
        for (index, item) in items.enumerated() {
            text += (index > 0 ? ",\n" : "\n") + String(repeating: "  ", count: indent + 1)
            writeItem(item, &text)
        }
        if !items.isEmpty { text += "\n" + String(repeating: "  ", count: indent) }
        text += brackets.1
    }

    static func quoted(_ string: String) -> String {
        var text = "\""
        for letter in string.unicodeScalars {
            switch letter {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where letter.value < 0x20:
                let digits = String(letter.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(letter)
            }
        }
        return text + "\""
    }
}
