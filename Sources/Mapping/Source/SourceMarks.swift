import Values

/// Which parts of a source a mapping has read, and which it says it leaves aside.
struct SourceMarks: Sendable {
    struct IgnoreRule: Sendable {
        let path: SourcePath
        let reason: String
    }

    let tree: SourceTree
    private var read: [Bool]
    private let rules: [IgnoreRule]
    /// What cleansing took away before the tree was made.
    private let removed: [FieldAccounting.Ignored]
    /// Whether HL7's null, which says that a field is empty, needs no reading.
    private let ignoresNulls: Bool

    init(
        tree: SourceTree, ignoring rules: [IgnoreRule], removed: [FieldAccounting.Ignored] = [],
        ignoringNulls ignoresNulls: Bool = false
    ) {
        self.tree = tree
        self.ignoresNulls = ignoresNulls
        self.removed = removed
        self.rules = rules
        read = [Bool](repeating: false, count: tree.nodes.count)
    }

    /// Marks the node, and so all that it holds, as read.
    mutating func mark(_ node: Int32) { read[Int(node)] = true }

    /// Whether the node, or one that holds it, was marked.
    func isRead(_ node: Int32) -> Bool {
        var node = node
        while node >= 0 {
            if read[Int(node)] { return true }
            node = tree.nodes[Int(node)].parent
        }
        return false
    }

    /// Sorts every leaf by where it went. Costs a path for each leaf, so it is left until somebody asks.
    func accounted() -> (mapped: [String], ignored: [FieldAccounting.Ignored], dropped: [String]) {
        let reasons = reasons()
        var mapped: [String] = []
        var ignored: [FieldAccounting.Ignored] = []
        var dropped: [String] = []
        var waiting: [(node: Int32, read: Bool, reason: Int)] = [(SourceTree.root, false, -1)]
        while let (node, readAbove, reasonAbove) = waiting.popLast() {
            let reason = reasons[Int(node)] >= 0 ? reasons[Int(node)] : reasonAbove
            let isRead = read[Int(node)] || readAbove
            guard tree.isLeaf(node) else {
                for child in tree.children(of: node).reversed() { waiting.append((child, isRead, reason)) }
                continue
            }
            let path = tree.path(of: node)
            if isRead {
                mapped.append(path)
            } else if reason >= 0 {
                ignored.append(.init(path: path, reason: rules[reason].reason))
            } else if isDelimiter(node) {
                ignored.append(.init(path: path, reason: "says how the message is written"))
            } else if ignoresNulls, tree.isAbsent(tree.nodes[Int(node)].value) {
                ignored.append(.init(path: path, reason: "says that the field is empty"))
            } else {
                dropped.append(path)
            }
        }
        return (mapped, ignored + removed, dropped)
    }

    /// For each node the first rule that names it, or -1.
    private func reasons() -> [Int] {
        var reasons = [Int](repeating: -1, count: tree.nodes.count)
        for (number, rule) in rules.enumerated() {
            for node in tree.all(rule.path, from: SourceTree.root) where reasons[Int(node)] < 0 {
                reasons[Int(node)] = number
            }
        }
        return reasons
    }

    /// MSH-1 and MSH-2 hold no data of the message.
    private func isDelimiter(_ node: Int32) -> Bool {
        let entry = tree.nodes[Int(node)]
        guard tree.dialect == .hl7, entry.parent > 0, entry.label <= 2 else { return false }
        let segment = tree.nodes[Int(entry.parent)]
        return segment.parent == SourceTree.root && segment.label == SourceTree.pack("MSH")
    }
}
