import Values

/// `docs/lint.md`: every rule of `junction check`.
package enum RulePage {
    package static var markdown: String {
        var page = """
            # What `junction check` looks for

            Made from the rules in `Sources/Contract/Lint/Rule.swift` by `scripts/generate`; do not edit. A line of output reads
            `file:line:column: message. What to do. [rule]`. Errors keep a point from running; warnings do not. The command
            exits with 0 when it finds nothing, and with 1 when it finds something.

            | rule | severity | finds | why, and what to do | code |
            |---|---|---|---|---|

            """
        for rule in Rule.all {
            page +=
                "| `\(rule.id)` | \(rule.severity.rawValue) | \(rule.summary) | \(rule.reason) | J\(rule.code.number) |\n"
        }
        return page
    }
}
