/// Which variables a part of the tree binds in the scope that it stands in.
struct BoundNames {
    private(set) var names: [String] = []

    /// What `node` binds by `:=`, but for what it binds in scopes of its own: blocks, lambdas and tuple paths.
    static func assigned(in nodes: [ExpressionNode]) -> [String] {
        var found = BoundNames()
        for node in nodes { found.collect(node, tuples: false) }
        return found.names
    }

    /// Also the variables and ancestors that the steps of a tuple path bind, those of paths within it included.
    static func bound(inTuplePath path: ExpressionNode) -> [String] {
        var found = BoundNames()
        found.collectParts(path, tuples: true)
        return found.names
    }

    private mutating func add(_ name: String) { if !names.contains(name) { names.append(name) } }

    private mutating func collect(_ node: ExpressionNode, tuples: Bool) {
        switch node.kind {
        case .lambda: return
        case .block where !tuples: return
        case .path where !tuples && node.isTuplePath: return
        case .bind: if let name = node.lhs?.value { add(name) }
        default: break
        }
        collectParts(node, tuples: tuples)
    }

    private mutating func collectParts(_ node: ExpressionNode, tuples: Bool) {
        if tuples {
            if let focus = node.focus { add(focus) }
            if let index = node.index { add(index) }
            if let ancestor = node.ancestor { add(ancestor.label) }
        }
        let parts = [node.rhs, node.procedure, node.body, node.then, node.otherwise].compactMap { $0 }
        for part in parts { collect(part, tuples: tuples) }
        if let lhs = node.lhs, node.kind != .bind { collect(lhs, tuples: tuples) }
        for child in node.children { collect(child, tuples: tuples) }
        for pair in node.pairs + (node.group ?? []) {
            collect(pair.key, tuples: tuples)
            collect(pair.value, tuples: tuples)
        }
        for term in node.terms { collect(term.expression, tuples: tuples) }
        for stage in node.predicates + node.stages {
            switch stage {
            case .filter(let predicate): collect(predicate, tuples: tuples)
            case .index(let name): if tuples { add(name) }
            }
        }
    }
}

extension ExpressionNode {
    /// Whether some step binds variables or is an ancestor that is asked for.
    var isTuplePath: Bool { kind == .path && children.contains { $0.tuple } }
}
