import Values

/// A message laid out for rules: nodes of few numbers, the children of one side by side, and all texts in one row of bytes.
/// Made once for each message; nothing in it counts references.
struct MessageLayout {
    enum Kind: UInt8 {
        case text, parts, list
    }

    struct Node {
        /// The segment's letters packed, the number of the field, component or subcomponent, or the repetition from 0.
        var label: UInt32
        /// The first child, or where the text begins.
        var first: Int32 = 0
        /// How many children, or bytes of text.
        var count: Int32 = 0
        var kind = Kind.text
        /// Whether some leaf below holds more than spaces and HL7's null.
        var isValued = false
        /// Which parts are valued, by the bits of their numbers below 64. A list stands for its first element, and a text is
        /// its own first part.
        var valued: UInt64 = 0

        /// Whether the part of this number is certainly not valued.
        @inline(__always)
        func lacks(_ number: UInt32) -> Bool { number < 64 && valued & (1 << UInt64(number)) == 0 }
    }

    /// Levels below the message; those of HL7 are five. What is deeper holds nothing.
    private static let depthMost = 16

    private(set) var nodes: [Node] = []
    /// The texts of the message, and then what a run makes of them.
    var bytes: [UInt8] = []

    init(_ message: Value) {
        nodes.reserveCapacity(1024)
        bytes.reserveCapacity(16_384)
        nodes.append(Node(label: 0))
        fill(0, message, depth: 0)
    }

    func children(of node: Int32) -> Range<Int32> {
        let place = nodes[Int(node)]
        return place.kind == .text ? 0..<0 : place.first..<place.first + place.count
    }

    func isText(_ node: Int32) -> Bool { nodes[Int(node)].kind == .text }

    private mutating func fill(_ index: Int, _ value: Value, depth: Int) {
        guard depth < Self.depthMost else { return }
        switch value {
        case .string(let text): fill(index, text)
        case .array(let elements):
            let first = nodes.count
            let elements = elements.span
            for place in elements.indices {
                nodes.append(Node(label: depth == 0 ? Self.segmentLabel(elements[place]) : UInt32(place)))
            }
            open(index, .list, first)
            for place in elements.indices { fillChild(first + place, of: index, elements[place], depth) }
        case .object(let object): fill(index, object, depth)
        default: return
        }
    }

    private mutating func fill(_ index: Int, _ object: Object, _ depth: Int) {
        let first = nodes.count
        let members = object.members.span
        for place in members.indices {
            guard let number = SourceTree.number(members[place].key) else { continue }
            nodes.append(Node(label: number))
        }
        open(index, .parts, first)
        // Members without a number, such as a segment's name, are no nodes.
        let skipped = members.count - (nodes.count - first)
        var next = first
        for place in members.indices {
            if skipped > 0, SourceTree.number(members[place].key) == nil { continue }
            fillChild(next, of: index, members[place].value, depth)
            next += 1
        }
    }

    private mutating func open(_ index: Int, _ kind: Kind, _ first: Int) {
        nodes[index].kind = kind
        nodes[index].first = Int32(first)
        nodes[index].count = Int32(nodes.count - first)
    }

    private mutating func fillChild(_ child: Int, of parent: Int, _ value: Value, _ depth: Int) {
        fill(child, value, depth: depth + 1)
        let filled = nodes[child]
        guard filled.isValued else { return }
        nodes[parent].isValued = true
        if nodes[parent].kind == .list {
            if child == Int(nodes[parent].first) { nodes[parent].valued = filled.valued }
        } else if filled.label < 64 {
            nodes[parent].valued |= 1 << UInt64(filled.label)
        }
    }

    private mutating func fill(_ index: Int, _ text: String) {
        let start = bytes.count
        let source = text.utf8.span
        unsafe source.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
        var isValued = false
        for place in source.indices where source[place] > 0x20 {
            isValued = true
            break
        }
        if source.count == 2, source[0] == 0x22, source[1] == 0x22 { isValued = false }
        nodes[index].first = Int32(start)
        nodes[index].count = Int32(source.count)
        nodes[index].isValued = isValued
        nodes[index].valued = isValued ? 1 << 1 : 0
    }

    private static func segmentLabel(_ segment: Value) -> UInt32 {
        segment["segment"]?.string.map(SourceTree.pack) ?? 0
    }
}

extension MessageLayout {
    /// What was read, for the accounting: a row of marks by node, and the message that they are of. The tree whose paths the
    /// accounting lists is made when somebody asks.
    struct Reading: Sendable {
        private let message: Value
        private let layout: [Node]
        private let read: [Bool]
        private let ignored: [SourceMarks.IgnoreRule]

        init(_ message: Value, _ layout: MessageLayout, read: [Bool], ignoring ignored: [SourceMarks.IgnoreRule]) {
            self.message = message
            self.layout = layout.nodes
            self.read = read
            self.ignored = ignored
        }

        var marks: SourceMarks { placed.marks }

        /// The marks, and the node of the tree for each of the layout: both have the same children in the same order, but
        /// number them otherwise.
        var placed: (marks: SourceMarks, nodes: [Int32]) {
            let tree = SourceTree(message, dialect: .hl7)
            var marks = SourceMarks(tree: tree, ignoring: ignored, ignoringNulls: true)
            var nodes = [Int32](repeating: SourceTree.root, count: layout.count)
            var waiting: [(place: Int32, node: Int32)] = [(0, SourceTree.root)]
            while let (place, node) = waiting.popLast() {
                nodes[Int(place)] = node
                if read[Int(place)] { marks.mark(node) }
                let entry = layout[Int(place)]
                guard entry.kind != .text else { continue }
                for (offset, child) in tree.children(of: node).enumerated() where offset < Int(entry.count) {
                    waiting.append((entry.first + Int32(offset), child))
                }
            }
            return (marks, nodes)
        }
    }
}
