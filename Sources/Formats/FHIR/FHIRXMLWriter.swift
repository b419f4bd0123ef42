import Values

/// Makes the value of a resource's XML, by the convention of `XMLFormat`, of its value in JSON.
struct FHIRXMLWriter {
    private var path: [String] = []

    /// The resource's type and the content of its element.
    mutating func resource(_ object: Object) throws -> (String, Object) {
        guard let type = object["resourceType"]?.string, let definition = FHIRElements.definition(type),
            definition.isResource
        else { throw unfit("The 'resourceType' should name a resource of FHIR R4.") }
        path.append(type)
        var rest = object
        rest["resourceType"] = nil
        let content = try members(of: rest, definition)
        path.removeLast()
        return (type, content)
    }

    /// Attributes first, then elements in the order of the definition.
    private mutating func members(of object: Object, _ definition: FHIRElements.TypeDefinition) throws -> Object {
        guard path.count <= FHIRXMLFormat.depthMost else {
            throw JunctionError(
                .formatLimit, "The resource is nested deeper than depthMost \(FHIRXMLFormat.depthMost).")
        }
        var output = Object()
        var found = 0
        for element in definition.elements {
            let value = object[element.name]
            let addition = object["_" + element.name]
            if value == nil, addition == nil { continue }
            found += (value == nil ? 0 : 1) + (addition == nil ? 0 : 1)
            path.append(element.name)
            if Self.isAttribute(element, definition) {
                guard let text = value?.string, addition == nil else { throw unfit("A text should be here.") }
                output["@" + element.name] = .string(text)
            } else {
                let values = try values(value, addition, element)
                if !values.isEmpty { output[element.name] = values.count == 1 ? values[0] : .array(values) }
            }
            path.removeLast()
        }
        guard found == object.count else {
            let foreign = object.keys.first { name in
                definition.element(name.hasPrefix("_") ? String(name.dropFirst()) : name) == nil
            }
            path.append(String((foreign ?? "").prefix(60)))
            throw unfit("FHIR R4 has no such element here.")
        }
        return output
    }

    /// `id` of elements and `url` of extensions are attributes.
    private static func isAttribute(_ element: FHIRElements.Element, _ definition: FHIRElements.TypeDefinition) -> Bool
    {
        if definition.isResource { return false }
        return element.name == "id" || element.name == "url" && definition.isExtension
    }

    private mutating func values(_ value: Value?, _ addition: Value?, _ element: FHIRElements.Element) throws -> [Value]
    {
        guard element.repeats else { return [try one(value, addition, element)] }
        let values = try list(value)
        let additions = try list(addition)
        var output: [Value] = []
        for index in 0..<max(values.count, additions.count) {
            let value = index < values.count ? values[index] : nil
            let addition = index < additions.count ? additions[index] : nil
            output.append(try one(value == .null ? nil : value, addition == .null ? nil : addition, element))
        }
        return output
    }

    private func list(_ value: Value?) throws -> [Value] {
        guard let value else { return [] }
        guard let elements = value.array else { throw unfit("An array should be here.") }
        return elements
    }

    private mutating func one(_ value: Value?, _ addition: Value?, _ element: FHIRElements.Element) throws -> Value {
        switch (element.kind, value) {
        case (.complex(let type), .object(let object)?):
            guard let definition = FHIRElements.definition(type), addition == nil else {
                throw unfit("FHIR R4 has no such element here.")
            }
            return .object(try members(of: object, definition))
        case (.resource, .object(let object)?):
            let (name, content) = try resource(object)
            return .object(Object(distinct: [Object.Member(key: name, value: .object(content))]))
        case (.xhtml, .string(let text)?): return try markup(text)
        case (.complex, _), (.resource, _), (.xhtml, _):
            throw unfit("An object, or narrative in XHTML, should be here.")
        default: return try primitive(value, addition, element.kind)
        }
    }

    private mutating func primitive(_ value: Value?, _ addition: Value?, _ kind: FHIRElements.Kind) throws -> Value {
        var output = Object()
        if let addition {
            guard let object = addition.object, let definition = FHIRElements.definition("Element") else {
                throw unfit("An object with an id or extensions should be here.")
            }
            output = try members(of: object, definition)
        }
        if let value {
            let fits: Bool =
                switch (value, kind) {
                case (.bool, .boolean), (.string, .text), (.integer, .integer), (.integer, .decimal),
                    (.double, .decimal),
                    (.decimal, .decimal):
                    true
                // A whole number that was written with an exponent.
                case (.decimal, .integer), (.double, .integer): false
                default: false
                }
            guard fits else { throw unfit("A value of the element's type should be here, not \(value.kindName).") }
            output = Object(distinct: Self.attributesFirst(output, value))
        }
        return .object(output)
    }

    private static func attributesFirst(_ output: Object, _ value: Value) -> [Object.Member] {
        let member = Object.Member(key: "@value", value: value)
        let split = output.members.firstIndex { !$0.key.hasPrefix("@") } ?? output.count
        return Array(output.members[..<split]) + [member] + Array(output.members[split...])
    }

    /// The narrative's one element, `div`.
    private func markup(_ text: String) throws -> Value {
        guard let parsed = try? XMLFormat().decode(Array(text.utf8)).object, let root = parsed.members.first,
            root.key == "div"
        else { throw unfit("Narrative is one element 'div' of XHTML.") }
        return root.value
    }

    private func unfit(_ message: String) -> JunctionError {
        JunctionError(.notRepresentable, message, place: Place(path: "$." + path.joined(separator: ".")))
    }
}
