package import Values

/// Checks a FHIR R4 Bundle by its structure: every resource, element, cardinality and type of value by FHIR's own definitions,
/// identifiers, references that lead somewhere, and the codes of the commonest required bindings. Invariants, other bindings and
/// profiles are not checked.
package struct FHIRBundleValidator: Validator {
    package init() {}

    package func validate(_ message: Value) -> [Finding] {
        guard message["resourceType"] == "Bundle" else {
            return [.error("fhir.resourceType", "the message is not a FHIR Bundle", at: "resourceType")]
        }
        var check = FHIRResourceCheck()
        check.code(message["type"], FHIRRules.bundleTypes, required: true, at: "type")
        let entries = message["entry"]?.array ?? []
        for (index, entry) in entries.enumerated() {
            guard let url = entry["fullUrl"]?.string, !check.known.insert(url).inserted else { continue }
            // A history holds versions of one resource.
            guard message["type"] != "history" else { continue }
            check.add("fhir.reference", "fullUrl stands twice in the Bundle", at: "entry[\(index)].fullUrl")
        }
        if message["entry"] != nil, message["entry"]?.array == nil {
            check.add("fhir.structure", "entry must be a list", at: "entry")
        }
        let isRequest = message["type"] == "transaction" || message["type"] == "batch"
        for (index, entry) in entries.enumerated() {
            check.entry(entry, isRequest: isRequest, at: "entry[\(index)]")
        }
        return check.findings
    }
}
