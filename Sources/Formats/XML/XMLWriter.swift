import Values

/// Writes the value convention of `XMLFormat`.
struct XMLWriter {
    let pretty: Bool
    let depthMost: Int
    var output: [UInt8] = []
    /// The elements being written, for errors.
    private var path: [String] = []

    init(pretty: Bool, depthMost: Int) {
        self.pretty = pretty
        self.depthMost = depthMost
    }

    mutating func declaration() { output.append(literal: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") }

    /// Whether a value has one root element.
    static func isDocument(_ value: Value) -> Bool {
        guard case .object(let object) = value, object.count == 1, let root = object.members.first else { return false }
        return root.value.array == nil && root.key.utf8.first != UInt8(ascii: "@")
            && root.key.utf8.first != UInt8(ascii: "#")
    }

    /// Takes what `isDocument` tells to be one.
    mutating func write(document value: Value) throws {
        for member in value.object?.members ?? [] { try element(member.key, member.value) }
        output.append(.lineFeed)
    }

    mutating func element(_ name: String, _ value: Value) throws {
        if name == "#entity" { return try entity(value) }
        guard Self.isName(name) else { throw unfit("A key that begins with neither '@' nor '#' must be an XML name.") }
        path.append(name)
        guard path.count <= depthMost else {
            throw JunctionError(.formatLimit, "The value is nested deeper than depthMost \(depthMost).")
        }
        output.append(UInt8(ascii: "<"))
        output.append(contentsOf: name.utf8)
        if case .object(let object) = value {
            try attributes(object)
            try content(object, of: name)
        } else {
            let text = try text(value)
            if text.isEmpty {
                output.append(literal: "/>")
            } else {
                try enclose(name) { try $0.escape(text, quoted: false) }
            }
        }
        path.removeLast()
    }

    private mutating func attributes(_ object: Object) throws {
        for member in object.members where member.key.utf8.first == UInt8(ascii: "@") {
            let name = String(member.key.dropFirst())
            guard Self.isName(name) else { throw unfit("After '@' an XML name must follow.") }
            output.append(.space)
            output.append(contentsOf: name.utf8)
            output.append(literal: "=\"")
            try escape(text(member.value), quoted: true)
            output.append(.quote)
        }
    }

    private mutating func content(_ object: Object, of name: String) throws {
        let isEmpty = object.members.allSatisfy { $0.key.utf8.first == UInt8(ascii: "@") }
        if isEmpty { return output.append(literal: "/>") }
        let breaks = pretty && object["#text"] == nil && object["#content"] == nil && object["@xml:space"] == nil
        try enclose(name) { writer in
            for member in object.members where member.key.utf8.first != UInt8(ascii: "@") {
                try writer.member(member, breaks: breaks)
            }
            if breaks { writer.breakLine(writer.path.count - 1) }
        }
    }

    private mutating func enclose(_ name: String, _ body: (inout XMLWriter) throws -> Void) throws {
        output.append(UInt8(ascii: ">"))
        try body(&self)
        output.append(literal: "</")
        output.append(contentsOf: name.utf8)
        output.append(UInt8(ascii: ">"))
    }

    private mutating func member(_ member: Object.Member, breaks: Bool) throws {
        switch (member.key, member.value) {
        case ("#text", let value): try escape(text(value), quoted: false)
        case ("#content", .array(let items)): for item in items { try self.item(item) }
        case ("#content", _): throw unfit("'#content' is an array.")
        case (let name, .array(let elements)):
            for element in elements {
                if breaks { breakLine(path.count) }
                try self.element(name, element)
            }
        case (let name, let value):
            if breaks { breakLine(path.count) }
            try element(name, value)
        }
    }

    /// One of `#content`: text, or an object of one element.
    private mutating func item(_ item: Value) throws {
        guard case .object(let object) = item else { return try escape(text(item), quoted: false) }
        guard object.count == 1, let member = object.members.first else {
            throw unfit("In '#content' an element is an object with one member.")
        }
        try element(member.key, member.value)
    }

    private mutating func entity(_ name: Value) throws {
        throw unfit("A reference to an external entity cannot be written, because its declaration is not kept.")
    }

    private func text(_ value: Value) throws -> String {
        switch value {
        case .null: return ""
        case .bool(let flag): return flag ? "true" : "false"
        case .integer(let number): return String(number)
        case .decimal(let number): return number.description
        case .string(let text): return text
        case .bytes(let bytes): return String(decoding: Base64.encode(bytes), as: UTF8.self)
        case .double(let number):
            guard let text = PlainNumber.text(number) else { throw unfit("A number that is not finite has no form.") }
            return text
        case .array, .object: throw unfit("Text or a plain value should be here, not \(value.kindName).")
        }
    }

    private mutating func escape(_ text: String, quoted: Bool) throws {
        let bytes = text.utf8.span
        var start = 0
        for index in bytes.indices {
            let byte = bytes[index]
            if byte >= 0x40, byte != 0xEF { continue }
            guard let replacement = try replacement(bytes, at: index, quoted: quoted) else { continue }
            output.append(bytes.extracting(start..<index))
            output.append(literal: replacement)
            start = index + 1
        }
        output.append(bytes.extracting(start..<bytes.count))
    }

    private func replacement(_ bytes: Span<UInt8>, at index: Int, quoted: Bool) throws -> StaticString? {
        switch bytes[index] {
        case UInt8(ascii: "<"): return "&lt;"
        // Only after ']]' must it be written so, but it is the habit everywhere.
        case UInt8(ascii: ">"): return "&gt;"
        case UInt8(ascii: "&"): return "&amp;"
        case .quote where quoted: return "&quot;"
        case .lineFeed where quoted: return "&#10;"
        case .tab where quoted: return "&#9;"
        case .carriageReturn: return "&#13;"
        default:
            guard XMLCharacters.isAllowed(XMLCharacters.scalar(bytes, at: index).0) else {
                throw unfit("The text has a character that XML cannot hold.")
            }
            return nil
        }
    }

    private mutating func breakLine(_ depth: Int) {
        output.append(.lineFeed)
        output.append(contentsOf: repeatElement(.space, count: depth * 2))
    }

    static func isName(_ text: String) -> Bool {
        var scan = XMLReader(limits: XMLLimits(), checksNamespaces: false)
        let bytes = text.utf8.span
        guard (try? scan.skipName(bytes)) != nil else { return false }
        return scan.position == bytes.count
    }

    private func unfit(_ message: String) -> JunctionError {
        JunctionError(
            .notRepresentable, message, place: Place(path: path.isEmpty ? "$" : "/" + path.joined(separator: "/")))
    }
}
