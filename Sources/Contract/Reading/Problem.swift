package import Values

/// Something in a file that keeps it from meaning what its author wants, with the place and what to do.
package struct Problem: Error, Sendable, Hashable, CustomStringConvertible {
    /// Whether the file may still be used.
    package enum Severity: String, Sendable, Comparable, CaseIterable {
        /// Cannot run as written.
        case error
        /// Runs, but hardly as meant.
        case warning

        package static func < (left: Severity, right: Severity) -> Bool { left == .error && right == .warning }
    }

    package var rule: Rule
    /// What is wrong, in a phrase without a full stop.
    package var message: String
    /// What to do about it, a sentence; empty when the message says it.
    package var remedy: String
    package var place: Place

    package init(_ rule: Rule, _ message: String, remedy: String = "", at place: Place) {
        self.rule = rule
        self.message = message
        self.remedy = remedy
        self.place = place
    }

    package var severity: Severity { rule.severity }

    /// `points/adt.yaml:31:5: unknown key 'retires' in technicalSolution.deliver[0]. Did you mean 'retry'?`
    package var description: String {
        var position = place
        position.path = nil
        let located = position.description.isEmpty ? "" : "\(position): "
        return located + message + "." + (remedy.isEmpty ? "" : " " + remedy)
    }

    /// The same as the product's one error shape.
    package var error: JunctionError {
        JunctionError(rule.code, message, remedy: remedy.isEmpty ? nil : remedy, place: place)
    }

    /// By file, line and column, as a person reads.
    package static func inReadingOrder(_ left: Problem, _ right: Problem) -> Bool {
        let (first, second) = (left.place, right.place)
        if first.source != second.source { return (first.source ?? "") < (second.source ?? "") }
        return (first.line ?? 0, first.column ?? 0, left.rule.id) < (
            second.line ?? 0, second.column ?? 0, right.rule.id
        )
    }
}
