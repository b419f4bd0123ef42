package import Values

/// HL7 version 2 messages in their XML encoding (HL7 v2.xml), as the value convention of `HL7Format`.
///
/// Reading takes segments from any groups, in order, and fields, components and subcomponents by the number their names end
/// with, so it does not matter what data types name them. Writing names them by data type where HL7's tables are known here (the
/// common segments, as of version 2.8) and as `ZPI.3.1` elsewhere; segments are not put into groups. An `escape` element is the
/// escape it stands for.
package struct HL7XMLFormat: Format {
    package static let name = "hl7v2xml"
    package static let spec = FormatSpec(
        "HL7 version 2 messages in XML.", aliases: ["hl7v2+xml"], mediaTypes: ["application/hl7-v2+xml"],
        options: [
            FormatOption("pretty", "Write with line breaks and two spaces of indentation.", default: false)
        ])

    private var xml = XMLFormat()
    private static let namespace = "urn:hl7-org:v2xml"

    package init() {}

    package init(_ options: FormatOptions) throws {
        var options = options
        xml.pretty = try options.flag("pretty", default: false)
        try options.finish(Self.name)
    }

    // MARK: - Reading

    package func decode(_ bytes: [UInt8]) throws -> Value {
        guard case .object(let document) = try xml.decode(bytes), let root = document.members.first else {
            return .array([])
        }
        var segments: [Value] = []
        try Self.collect(root.value, into: &segments)
        guard segments.first?[HL7Keys.segment]?.string.map(HL7Header.headerNames.contains) == true else {
            throw Self.malformed("A message's first segment must be MSH.", root.key)
        }
        return .array(segments)
    }

    /// The segments in an element, and in the groups in it.
    private static func collect(_ value: Value, into segments: inout [Value]) throws {
        for (name, child) in XMLChildren(value) {
            if name.utf8.count == 3, HL7Header.isSegmentName(name.utf8.span, at: 0) {
                segments.append(.object(try segment(name, child)))
            } else {
                try collect(child, into: &segments)
            }
        }
    }

    private static func segment(_ name: String, _ value: Value) throws -> Object {
        var object: Object = [HL7Keys.segment: .string(name)]
        for (field, child) in XMLChildren(value) {
            guard let number = number(field) else {
                throw malformed("A field's name ends with '.' and its number.", "\(name)/\(field)")
            }
            guard let part = try part(child, levels: 2, path: "\(name)/\(field)") else { continue }
            let key = HL7Keys.names[number]
            guard let before = object[key] else {
                object.append(key, part)
                continue
            }
            object[key] = .array((before.array ?? [before]) + [part])
        }
        return object
    }

    /// A field's repetition, or below it; nil when empty. `levels` is how many may be below.
    private static func part(_ value: Value, levels: Int, path: String) throws -> Value? {
        if let text = try text(value, path) { return text.isEmpty ? nil : .string(text) }
        guard levels > 0 else { throw malformed("There is no level below subcomponents.", path) }
        var object = Object()
        for (name, child) in XMLChildren(value) {
            guard let number = number(name) else {
                throw malformed("A component's name ends with '.' and its number.", "\(path)/\(name)")
            }
            guard let part = try part(child, levels: levels - 1, path: "\(path)/\(name)") else { continue }
            guard object[HL7Keys.names[number]] == nil else {
                throw malformed("A component occurs once.", "\(path)/\(name)")
            }
            object.append(HL7Keys.names[number], part)
        }
        if object.isEmpty { return nil }
        if object.count == 1, let first = object["1"], first.object == nil { return first }
        return .object(object)
    }

    /// The text of an element that has no parts; nil when it has.
    private static func text(_ value: Value, _ path: String) throws -> String? {
        switch value {
        case .string(let text): return text
        case .object(let object):
            if let content = object["#content"]?.array { return try mixed(content) }
            if object.members.contains(where: { !$0.key.hasPrefix("@") && $0.key != "#text" && $0.key != "escape" }) {
                return nil
            }
            if let escapes = object["escape"] { return try mixed((escapes.array ?? [escapes]).map { ["escape": $0] }) }
            return object["#text"]?.string ?? ""
        default: throw malformed("An element holds text or parts.", path)
        }
    }

    /// Text with `escape` elements in it; nil when there are other elements.
    private static func mixed(_ content: [Value]) throws -> String? {
        var text = ""
        for item in content {
            if let piece = item.string {
                text += piece
            } else if let escape = item["escape"]?["@V"]?.string {
                text += escape == ".br" ? "\n" : "\\\(escape)\\"
            } else {
                return nil
            }
        }
        return text
    }

    /// The number after the last point of a name.
    private static func number(_ name: String) -> Int? {
        guard let point = name.utf8.lastIndex(of: UInt8(ascii: ".")),
            let number = Int(name[name.utf8.index(after: point)...]),
            (1..<HL7Keys.names.count).contains(number)
        else { return nil }
        return number
    }

    private static func malformed(_ message: String, _ path: String) -> JunctionError {
        JunctionError(.malformed, message, place: Place(path: path))
    }

    // MARK: - Writing

    package func encode(_ value: Value) throws -> [UInt8] {
        // What ER7 cannot hold, XML cannot either.
        _ = try HL7Format().encode(value)
        let segments = value.array ?? []
        let content = segments.map { segment -> Value in
            let object = segment.object ?? Object()
            let name = object[HL7Keys.segment]?.string ?? ""
            return .object([name: .object(Self.fields(object, of: name))])
        }
        let structure = HL7Path(segment: "MSH", field: 9, component: 3).string(in: value)
        let type = HL7Path(segment: "MSH", field: 9, component: 1).string(in: value)
        let trigger = HL7Path(segment: "MSH", field: 9, component: 2).string(in: value)
        let root = structure ?? [type, trigger].compactMap { $0 }.joined(separator: "_")
        let name = XMLWriter.isName(root) ? root : "Message"
        let document: Object = ["@xmlns": .string(Self.namespace), "#content": .array(content)]
        return try xml.encode(.object([name: .object(document)]))
    }

    private static func fields(_ segment: Object, of name: String) -> Object {
        var output = Object()
        for (number, value) in numbered(segment) {
            var type = HL7DataTypes.type(ofField: number, in: name)
            if name == "OBX", number == 5 {
                type = segment["2"]?.string.flatMap { HL7DataTypes.isComposite($0) ? $0 : nil }
            }
            let key = "\(name).\(number)"
            let repetitions = (value.array ?? [value]).map {
                part($0, type: type, generic: key, isHeader: number <= 2 && name == "MSH")
            }
            output.append(key, repetitions.count == 1 ? repetitions[0] : .array(repetitions))
        }
        return output
    }

    private static func part(_ value: Value, type: String?, generic: String, isHeader: Bool = false) -> Value {
        guard case .object(let object) = value else {
            guard let type, !isHeader, value != "" else { return value }
            let inner = HL7DataTypes.type(ofComponent: 1, in: type)
            return .object(["\(type).1": part(value, type: inner, generic: "\(type).1")])
        }
        var output = Object()
        for (number, component) in numbered(object) {
            let key = "\(type ?? generic).\(number)"
            let inner = type.flatMap { HL7DataTypes.type(ofComponent: number, in: $0) }
            output.append(key, part(component, type: inner, generic: key))
        }
        return .object(output)
    }

    private static func numbered(_ object: Object) -> [(Int, Value)] {
        object.members.compactMap { member in
            guard let number = Int(member.key), !member.value.isNull else { return nil }
            return (number, member.value)
        }
        .sorted { $0.0 < $1.0 }
    }
}

/// The child elements of an element's value in order, by local name.
struct XMLChildren: Sequence {
    private let children: [(String, Value)]

    init(_ value: Value) {
        var children: [(String, Value)] = []
        func add(_ name: String, _ value: Value) {
            let local =
                name.utf8.lastIndex(of: UInt8(ascii: ":")).map { String(name[name.utf8.index(after: $0)...]) } ?? name
            children.append((local, value))
        }
        if let content = value["#content"]?.array {
            for case .object(let item) in content { for member in item { add(member.key, member.value) } }
        } else if case .object(let object) = value {
            for member in object where !member.key.hasPrefix("@") && !member.key.hasPrefix("#") {
                for one in member.value.array ?? [member.value] { add(member.key, one) }
            }
        }
        self.children = children
    }

    func makeIterator() -> some IteratorProtocol<(String, Value)> { children.makeIterator() }
}
