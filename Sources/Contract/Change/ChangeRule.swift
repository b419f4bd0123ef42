import Values

/// What a difference at a path means. The first rule that fits decides; what none fits is undecided.
struct ChangeRule: Sendable {
    /// A path, with `[]` for an entry of a list and `*` for any one key; it fits everything beneath it too.
    let path: String
    /// Nil fits all kinds.
    let kind: Change.Kind?
    let impact: Change.Impact
    let affects: Change.Party
    let reason: String
    /// Decides by the values where the path alone cannot.
    let judge: (@Sendable (DocumentComparison.Difference) -> Change.Impact)?

    init(
        _ path: String, when kind: Change.Kind? = nil, _ impact: Change.Impact, _ affects: Change.Party,
        _ reason: String,
        judge: (@Sendable (DocumentComparison.Difference) -> Change.Impact)? = nil
    ) {
        self.path = path
        self.kind = kind
        self.impact = impact
        self.affects = affects
        self.reason = reason
        self.judge = judge
    }

    static func first(for difference: DocumentComparison.Difference) -> ChangeRule {
        let parts = pieces(difference.path)
        return all.first { rule in
            guard rule.kind == nil || rule.kind == difference.kind else { return false }
            let wanted = pieces(rule.path)
            return wanted.count <= parts.count && zip(wanted, parts).allSatisfy { $0 == "*" || $0 == $1 }
        } ?? ChangeRule("", .undecided, .owners, "No rule speaks of this key; read it with those it concerns.")
    }

    /// `a.b[x/y.z].c` → `a`, `b`, `[]`, `c`: names of entries may contain anything but brackets. The order of a list stays
    /// `[order]`.
    private static func pieces(_ path: String) -> [String] {
        var pieces = [""]
        var isWithin = false
        var within = ""
        for letter in path {
            switch letter {
            case "[":
                isWithin = true
                within = ""
                pieces.append("[]")
            case "]":
                isWithin = false
                if within == "order" { pieces[pieces.count - 1] = "[order]" }
            case "." where !isWithin: pieces.append("")
            case _ where isWithin: within.append(letter)
            default: pieces[pieces.count - 1].append(letter)
            }
        }
        return pieces
    }

    /// Later is kinder than earlier.
    @Sendable static func laterIsCompatible(_ difference: DocumentComparison.Difference) -> Change.Impact {
        let old = difference.old?.text.flatMap { CivilDate(written: $0) }
        guard let new = difference.new?.text.flatMap({ CivilDate(written: $0) }) else { return .compatible }
        guard let old else { return .breaking }
        return new >= old ? .compatible : .breaking
    }

    /// A setting that has a default needs nobody to do anything.
    @Sendable static func defaultIsCompatible(_ difference: DocumentComparison.Difference) -> Change.Impact {
        difference.new?["default"] == nil ? .breaking : .compatible
    }
}
