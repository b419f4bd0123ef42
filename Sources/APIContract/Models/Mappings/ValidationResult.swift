/// Whether data meets a schema.
package struct ValidationResult: WireType, Hashable {
    package var valid: Bool
    package var findings: [DataFinding]

    package init(valid: Bool, findings: [DataFinding]) {
        self.valid = valid
        self.findings = findings
    }

    package static let about = About(
        "Whether data meets a schema.",
        ["valid": "Whether there is no error.", "findings": "What was noticed, errors and warnings."])
}
