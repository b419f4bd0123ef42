package import Values

/// What became of a message.
package struct TransformationResult: WireType, Hashable {
    package var mappingId: String
    package var result: Value
    package var findings: [DataFinding]
    package var accounting: FieldAccounts

    package init(mappingId: String, result: Value, findings: [DataFinding], accounting: FieldAccounts) {
        self.mappingId = mappingId
        self.result = result
        self.findings = findings
        self.accounting = accounting
    }

    package static let about = About(
        "What became of a message.",
        [
            "mappingId": "Name of the mapping.", "result": "What the mapping made of the message.",
            "findings": "What was noticed on the way.", "accounting": "Where every field of the message went.",
        ])
}
