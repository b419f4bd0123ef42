package import Values

/// What one message became, what was noticed on the way, and where every part of it went.
package struct MappingResult: Sendable {
    package var value: Value
    package var findings: [Finding]
    /// Empty when the context did not ask for it.
    package var accounting: FieldAccounting
    /// Whether what was dropped needs an explanation, as the definition's `unmapped` says.
    package var reportsDrops = true

    /// What was dropped and should not have been.
    package var unexplained: [String] { reportsDrops ? accounting.dropped : [] }

    package init(value: Value, findings: [Finding] = [], accounting: FieldAccounting) {
        self.value = value
        self.findings = findings
        self.accounting = accounting
    }
}
