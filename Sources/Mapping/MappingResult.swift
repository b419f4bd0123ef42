package import Values

/// What one message became, what was noticed on the way, and where every part of it went.
package struct MappingResult: Sendable {
    package var value: Value
    package var findings: [Finding]
    package var accounting: FieldAccounting

    package init(value: Value, findings: [Finding] = [], accounting: FieldAccounting) {
        self.value = value
        self.findings = findings
        self.accounting = accounting
    }
}
