import Values

/// Makes a resource's value, as its JSON has it, of the value of its XML.
struct FHIRXMLReader {
    /// Where the element being read stands, for errors.
    private var path: [String] = []

    mutating func resource(_ name: String, _ value: Value) throws -> Object {
        let type = Self.local(name)
        path.append(type)
        guard let definition = FHIRElements.definition(type), definition.isResource else {
            throw wrong("There is no such resource in FHIR R4.")
        }
        let content = try members(of: value, definition)
        path.removeLast()
        return Object(distinct: [Object.Member(key: "resourceType", value: .string(type))] + content)
    }

    private mutating func members(of value: Value, _ definition: FHIRElements.TypeDefinition) throws -> [Object.Member]
    {
        var object = Object()
        if case .object(let given) = value {
            if given["#text"] != nil { throw wrong("An element of FHIR has no text; its value is an attribute.") }
            for member in given.members where member.key.hasPrefix("@") {
                try take(attribute: String(member.key.dropFirst()), member.value, definition, &object)
            }
            if given["#content"]?.array?.contains(where: { $0.object == nil }) == true {
                throw wrong("An element of FHIR has no text; its value is an attribute.")
            }
        } else if value.string?.isEmpty != true {
            throw wrong("An element of FHIR has no text; its value is an attribute.")
        }
        for (name, children) in Self.grouped(value) {
            path.append(name)
            guard let element = definition.element(name) else { throw wrong("FHIR R4 has no such element here.") }
            guard element.repeats || children.count == 1 else { throw wrong("This element occurs once at most.") }
            try take(element, children, &object)
            path.removeLast()
        }
        return object.members
    }

    /// `id` of elements and `url` of extensions; declarations of namespaces say nothing, nor does where a schema is.
    private mutating func take(
        attribute name: String, _ value: Value, _ definition: FHIRElements.TypeDefinition, _ object: inout Object
    ) throws {
        if name == "xmlns" || name.hasPrefix("xmlns:") || name.hasPrefix("xsi:") { return }
        let isKnown = !definition.isResource && (name == "id" || name == "url" && definition.isExtension)
        guard isKnown else { throw wrong("FHIR R4 has no attribute '\(name.prefix(40))' here.") }
        object[name] = value
    }

    private mutating func take(_ element: FHIRElements.Element, _ children: [Value], _ object: inout Object) throws {
        switch element.kind {
        case .boolean, .integer, .decimal, .text: try take(primitive: element, children, &object)
        case .xhtml:
            object[element.name] = .string(try Self.markup(element.name, children.first ?? .null))
        case .resource:
            let resources = try children.map { child in
                let inner = Array(XMLChildren(child))
                guard inner.count == 1 else { throw wrong("One resource should be here.") }
                return Value.object(try resource(inner[0].0, inner[0].1))
            }
            object[element.name] = element.repeats ? .array(resources) : resources.first
        case .complex(let type):
            guard let definition = FHIRElements.definition(type) else { throw wrong("FHIR R4 has no such type.") }
            let values = try children.map { Value.object(Object(distinct: try members(of: $0, definition))) }
            object[element.name] = element.repeats ? .array(values) : values.first
        }
    }

    /// A primitive's value stands under its name, its id and extensions under `_name`; arrays of both go together by place.
    private mutating func take(primitive element: FHIRElements.Element, _ children: [Value], _ object: inout Object)
        throws
    {
        var values: [Value] = []
        var additions: [Value] = []
        for child in children {
            var rest = child.object ?? Object()
            let text = rest["@value"]?.string
            rest["@value"] = nil
            values.append(try text.map { try value(of: $0, element.kind) } ?? .null)
            guard let addition = FHIRElements.definition("Element") else { return }
            let added = try members(of: rest.isEmpty ? "" : .object(rest), addition)
            additions.append(added.isEmpty ? .null : .object(Object(distinct: added)))
            guard text != nil || !added.isEmpty else { throw wrong("An element has a value, or extensions, or both.") }
        }
        let hasValues = values.contains { !$0.isNull }
        let hasAdditions = additions.contains { !$0.isNull }
        if hasValues { object[element.name] = element.repeats ? .array(values) : values.first }
        if hasAdditions { object["_" + element.name] = element.repeats ? .array(additions) : additions.first }
    }

    private func value(of text: String, _ kind: FHIRElements.Kind) throws -> Value {
        switch kind {
        case .boolean:
            guard text == "true" || text == "false" else { throw wrong("'true' or 'false' should be here.") }
            return .bool(text == "true")
        case .integer, .decimal:
            var reader = JSONReader(depthMost: 0, duplicateKeys: .refuse)
            guard let number = try? reader.document(text.utf8.span), number.kindName == "a number" else {
                throw wrong("A number should be here.")
            }
            if kind == .integer, number.integer == nil { throw wrong("A whole number should be here.") }
            return number
        default: return .string(text)
        }
    }

    /// Children by local name, in order of first appearance.
    private static func grouped(_ value: Value) -> [(String, [Value])] {
        var groups: [(String, [Value])] = []
        var places: [String: Int] = [:]
        for (name, child) in XMLChildren(value) {
            if let place = places[name] {
                groups[place].1.append(child)
            } else {
                places[name] = groups.count
                groups.append((name, [child]))
            }
        }
        return groups
    }

    private static func markup(_ name: String, _ value: Value) throws -> String {
        var writer = XMLWriter(pretty: false, depthMost: XMLLimits().depthMost)
        try writer.element(name, value)
        return String(decoding: writer.output, as: UTF8.self)
    }

    private static func local(_ name: String) -> String {
        name.utf8.lastIndex(of: UInt8(ascii: ":")).map { String(name[name.utf8.index(after: $0)...]) } ?? name
    }

    private func wrong(_ message: String) -> JunctionError {
        JunctionError(.malformed, message, place: Place(line: 1, path: "/" + path.joined(separator: "/")))
    }
}
