import Values

extension ExpressionCompiler {
    /// `| pattern | update, delete |`, which is a function.
    func transform(_ node: ExpressionNode) -> ExpressionCode {
        guard let pattern = node.body, let update = node.then else { return { _, _, _ in .undefined } }
        let code = TransformCode(
            pattern: compile(pattern), update: compile(update), deletion: node.otherwise.map(part),
            clone: variable("clone"), position: node.position, updatePosition: update.position,
            deletionPosition: node.otherwise?.position ?? 0)
        return { _, _, frame in .function(FunctionValue(.transform(code, frame: frame))) }
    }
}

/// A transform, compiled: a copy of a document in which every object that the pattern finds is changed.
struct TransformCode: Sendable {
    static let signature = NativeFunctions.signature("<(oa):o>")

    let pattern: ExpressionCode
    let update: ExpressionCode
    let deletion: ExpressionPart?
    let clone: ExpressionCode
    let position: Int
    let updatePosition: Int
    let deletionPosition: Int

    func apply(_ input: Datum, _ caller: Caller, _ frame: EvaluationFrame) throws -> Datum {
        let evaluation = caller.evaluation
        if input.isUndefined { return .undefined }
        guard let cloner = evaluation.function(try clone(evaluation, .undefined, frame)) else {
            throw JSONataError("T2013", position: position)
        }
        guard let copy = try caller.apply(cloner, [input]).value(in: evaluation) else { return .undefined }
        try evaluation.measure(copy)
        evaluation.reads?.readWhole(copy)
        let tree = TransformTree(copy)
        try evaluation.charge(bytes: tree.size &* 64)
        let found = try pattern(evaluation, .one(tree.value), frame)
        let matches = found.elements ?? found.value(in: evaluation).map { [$0] } ?? []
        for match in matches {
            let node = tree.node(of: match)
            try change(node, match, evaluation, frame)
        }
        return .one(tree.value)
    }

    private func change(
        _ node: TransformTree.Node?, _ match: Value, _ evaluation: ExpressionEvaluation, _ frame: EvaluationFrame
    ) throws {
        let changes = try update(evaluation, .one(node?.value ?? match), frame)
        if !changes.isUndefined {
            guard case .one(.object(let object)) = changes else {
                throw JSONataError("T2011", position: updatePosition)
            }
            for member in object.members { node?.set(member.key, member.value) }
        }
        guard let deletion else { return }
        let deletions = try deletion.run(evaluation, .one(node?.value ?? match), frame)
        if deletions.isUndefined { return }
        let items = deletions.elements ?? deletions.value(in: evaluation).map { [$0] } ?? []
        for item in items {
            guard case .string(let key) = item else { throw JSONataError("T2012", position: deletionPosition) }
            node?.remove(key)
        }
    }
}

/// A document whose objects can be changed in place and found again from copies of them.
///
/// Values have no identity, so each object gets storage of its own here, and its address, which copies share, tells
/// which object of the document a value found by the pattern is.
final class TransformTree {
    final class Node {
        enum Content {
            case leaf(Value)
            case array([Node])
            case object([(key: String, node: Node)])
        }

        fileprivate var content: Content
        fileprivate weak var parent: Node?
        /// The value, as long as nothing in it has changed.
        fileprivate var unchanged: Value?

        fileprivate init(_ content: Content) { self.content = content }

        var value: Value {
            if let unchanged { return unchanged }
            switch content {
            case .leaf(let value): return value
            case .array(let nodes): return .array(nodes.map(\.value))
            case .object(let members):
                return .object(Object(distinct: members.map { Object.Member(key: $0.key, value: $0.node.value) }))
            }
        }

        private func touch() {
            var node: Node? = self
            while let current = node {
                current.unchanged = nil
                node = current.parent
            }
        }

        func set(_ key: String, _ value: Value) {
            guard case .object(var members) = content else { return }
            touch()
            let node = Node(.leaf(value))
            if let known = members.firstIndex(where: { $0.key.isIdenticalUTF8(to: key) }) {
                members[known].node = node
            } else {
                members.append((key, node))
            }
            content = .object(members)
        }

        func remove(_ key: String) {
            guard case .object(var members) = content else { return }
            touch()
            members.removeAll { $0.key.isIdenticalUTF8(to: key) }
            content = .object(members)
        }
    }

    private var root = Node(.leaf(.null))
    /// Keeps the storage of every object of the first state, so that no address is used again.
    private var originals: [Value] = []
    private var nodes: [UInt: Node] = [:]
    private(set) var size = 0

    init(_ value: Value) {
        root = build(value)
    }

    var value: Value { root.value }

    func node(of value: Value) -> Node? {
        guard case .object(let object) = value, let address = object.storageAddress else { return nil }
        return nodes[address]
    }

    private func build(_ value: Value) -> Node {
        size += 1
        switch value {
        case .array(let items):
            let children = items.map(build)
            let node = Node(.array(children))
            for child in children { child.parent = node }
            node.unchanged = .array(children.map(\.value))
            return node
        case .object(let object):
            let children = object.members.map { (key: $0.key, node: build($0.value)) }
            let node = Node(.object(children))
            for child in children { child.node.parent = node }
            var members: [Object.Member] = []
            members.reserveCapacity(children.count + 1)
            for child in children { members.append(Object.Member(key: child.key, value: child.node.value)) }
            let own = Object(distinct: members)
            node.unchanged = .object(own)
            originals.append(.object(own))
            if let address = own.storageAddress { nodes[address] = node }
            return node
        default: return Node(.leaf(value))
        }
    }
}
