import Values

/// Changes to single places of a source, and the source with them made.
struct TreeChanges {
    let tree: SourceTree
    private var changes: [Int32: Value?] = [:]
    /// Nodes that hold a changed one.
    private var touched: Set<Int32> = []

    init(tree: SourceTree) { self.tree = tree }

    /// Nil takes the value away.
    mutating func set(_ node: Int32, to value: Value?) {
        changes[node] = .some(value)
        var parent = tree.nodes[Int(node)].parent
        while parent >= 0, touched.insert(parent).inserted { parent = tree.nodes[Int(parent)].parent }
    }

    func applied() -> Value { value(of: SourceTree.root) ?? .null }

    private func value(of node: Int32) -> Value? {
        if let change = changes[node] { return change }
        let old = tree.nodes[Int(node)].value
        guard touched.contains(node) else { return old }
        switch old {
        case .array: return .array(tree.children(of: node).compactMap(value))
        case .object(let object):
            let members = object.members.compactMap { member -> Object.Member? in
                guard let child = tree.child(of: node, key: member.key, in: object) else { return member }
                return value(of: child).map { Object.Member(key: member.key, value: $0) }
            }
            return .object(Object(distinct: members))
        default: return old
        }
    }
}
