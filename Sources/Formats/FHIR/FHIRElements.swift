import Values

/// What FHIR R4's resources and types consist of: enough to tell an array from a value and a number from a text in XML, and to write
/// elements in their order. The tables are made by scripts/generators/fhir-elements, which explains their lines.
enum FHIRElements {
    enum Kind: Sendable, Hashable {
        case boolean, integer, decimal
        /// Every other primitive type.
        case text
        case xhtml
        /// A resource of any type, in an element that says which.
        case resource
        case complex(String)
    }

    struct Element: Sendable {
        var name: String
        var kind: Kind
        var repeats: Bool
    }

    struct TypeDefinition: Sendable {
        var isResource: Bool
        /// Whether it is the type Extension.
        var isExtension = false
        /// In the order of the definition, those inherited first; a choice as one element for each of its types.
        var elements: [Element]
        private let byName: [String: Int]

        init(isResource: Bool, elements: [Element]) {
            self.isResource = isResource
            self.elements = elements
            byName = Dictionary(
                elements.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        }

        func element(_ name: String) -> Element? { byName[name].map { elements[$0] } }
    }

    /// A type, a resource or a part of one (`Patient.contact`), by name.
    static func definition(_ name: String) -> TypeDefinition? { definitions[name] }

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
                "id:s meta:Meta implicitRules:s language:s text:Narrative contained:Resource* extension:Extension* modifierExtension:Extension*"
            case "r": "id:s meta:Meta implicitRules:s language:s"
            case "B": "id:s extension:Extension* modifierExtension:Extension*"
            default: "id:s extension:Extension*"
            }
        let all = inherited.split(separator: " ") + words
        return TypeDefinition(isResource: isResource, elements: all.flatMap(elements))
    }

    /// `name:Human*`, or `value[x]:string=s,Period`.
    private static func elements(_ word: Substring) -> [Element] {
        let parts = word.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return [] }
        let repeats = parts[1].hasSuffix("*")
        let types = repeats ? parts[1].dropLast() : parts[1]
        guard parts[0].hasSuffix("[x]") else {
            return [Element(name: String(parts[0]), kind: kind(types), repeats: repeats)]
        }
        let stem = parts[0].dropLast(3)
        return types.split(separator: ",").map { choice in
            let type = choice.split(separator: "=")
            let name = type[0].prefix(1).uppercased() + type[0].dropFirst()
            return Element(name: stem + name, kind: kind(type[type.count - 1]), repeats: repeats)
        }
    }

    private static func kind(_ code: Substring) -> Kind {
        switch code {
        case "b": .boolean
        case "i": .integer
        case "d": .decimal
        case "s": .text
        case "x": .xhtml
        case "Resource": .resource
        default: .complex(String(code))
        }
    }
}
