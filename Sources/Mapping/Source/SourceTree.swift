import Values

/// A message laid out so that every part of it has a number: paths resolve to numbers, and what was read is a row of
/// marks. Made once for each message; the children of a node stand side by side.
struct SourceTree: Sendable {
    /// How paths speak of the source.
    enum Dialect: Sendable {
        /// Members and positions from 0: `order.lines[0].sku`.
        case generic
        /// Segments, fields, repetitions and components from 1: `PID-3[2].4.2`.
        case hl7
    }

    struct Node: Sendable {
        var value: Value
        var parent: Int32
        var firstChild: Int32 = 0
        var childCount: Int32 = 0
        /// HL7: the segment's letters packed, or the number of the field, component or subcomponent. Else the position
        /// within the parent.
        var label: UInt32
    }

    static let root: Int32 = 0

    let dialect: Dialect
    private(set) var nodes: [Node] = []

    init(_ value: Value, dialect: Dialect) {
        self.dialect = dialect
        nodes.reserveCapacity(256)
        nodes.append(Node(value: value, parent: -1, label: 0))
        var next = 0
        while next < nodes.count {
            expand(next)
            next += 1
        }
    }

    private mutating func expand(_ index: Int) {
        let first = nodes.count
        switch nodes[index].value {
        case .array(let elements):
            let areSegments = dialect == .hl7 && index == 0
            for (position, element) in elements.enumerated() {
                let label = areSegments ? Self.segmentLabel(element) : UInt32(position)
                nodes.append(Node(value: element, parent: Int32(index), label: label))
            }
        case .object(let object):
            if dialect == .hl7 {
                for member in object.members {
                    guard let number = Self.number(member.key) else { continue }
                    nodes.append(Node(value: member.value, parent: Int32(index), label: number))
                }
            } else {
                for (position, member) in object.members.enumerated() {
                    nodes.append(Node(value: member.value, parent: Int32(index), label: UInt32(position)))
                }
            }
        default: return
        }
        nodes[index].firstChild = Int32(first)
        nodes[index].childCount = Int32(nodes.count - first)
    }

    /// A segment's name as one number; up to four letters.
    static func pack(_ name: String) -> UInt32 { name.utf8.prefix(4).reduce(0) { $0 << 8 | UInt32($1) } }

    static func unpack(_ label: UInt32) -> String {
        let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: label >> $0) }.drop { $0 == 0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func segmentLabel(_ segment: Value) -> UInt32 { segment["segment"]?.string.map(pack) ?? 0 }

    static func number(_ key: String) -> UInt32? {
        var number: UInt32 = 0
        let bytes = key.utf8.span
        for index in bytes.indices {
            let digit = bytes[index] &- 0x30
            guard digit < 10, number < 100_000 else { return nil }
            number = number * 10 + UInt32(digit)
        }
        return number == 0 ? nil : number
    }
}

extension SourceTree {
    func children(of node: Int32) -> Range<Int32> {
        let parent = nodes[Int(node)]
        return parent.firstChild..<parent.firstChild + parent.childCount
    }

    func child(of node: Int32, labelled label: UInt32) -> Int32? {
        children(of: node).first { nodes[Int($0)].label == label }
    }

    /// The node of an object's member.
    func child(of node: Int32, key: String, in object: Object) -> Int32? {
        guard dialect == .generic else { return Self.number(key).flatMap { child(of: node, labelled: $0) } }
        return object.position(of: key).map { nodes[Int(node)].firstChild + Int32($0) }
    }

    func isArray(_ node: Int32) -> Bool { if case .array = nodes[Int(node)].value { true } else { false } }

    func isObject(_ node: Int32) -> Bool { if case .object = nodes[Int(node)].value { true } else { false } }

    /// In HL7 a place with parts speaks through its first; elsewhere each place for itself.
    func speaking(_ place: Int32) -> Int32? {
        guard dialect == .hl7 else { return place }
        var node = place
        while !isLeaf(node) {
            let first = isArray(node) ? children(of: node).first : child(of: node, labelled: 1)
            guard let first else { return nil }
            node = first
        }
        return node
    }

    /// Null, or what HL7 writes for "no value".
    func isAbsent(_ value: Value) -> Bool {
        switch value {
        case .null: true
        case .string(let text): dialect == .hl7 && text == "\"\""
        default: false
        }
    }

    /// A value that holds no others, an empty array or object included.
    func isLeaf(_ node: Int32) -> Bool { nodes[Int(node)].childCount == 0 }
}
