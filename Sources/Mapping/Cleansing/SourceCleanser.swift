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
                let new = try Self.cleansed(old, by: rule.functions)
                guard new != old else { continue }
                changes.set(node, to: new)
                source.removed += Self.losses(at: node, old, new, in: tree)
            } catch {
                let path = tree.path(of: node)
                try settle(error, rule, at: path, &source) { changes.set(node, to: nil) }
            }
        }
        source.value = changes.applied()
    }

    private static func cleansed(_ value: Value, by functions: [FieldFunction]) throws(FieldFailure) -> Value? {
        var current = value
        for function in functions {
            guard let next = try function(current) else { return nil }
            current = next
        }
        return current
    }

    /// What is gone: the whole value, or elements of a list that stand no more in it.
    private static func losses(
        at node: Int32, _ old: Value, _ new: Value?, in tree: SourceTree
    ) -> [FieldAccounting.Ignored] {
        guard let new else { return [.init(path: tree.path(of: node), reason: "cleansing left nothing of it")] }
        guard case .array(let left) = new, case .array(let elements) = old, left.count < elements.count else {
            return []
        }
        var rest = left[...]
        var losses: [FieldAccounting.Ignored] = []
        for (position, element) in elements.enumerated() {
            if rest.first == element {
                rest.removeFirst()
            } else {
                let child = tree.children(of: node).lowerBound + Int32(position)
                losses.append(.init(path: tree.path(of: child), reason: "a repeat, by the cleansing rules"))
            }
        }
        return losses
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
