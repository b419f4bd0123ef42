import Values

/// The schemas that Junction ships, by the names that points use.
package enum ValidatorCatalogue {
    package static let names = ["fhir-r4/Bundle", "hl7v2", "hl7v2/ADT"] + HL7Profile.types.map { "hl7v2/" + $0 }

    /// Throws `mapping.malformed` for a name that is not among `names`, with the nearest of `others`.
    package static func validator(named name: String, others: [String] = names) throws -> any Validator {
        switch name {
        case "hl7v2/ADT": return try HL7Profile(yaml: HL7Profile.admission, source: "hl7v2/ADT")
        case "hl7v2": return HL7StructureValidator()
        case "fhir-r4/Bundle": return FHIRBundleValidator()
        default:
            let type = name.hasPrefix("hl7v2/") ? String(name.dropFirst(6)) : ""
            if let profile = HL7Profile.yaml(of: type) { return try HL7Profile(yaml: profile, source: name) }
            let all = others.joined(separator: ", ")
            let near = name.nearest(of: others).map { "Did you mean '\($0)'?" }
            throw JunctionError(
                .mappingMalformed, "there is no schema '\(name)'",
                remedy: near ?? "Use one of: \(all), or a file in the workspace's folder schemas.")
        }
    }
}
