package import Values

/// Checks a FHIR R4 Bundle by its structure: known resource types, required elements, identifiers, references that lead
/// somewhere, dates, and the codes of required bindings, as far as Junction's mappings make them. It is no full FHIR
/// validator; what it does not check is not said to be right.
package struct FHIRBundleValidator: Validator {
    package init() {}

    package func validate(_ message: Value) -> [Finding] {
        guard message["resourceType"] == "Bundle" else {
            return [.error("fhir.resourceType", "the message is not a FHIR Bundle", at: "resourceType")]
        }
        var check = FHIRResourceCheck()
        check.code(message["type"], FHIRRules.bundleTypes, required: true, at: "type")
        let entries = message["entry"]?.array ?? []
        check.known = Set(entries.compactMap { $0["fullUrl"]?.string })
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
