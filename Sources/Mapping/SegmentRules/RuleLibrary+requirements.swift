import Formats

extension RuleLibrary {
    /// An element that FHIR requires of a resource, and what stands in it when the message says nothing of it.
    struct Requirement: Sendable {
        enum Gap: Sendable {
            /// A reference or coding that says `unknown` in words.
            case display
            /// A concept that does.
            case text
            /// A primitive: FHIR's extension for absent data stands beside the value, under this key.
            case absent(Int32)
        }

        /// The element's key; those of each type for a choice.
        var keys: [Int32]
        var repeats: Bool
        var gap: Gap
    }
}

extension RuleCompiler {
    /// What FHIR requires of each type of resource that the rules make. Parts (backbone elements) are left to the rules.
    mutating func findRequirements() {
        library.unknown = literal("unknown")
        library.absentReason = literal("http://hl7.org/fhir/StructureDefinition/data-absent-reason")
        for (number, type) in library.keys.enumerated() {
            guard let definition = FHIRElements.definition(type), definition.isResource else { continue }
            var found: [RuleLibrary.Requirement] = []
            for name in definition.required {
                let elements = definition.elements.filter { ($0.choice ?? $0.name) == name }
                guard let first = elements.first, let gap = gap(of: first) else { continue }
                let keys = elements.map { key($0.name) }
                found.append(RuleLibrary.Requirement(keys: keys, repeats: first.repeats, gap: gap))
            }
            if !found.isEmpty { library.required[Int32(number)] = found }
        }
    }

    private mutating func gap(of element: FHIRElements.Element) -> RuleLibrary.Requirement.Gap? {
        switch element.kind {
        case .complex("Reference"), .complex("Coding"): .display
        case .complex("CodeableConcept"): .text
        case .complex, .resource, .xhtml: nil
        default: element.repeats ? nil : .absent(key("_" + element.name))
        }
    }
}

extension RuleRun {
    /// Fills in what FHIR requires and the message does not say.
    mutating func completeResources() {
        for resource in resources where resource.root >= 0 {
            guard let required = library.required[resource.type], draft.hasContent(resource.root) else { continue }
            for requirement in required where !stands(requirement, in: resource.root) {
                fill(requirement, of: resource.root)
            }
        }
    }

    private func stands(_ requirement: RuleLibrary.Requirement, in root: Int32) -> Bool {
        if case .absent(let key) = requirement.gap, draft.member(key, of: root).map(draft.hasContent) ?? false {
            return true
        }
        return requirement.keys.contains { draft.member($0, of: root).map(draft.hasContent) ?? false }
    }

    private mutating func fill(_ requirement: RuleLibrary.Requirement, of root: Int32) {
        guard let key = requirement.keys.first else { return }
        if case .absent(let addition) = requirement.gap {
            let list = draft.open(RuleLibrary.extensionKey, of: draft.open(addition, of: root, as: .object), as: .list)
            let element = draft.append(to: list)
            draft.put(
                RuleText(literal: library.absentReason), at: draft.open(RuleLibrary.urlKey, of: element, as: .text))
            draft.put(
                RuleText(literal: library.unknown), at: draft.open(RuleLibrary.valueCodeKey, of: element, as: .text))
            return
        }
        var element = draft.open(key, of: root, as: requirement.repeats ? .list : .object)
        if requirement.repeats { element = draft.last(of: element) }
        let isText = if case .text = requirement.gap { true } else { false }
        draft.put(
            RuleText(literal: library.unknown),
            at: draft.open(isText ? RuleLibrary.textKey : RuleLibrary.displayKey, of: element, as: .text))
    }

}
