import Values

/// What differs between two documents, by path. Lists whose entries have names are compared by name, so that an entry put in
/// between does not change all that follow.
struct DocumentComparison {
    struct Difference {
        var path: String
        var kind: Change.Kind
        var old: SourceNode?
        var new: SourceNode?
    }

    private(set) var differences: [Difference] = []

    /// By the end of a list's path: the keys that name its entries.
    private static let names: [(list: String, keys: [String])] = [
        ("technicalSolution.deliver", ["system", "operation"]),
        ("technicalSolution.projections", ["id"]), ("technicalSolution.streams", ["id"]),
        ("technicalSolution.sagas", ["id"]),
        ("technicalSolution.steps", ["validate", "map", "filter", "split"]),
        ("expectedBehavior", ["scenario"]),
        ("versioning", ["version"]), ("sampleData", ["in"]), ("monitoring.alerts", ["when", "notify"]),
        ("testing", ["what"]),
    ]

    mutating func compare(_ old: SourceNode, _ new: SourceNode, path: String) {
        switch (old.content, new.content) {
        case (.mapping(let before), .mapping(let after)): compare(before, after, path: path)
        case (.list(let before), .list(let after)): compare(before, after, path: path, old, new)
        case (.scalar(let before, _), .scalar(let after, _)):
            if before != after { report(.changed, path, old, new) }
        default: report(.changed, path, old, new)
        }
    }

    private mutating func compare(_ old: [SourceNode.Member], _ new: [SourceNode.Member], path: String) {
        func inner(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
        for member in old {
            if let other = new.first(where: { $0.key == member.key }) {
                compare(member.value, other.value, path: inner(member.key))
            } else {
                report(.removed, inner(member.key), member.value, nil)
            }
        }
        for member in new where !old.contains(where: { $0.key == member.key }) {
            report(.added, inner(member.key), nil, member.value)
        }
    }

    private mutating func compare(
        _ old: [SourceNode], _ new: [SourceNode], path: String, _ oldList: SourceNode, _ newList: SourceNode
    ) {
        let before = named(old, path: path)
        let after = named(new, path: path)
        for (name, node) in before {
            if let other = after.first(where: { $0.name == name }) {
                compare(node, other.node, path: "\(path)[\(name)]")
            } else {
                report(.removed, "\(path)[\(name)]", node, nil)
            }
        }
        for (name, node) in after where !before.contains(where: { $0.name == name }) {
            report(.added, "\(path)[\(name)]", nil, node)
        }
        let kept = before.map(\.name).filter { name in after.contains { $0.name == name } }
        if kept != after.map(\.name).filter({ kept.contains($0) }) {
            report(.changed, path + "[order]", oldList, newList)
        }
    }

    /// Entries with their names; a name that repeats is numbered.
    private func named(_ nodes: [SourceNode], path: String) -> [(name: String, node: SourceNode)] {
        let keys = Self.names.first { path == $0.list }?.keys
        var counts: [String: Int] = [:]
        return nodes.enumerated().map { index, node in
            let parts = keys?.compactMap { node[$0]?.text } ?? []
            let name = node.text ?? (parts.isEmpty ? String(index) : parts.joined(separator: "/"))
            counts[name, default: 0] += 1
            let count = counts[name] ?? 1
            return (count == 1 ? name : "\(name)#\(count)", node)
        }
    }

    private mutating func report(_ kind: Change.Kind, _ path: String, _ old: SourceNode?, _ new: SourceNode?) {
        differences.append(Difference(path: path, kind: kind, old: old, new: new))
    }
}
