import Values

/// What FHIR R4's resources and types consist of: enough to tell an array from a value and a number from a text in XML, and to write
/// elements in their order. The tables are made by scripts/generators/fhir-elements, which explains their lines.
package enum FHIRElements {
    package enum Kind: Sendable, Hashable {
        case boolean, integer, decimal
        /// Every other primitive type.
        case text
        case xhtml
        /// A resource of any type, in an element that says which.
        case resource
        case complex(String)
    }

    package struct Element: Sendable {
        package var name: String
        package var kind: Kind
        /// What a primitive's value looks like; nil for other kinds.
        package var primitive: FHIRPrimitive?
        package var repeats: Bool
        package var isRequired = false
        /// What the choice that it is a part of is called: `value` of `valueString`.
        package var choice: String?
    }

    package struct TypeDefinition: Sendable {
        package var isResource: Bool
        /// Whether it is the type Extension.
        package var isExtension = false
        /// In the order of the definition, those inherited first; a choice as one element for each of its types.
        package var elements: [Element]
        /// Elements that must stand, a choice once by the name of its stem.
        package let required: [String]
        private let byName: [String: Int]

        init(isResource: Bool, elements: [Element]) {
            self.isResource = isResource
            self.elements = elements
            byName = Dictionary(
                elements.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
            var required: [String] = []
            for element in elements where element.isRequired {
                let name = element.choice ?? element.name
                if required.last != name { required.append(name) }
            }
            self.required = required
        }

        package func element(_ name: String) -> Element? { byName[name].map { elements[$0] } }
    }

    /// A type, a resource or a part of one (`Patient.contact`), by name.
    package static func definition(_ name: String) -> TypeDefinition? { definitions[name] }

    /// Every type of resource, sorted.
    static var resourceNames: [String] { definitions.filter { $0.value.isResource }.map(\.key).sorted() }

    private static let definitions: [String: TypeDefinition] = {
        var found: [String: TypeDefinition] = [:]
        for table in [types, resources1, resources2, resources3, resources4] {
            for line in table.split(separator: "\n") {
                let words = line.split(separator: " ")
                guard words.count >= 2 else { continue }
                found[String(words[0])] = definition(words[1], words.dropFirst(2))
            }
        }
        // What primitives have beside their value.
        found["Element"] = definition("E", [])
        found["Extension"]?.isExtension = true
        return found
    }()

    private static func definition(_ kind: Substring, _ words: ArraySlice<Substring>) -> TypeDefinition {
        let isResource = kind == "R" || kind == "r"
        let inherited =
            switch kind {
            case "R":
                "id:k meta:Meta implicitRules:u language:c text:Narrative contained:Resource* extension:Extension* modifierExtension:Extension*"
            case "r": "id:k meta:Meta implicitRules:u language:c"
            case "B": "id:s extension:Extension* modifierExtension:Extension*"
            default: "id:s extension:Extension*"
            }
        let all = inherited.split(separator: " ") + words
        return TypeDefinition(isResource: isResource, elements: all.flatMap(elements))
    }

    /// `name:HumanName*`, `status:c!`, or `value[x]:string=s,Period`.
    private static func elements(_ word: Substring) -> [Element] {
        let parts = word.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return [] }
        let isRequired = parts[1].hasSuffix("!")
        let marked = isRequired ? parts[1].dropLast() : parts[1]
        let repeats = marked.hasSuffix("*")
        let types = repeats ? marked.dropLast() : marked
        guard parts[0].hasSuffix("[x]") else {
            return [element(String(parts[0]), types, repeats: repeats, isRequired: isRequired)]
        }
        let stem = parts[0].dropLast(3)
        return types.split(separator: ",").map { choice in
            let type = choice.split(separator: "=")
            let name = type[0].prefix(1).uppercased() + type[0].dropFirst()
            var element = element(stem + name, type[type.count - 1], repeats: repeats, isRequired: isRequired)
            element.choice = String(stem)
            return element
        }
    }

    private static func element(_ name: String, _ code: Substring, repeats: Bool, isRequired: Bool) -> Element {
        let primitive = FHIRPrimitive(rawValue: String(code))
        return Element(
            name: name, kind: primitive?.kind ?? (code == "Resource" ? .resource : .complex(String(code))),
            primitive: primitive, repeats: repeats, isRequired: isRequired)
    }
}
