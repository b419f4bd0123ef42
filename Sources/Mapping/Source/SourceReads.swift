import Values

/// Which parts of a source an expression reads.
///
/// Values have no identity, but an object or array of the source keeps its storage as it is handed from step to step, and
/// the source itself keeps that storage alive: so its address tells which node of the source a value is. What is not an
/// object or array counts as read when it is taken out of one.
final class SourceReads {
    let tree: SourceTree
    private var isRead: [Bool]
    private var nodes: [UInt: Int32] = [:]
    /// Further nodes of the same storage: a source may hold one value in several places.
    private var twins: [Int32: [Int32]] = [:]

    init(_ tree: SourceTree) {
        self.tree = tree
        isRead = [Bool](repeating: false, count: tree.nodes.count)
        nodes.reserveCapacity(tree.nodes.count / 2)
        for index in tree.nodes.indices {
            guard let address = tree.nodes[index].value.storageAddress else { continue }
            if let first = nodes[address] {
                twins[first, default: []].append(Int32(index))
            } else {
                nodes[address] = Int32(index)
            }
        }
    }

    /// Adds what was read to the marks of the whole mapping.
    func add(to marks: inout SourceMarks) {
        for index in isRead.indices where isRead[index] { marks.mark(Int32(index)) }
    }

    /// A node that the mapping itself handed to the expression.
    func read(node: Int32) { if tree.isLeaf(node) { isRead[Int(node)] = true } }

    /// The member `key` was taken out of `object`: an array with its plain elements, or to be looked into further.
    func readMember(_ key: String, of object: Object, isPassedOn: Bool = false) {
        forEachNode(of: .object(object)) { node in
            guard let child = tree.child(of: node, key: key, in: object) else { return }
            if isPassedOn { read(node: child) } else { readValue(child) }
        }
    }

    /// An element was taken out of an array by its position.
    func readElement(_ index: Int, of items: [Value]) {
        forEachNode(of: .array(items)) { node in
            let children = tree.children(of: node)
            if index < children.count { readValue(children.lowerBound + Int32(index)) }
        }
    }

    /// Everything directly in the value was taken out: members of an object, elements of an array.
    func readContents(_ value: Value) {
        forEachNode(of: value) { node in for child in tree.children(of: node) { readValue(child) } }
    }

    /// The plain elements of an array, which is what reading the array means.
    func readElements(_ value: Value) {
        if case .array = value { forEachNode(of: value) { node in readValue(node) } }
    }

    /// All that the value holds, at any depth, such as what becomes text or stands in the result.
    func readWhole(_ value: Value) {
        switch value {
        case .array(let items):
            if mark(value) { return }
            for item in items { readWhole(item) }
        case .object(let object):
            if mark(value) { return }
            for member in object.members { readWhole(member.value) }
        default: return
        }
    }

    /// A plain value, or the plain values of an array at any depth of arrays; what is in objects is not read yet.
    private func readValue(_ node: Int32) {
        if tree.isLeaf(node) {
            isRead[Int(node)] = true
        } else if tree.isArray(node) {
            for child in tree.children(of: node) { readValue(child) }
        }
    }

    private func mark(_ value: Value) -> Bool {
        var isKnown = false
        forEachNode(of: value) { node in
            isRead[Int(node)] = true
            isKnown = true
        }
        return isKnown
    }

    private func forEachNode(of value: Value, _ body: (Int32) -> Void) {
        guard let address = value.storageAddress, let node = nodes[address] else { return }
        body(node)
        for twin in twins[node] ?? [] { body(twin) }
    }
}

extension Value {
    /// Where the members or elements are kept, which copies share until one is changed; nil when there are none.
    var storageAddress: UInt? {
        switch self {
        case .array(let items):
            items.isEmpty ? nil : unsafe items.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
        case .object(let object): object.storageAddress
        default: nil
        }
    }
}

extension Object {
    /// Where the members are kept, which copies share until one is changed; nil when there are none.
    var storageAddress: UInt? {
        guard !isEmpty else { return nil }
        return unsafe members.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
    }
}
