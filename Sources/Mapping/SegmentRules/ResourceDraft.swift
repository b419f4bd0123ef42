import Values

/// Resources while they are being made: one flat tree of nodes for all resources of a message. A node is made when a value is
/// put below it, and those that end up empty are left out when the draft is read.
struct ResourceDraft {
    enum Kind: UInt8 {
        case object, list, text, number, truth, falsehood
    }

    struct Node {
        var kind: Kind
        /// The member's name, among the library's keys; -1 for elements of a list and for resources.
        var key: Int32
        /// Of texts and numbers.
        var text = RuleText(0..<0)
        var firstChild: Int32 = -1
        var lastChild: Int32 = -1
        var next: Int32 = -1
    }

    private(set) var nodes: [Node] = []
    /// How many values were written, to see whether a step wrote any.
    private(set) var writes = 0

    init() {
        nodes.reserveCapacity(2048)
    }

    /// The root of a new resource.
    mutating func root() -> Int32 {
        nodes.append(Node(kind: .object, key: -1))
        return Int32(nodes.count - 1)
    }

    func member(_ key: Int32, of parent: Int32) -> Int32? {
        var child = nodes[Int(parent)].firstChild
        while child >= 0 {
            if nodes[Int(child)].key == key { return child }
            child = nodes[Int(child)].next
        }
        return nil
    }

    /// The member, made when it is not there.
    mutating func open(_ key: Int32, of parent: Int32, as kind: Kind) -> Int32 {
        member(key, of: parent) ?? add(Node(kind: kind, key: key), to: parent)
    }

    /// A new element at the end of a list.
    mutating func append(to list: Int32) -> Int32 { add(Node(kind: .object, key: -1), to: list) }

    mutating func last(of list: Int32) -> Int32 {
        let last = nodes[Int(list)].lastChild
        return last >= 0 ? last : append(to: list)
    }

    mutating func put(_ text: RuleText, at node: Int32) { set(node, .text, text) }

    /// Text that is a number of JSON.
    mutating func put(number: RuleText, at node: Int32) { set(node, .number, number) }

    mutating func put(_ flag: Bool, at node: Int32) { set(node, flag ? .truth : .falsehood, RuleText(0..<0)) }

    /// Empties the node, so that it is left out.
    mutating func remove(_ node: Int32) {
        set(node, .object, RuleText(0..<0))
        writes -= 1
    }

    /// Whether a value stands in the node or below it. Nodes are no deeper than rules nest.
    func hasContent(_ node: Int32) -> Bool {
        guard nodes[Int(node)].kind == .object || nodes[Int(node)].kind == .list else { return true }
        var child = nodes[Int(node)].firstChild
        while child >= 0 {
            if hasContent(child) { return true }
            child = nodes[Int(child)].next
        }
        return false
    }

    private mutating func set(_ node: Int32, _ kind: Kind, _ text: RuleText) {
        nodes[Int(node)].kind = kind
        nodes[Int(node)].text = text
        nodes[Int(node)].firstChild = -1
        nodes[Int(node)].lastChild = -1
        writes += 1
    }

    private mutating func add(_ node: Node, to parent: Int32) -> Int32 {
        let index = Int32(nodes.count)
        nodes.append(node)
        let last = nodes[Int(parent)].lastChild
        if last >= 0 { nodes[Int(last)].next = index } else { nodes[Int(parent)].firstChild = index }
        nodes[Int(parent)].lastChild = index
        return index
    }

    /// Which nodes hold nothing. Children stand after their parents, so one pass from the end sees them first.
    func empties() -> [Bool] {
        var isEmpty = [Bool](repeating: true, count: nodes.count)
        for index in nodes.indices.reversed() {
            switch nodes[index].kind {
            case .object, .list:
                var child = nodes[index].firstChild
                while child >= 0, isEmpty[index] {
                    if !isEmpty[Int(child)] { isEmpty[index] = false }
                    child = nodes[Int(child)].next
                }
            default: isEmpty[index] = false
            }
        }
        return isEmpty
    }
}
