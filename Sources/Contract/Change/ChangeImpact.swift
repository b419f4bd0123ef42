import Values

/// What a new version of a point means to those who rely on the old one.
package struct ChangeImpact: Sendable {
    package var changes: [Change]
    /// The version numbers; nil where a file has none that can be read.
    package var from: SemanticVersion?
    package var to: SemanticVersion?

    /// Compares two documents of a point, as they were written.
    package static func compare(_ old: SourceNode, _ new: SourceNode) -> ChangeImpact {
        var comparison = DocumentComparison()
        comparison.compare(old, new, path: "")
        let changes = comparison.differences.filter { $0.path != "version" }.map { difference in
            let rule = ChangeRule.first(for: difference)
            let impact = rule.judge?(difference) ?? rule.impact
            return Change(
                path: difference.path, kind: difference.kind, from: difference.old?.text, to: difference.new?.text,
                impact: impact, affects: rule.affects, reason: rule.reason,
                place: (difference.new ?? difference.old)?.place ?? Place())
        }
        return ChangeImpact(
            changes: changes, from: SemanticVersion(old["version"]?.text ?? ""),
            to: SemanticVersion(new["version"]?.text ?? ""))
    }

    /// Compares two point files; nil, with problems, when one of them is not YAML.
    package static func compare(
        old: [UInt8], new: [UInt8], source: String
    ) -> (impact: ChangeImpact?, problems: [Problem]) {
        let (before, after) = (YAMLReader.read(old, source: source), YAMLReader.read(new, source: source))
        guard let first = before.node, let second = after.node else { return (nil, before.problems + after.problems) }
        return (compare(first, second), [])
    }

    package var isBreaking: Bool { changes.contains { $0.impact == .breaking } }

    /// How the version number must grow for what has changed; nil when nothing has.
    package var bumpNeeded: Bump? {
        if changes.isEmpty { return nil }
        if isBreaking { return .major }
        let isOnlyWords = changes.allSatisfy { $0.impact == .compatible && $0.affects == .owners }
        return isOnlyWords ? .patch : .minor
    }

    package enum Bump: String, Sendable, Comparable {
        case patch, minor, major
        private var rank: Int { self == .patch ? 0 : self == .minor ? 1 : 2 }
        package static func < (left: Bump, right: Bump) -> Bool { left.rank < right.rank }
    }

    /// How the version number has grown; nil when it has not.
    package var bumpMade: Bump? {
        guard let from, let to, to > from else { return nil }
        return to.major > from.major ? .major : to.minor > from.minor ? .minor : .patch
    }

    /// Whether the version number says as much as has changed.
    package var isVersionSufficient: Bool {
        guard let needed = bumpNeeded else { return true }
        return bumpMade.map { $0 >= needed } ?? false
    }
}
