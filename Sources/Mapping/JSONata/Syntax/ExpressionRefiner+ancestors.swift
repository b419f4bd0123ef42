/// Finding the step that a parent operator means.
extension ExpressionRefiner {
    /// What `value` still looks for, `result` now looks for.
    static func passAncestors(from value: ExpressionNode, to result: ExpressionNode) {
        result.seekingParent += value.seekingParent
        if value.kind == .parent, let slot = value.slot { result.seekingParent.append(slot) }
    }

    /// Goes back through the steps before the last for whatever the last step looks for.
    static func resolveAncestors(_ path: ExpressionNode) throws(JSONataError) {
        guard let last = path.children.last else { return }
        var slots = last.seekingParent
        if last.kind == .parent, let slot = last.slot { slots.append(slot) }
        for slot in slots {
            var index = path.children.count - 2
            while slot.level > 0 {
                guard index >= 0 else {
                    path.seekingParent.append(slot)
                    break
                }
                var step = path.children[index]
                index -= 1
                // Steps in a row that bind their focus stay where they are, so they count as one.
                while index >= 0, step.focus != nil, path.children[index].focus != nil {
                    step = path.children[index]
                    index -= 1
                }
                try seekParent(step, slot)
            }
        }
    }

    static func seekParent(_ node: ExpressionNode, _ slot: AncestorSlot) throws(JSONataError) {
        switch node.kind {
        case .name, .wildcard:
            slot.level -= 1
            guard slot.level == 0 else { return }
            if let known = node.ancestor { slot.label = known.label }
            node.ancestor = slot
            node.tuple = true
        case .parent: slot.level += 1
        case .block:
            guard let last = node.children.last else { return }
            node.tuple = true
            try seekParent(last, slot)
        case .path:
            node.tuple = true
            var index = node.children.count - 1
            try seekParent(node.children[index], slot)
            while slot.level > 0, index > 0 {
                index -= 1
                try seekParent(node.children[index], slot)
            }
        default: throw noParent(node)
        }
    }

    /// Names the kind of expression in the reference's words; it knows no position for paths and parents.
    static func noParent(_ node: ExpressionNode) -> JSONataError {
        let hasPosition = node.kind != .path && node.kind != .parent
        return JSONataError("S0217", position: hasPosition ? node.position : nil, token: node.kind.referenceName)
    }
}

extension ExpressionNode.Kind {
    /// What the reference calls this kind of node.
    fileprivate var referenceName: String {
        switch self {
        case .literal: "value"
        case .elvis, .coalesce: "condition"
        default: "\(self)"
        }
    }
}
