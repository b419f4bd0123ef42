import Values

/// The schemas that Junction ships, by the names that points use.
package enum ValidatorCatalogue {
    package static let names = ["fhir-r4/Bundle", "hl7v2/ADT"]

    /// Throws `mapping.malformed` for a name that is not among `names`, with the nearest of `others`.
    package static func validator(named name: String, others: [String] = names) throws -> any Validator {
        switch name {
        case "hl7v2/ADT": return try HL7Profile(yaml: HL7Profile.admission, source: "hl7v2/ADT")
        case "fhir-r4/Bundle": return FHIRBundleValidator()
        default:
            let all = others.joined(separator: ", ")
            let near = name.nearest(of: others).map { "Did you mean '\($0)'?" }
            throw JunctionError(
                .mappingMalformed, "there is no schema '\(name)'",
                remedy: near ?? "Use one of: \(all), or a file in the workspace's folder schemas.")
        }
    }
}
