import Values

/// A source after its cleansing rules.
struct CleansedSource {
    var value: Value
    var findings: [Finding] = []
    /// What the rules took away, with the reason.
    var removed: [FieldAccounting.Ignored] = []
}

/// The cleansing rules of a definition, compiled: they mend values of the source before it is mapped.
///
///     cleanse:
///       - { path: resident.name, rules: [collapse, title] }
///       - { paths: ["contacts[*].phone", gp.phone], rules: [phone], onError: keep }
///       - { path: resident.born, rules: [repairDate], onError: skip }
///       - { path: contacts, rules: [{ deduplicate: [phone] }] }
///
/// Rules are the functions of fields. A rule that gives nothing takes the value away.
struct SourceCleanser: Sendable {
    enum Policy: String, Sendable, CaseIterable {
        /// The message cannot be mapped.
        case reject
        /// The value stays as it is, with a finding.
        case keep
        /// The value is taken away, with a finding.
        case skip
    }

    struct Rule: Sendable {
        let path: SourcePath
        let functions: [FieldFunction]
        let policy: Policy
        /// Some function looks at a whole list.
        let takesList: Bool
    }

    let rules: [Rule]
    let dialect: SourceTree.Dialect

    func cleanse(_ input: Value) throws(JunctionError) -> CleansedSource {
        var source = CleansedSource(value: input)
        for rule in rules { try apply(rule, to: &source) }
        return source
    }

    private func apply(_ rule: Rule, to source: inout CleansedSource) throws(JunctionError) {
        let tree = SourceTree(source.value, dialect: dialect)
        var changes = TreeChanges(tree: tree)
        for place in tree.all(rule.path, from: SourceTree.root) {
            guard let node = rule.takesList ? place : tree.speaking(place) else { continue }
            let old = tree.nodes[Int(node)].value
            if tree.isAbsent(old) { continue }
            do {
                var losses = ListLosses(old)
                let new = try Self.cleansed(old, by: rule.functions, &losses)
                guard new != old else { continue }
                changes.set(node, to: new)
                source.removed += Self.removed(at: node, new, losses, in: tree)
            } catch {
                let path = tree.path(of: node)
                try settle(error, rule, at: path, &source) { changes.set(node, to: nil) }
            }
        }
        source.value = changes.applied()
    }

    private static func cleansed(
        _ value: Value, by functions: [FieldFunction], _ losses: inout ListLosses
    ) throws(FieldFailure) -> Value? {
        var current = value
        for function in functions {
            guard let next = try function(current) else { return nil }
            losses.follow(from: current, to: next)
            current = next
        }
        return current
    }

    /// What is gone: the whole value, or elements of a list that stand no more in it.
    private static func removed(
        at node: Int32, _ new: Value?, _ losses: ListLosses, in tree: SourceTree
    ) -> [FieldAccounting.Ignored] {
        let path = tree.path(of: node)
        guard new != nil else { return [.init(path: path, reason: "cleansing left nothing of it")] }
        guard let gone = losses.gone else { return [.init(path: path, reason: "cleansing left a part of it")] }
        return gone.map { position in
            let child = tree.children(of: node).lowerBound + Int32(position)
            return .init(path: tree.path(of: child), reason: "a repeat, by the cleansing rules")
        }
    }

    private func settle(
        _ failure: FieldFailure, _ rule: Rule, at path: String, _ source: inout CleansedSource, _ remove: () -> Void
    ) throws(JunctionError) {
        let message = "\(path) \(failure.reason)"
        switch rule.policy {
        case .reject: throw JunctionError(.mappingFailed, message, place: Place(path: path))
        case .keep: source.findings.append(Finding(.warning, "mapping.kept", message, place: Place(path: path)))
        case .skip:
            source.findings.append(Finding(.warning, "mapping.skipped", message, place: Place(path: path)))
            source.removed.append(.init(path: path, reason: "could not be cleansed"))
            remove()
        }
    }
}

/// Which elements of a list get lost while rules change it.
struct ListLosses {
    /// Positions in the first list of what is left; nil when that can no longer be told.
    private var left: [Int]?
    private let count: Int

    init(_ value: Value) {
        count = value.array?.count ?? 0
        left = Array(0..<count)
    }

    /// Positions of what is gone; nil when that cannot be told.
    var gone: [Int]? {
        guard let left else { return nil }
        let kept = Set(left)
        return (0..<count).filter { !kept.contains($0) }
    }

    /// A rule that takes elements away leaves the others as they are, or else nobody can say which it took.
    mutating func follow(from before: Value, to after: Value) {
        guard let positions = left, case .array(let old) = before, case .array(let new) = after, new.count < old.count
        else { return }
        var rest = new[...]
        var kept: [Int] = []
        for (position, element) in zip(positions, old) where rest.first == element {
            rest.removeFirst()
            kept.append(position)
        }
        left = rest.isEmpty ? kept : nil
    }
}
