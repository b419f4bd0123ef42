import Values

/// Writes values as YAML in block style.
struct YAMLWriter {
    let depthMost: Int
    var output: [UInt8] = []

    init(depthMost: Int) { self.depthMost = depthMost }

    mutating func write(document value: Value) throws {
        try write(value, indent: 0, afterKey: false, depth: 0)
        output.append(.lineFeed)
    }

    /// `afterKey`: whether a key or dash stands before on the line; collections then begin on the next.
    private mutating func write(_ value: Value, indent: Int, afterKey: Bool, depth: Int) throws {
        guard depth <= depthMost else {
            throw JunctionError(.formatLimit, "The value is nested deeper than depthMost \(depthMost).")
        }
        switch value {
        case .object(let object) where !object.isEmpty:
            for (index, member) in object.members.enumerated() {
                if index > 0 || afterKey { breakLine(indent) }
                try scalar(member.key)
                output.append(UInt8(ascii: ":"))
                try nested(member.value, indent: indent + 2, depth: depth)
            }
        case .array(let elements) where !elements.isEmpty:
            for (index, element) in elements.enumerated() {
                if index > 0 || afterKey { breakLine(indent) }
                output.append(UInt8(ascii: "-"))
                try item(element, indent: indent + 2, depth: depth)
            }
        default: try plain(value)
        }
    }

    private mutating func nested(_ value: Value, indent: Int, depth: Int) throws {
        if !Self.isBlock(value) { output.append(.space) }
        try write(value, indent: indent, afterKey: Self.isBlock(value), depth: depth + 1)
    }

    /// After a dash a mapping goes on in the same line.
    private mutating func item(_ value: Value, indent: Int, depth: Int) throws {
        output.append(.space)
        try write(value, indent: indent, afterKey: false, depth: depth + 1)
    }

    private static func isBlock(_ value: Value) -> Bool {
        switch value {
        case .object(let object): !object.isEmpty
        case .array(let elements): !elements.isEmpty
        default: false
        }
    }

    private mutating func plain(_ value: Value) throws {
        switch value {
        case .null: output.append(literal: "null")
        case .bool(let flag): output.append(literal: flag ? "true" : "false")
        case .integer(let number): output.append(decimal: number)
        case .decimal(let number): output.append(contentsOf: number.description.utf8)
        case .double(let number): output.append(contentsOf: Self.text(number).utf8)
        case .string(let text): try scalar(text)
        case .bytes(let bytes):
            output.append(literal: "!!binary \"")
            output.append(contentsOf: Base64.encode(bytes))
            output.append(.quote)
        case .array: output.append(literal: "[]")
        case .object: output.append(literal: "{}")
        }
    }

    private static func text(_ number: Double) -> String {
        PlainNumber.text(number) ?? (number.isNaN ? ".nan" : number > 0 ? ".inf" : "-.inf")
    }

    /// Plain where no reader could take it for anything but this text, else in double quotes, whose escapes are JSON's.
    private mutating func scalar(_ text: String) throws {
        guard text.unicodeScalars.first != "\u{FEFF}" else {
            throw JunctionError(.notRepresentable, "Not every reader keeps a U+FEFF at the beginning of a text.")
        }
        guard !Self.isPlain(text) else { return output.append(contentsOf: text.utf8) }
        var writer = JSONWriter(pretty: false, depthMost: 1)
        writer.write(text)
        // Line separators and the like are line breaks to some readers.
        let quoted = String(decoding: writer.output.bytes, as: UTF8.self)
        for scalar in quoted.unicodeScalars {
            switch scalar.value {
            case 0x7F...0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF:
                let digits = String(scalar.value, radix: 16)
                output.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8)
            default: output.append(contentsOf: String(scalar).utf8)
            }
        }
    }

    private static let reserved: Set<String> = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]

    static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, first | 0x20 >= 0x61 && first | 0x20 <= 0x7A || first == 0x5F,
            text.utf8.count <= 120,
            text.utf8.last != .space, !reserved.contains(text.lowercased())
        else { return false }
        return text.utf8.allSatisfy {
            $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0.isDigit || $0 == .space || $0 == 0x5F || $0 == 0x2D
                || $0 == 0x2E || $0 == 0x2F
        }
    }

    private mutating func breakLine(_ indent: Int) {
        output.append(.lineFeed)
        output.append(contentsOf: repeatElement(.space, count: indent))
    }
}
