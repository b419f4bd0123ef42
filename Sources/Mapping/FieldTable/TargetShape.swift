import Values

/// The target as it grows while fields are added one after another.
struct TargetShape {
    private indirect enum Part {
        case vacant
        case object([(key: String, part: Part)])
        case array([(position: Int?, part: Part)])
        case node(TargetNode)
        /// Several fields to one place, tried in the order they stand.
        case alternatives([Part])
    }

    private var root = Part.vacant

    /// The finished tree; without any field, an empty object.
    func node() -> TargetNode { Self.finished(root) }

    mutating func insert(_ node: TargetNode, at path: TargetPath, from entry: DefinitionNode) throws {
        try Self.insert(.node(node), at: path.steps[...], into: &root) { entry.fault("'\(path.text)' \($0)") }
    }

    /// Puts a whole shape at a path; where something of it stands already, both are kept.
    mutating func insert(_ shape: TargetShape, at path: TargetPath, from entry: DefinitionNode) throws {
        try Self.insert(shape.root, at: path.steps[...], into: &root) { entry.fault("'\(path.text)' \($0)") }
    }

    /// Adds each member of another shape under a condition.
    mutating func merge(_ shape: TargetShape, when condition: Condition, from entry: DefinitionNode) throws {
        guard case .object(let members) = shape.root else { throw entry.fault("the group has no fields") }
        for member in members {
            let node = TargetNode.conditional(condition, Self.finished(member.part))
            try Self.insert(.node(node), at: [.key(member.key)], into: &root) { entry.fault("'\(member.key)' \($0)") }
        }
    }

    private static func insert(
        _ given: Part, at path: ArraySlice<TargetPath.Step>, into part: inout Part, fault: (String) -> JunctionError
    ) throws {
        guard let step = path.first else {
            part = try joined(part, given, fault: fault)
            return
        }
        switch (step, part) {
        case (.key(let key), .vacant):
            part = .object([(key, .vacant)])
            try insert(given, at: path, into: &part, fault: fault)
        case (.key(let key), .object(var members)):
            let position = members.firstIndex { $0.key == key } ?? members.count
            if position == members.count { members.append((key, .vacant)) }
            try insert(given, at: path.dropFirst(), into: &members[position].part, fault: fault)
            part = .object(members)
        case (.element, .vacant), (.newElement, .vacant):
            part = .array([])
            try insert(given, at: path, into: &part, fault: fault)
        case (.element(let number), .array(var elements)):
            let position = elements.firstIndex { $0.position == number } ?? elements.count
            if position == elements.count { elements.append((number, .vacant)) }
            try insert(given, at: path.dropFirst(), into: &elements[position].part, fault: fault)
            part = .array(elements)
        case (.newElement, .array(var elements)):
            elements.append((nil, .vacant))
            try insert(given, at: path.dropFirst(), into: &elements[elements.count - 1].part, fault: fault)
            part = .array(elements)
        case (_, .node), (_, .alternatives), (_, .object), (_, .array):
            // What stands there is conditional, a list or a value: the new one is its alternative.
            var fresh = Part.vacant
            try insert(given, at: path, into: &fresh, fault: fault)
            part = try joined(part, fresh, fault: fault)
        }
    }

    private static func joined(_ part: Part, _ given: Part, fault: (String) -> JunctionError) throws -> Part {
        switch (part, given) {
        case (.vacant, _): given
        case (.object(let members), .object(let more)):
            .object(
                try more.reduce(into: members) { all, member in
                    if let position = all.firstIndex(where: { $0.key == member.key }) {
                        all[position].part = try joined(all[position].part, member.part, fault: fault)
                    } else {
                        all.append(member)
                    }
                })
        case (.array(let elements), .array(let more)): .array(elements + more)
        case (.node, .node), (.node, .object), (.object, .node): .alternatives([part, given])
        case (.alternatives(let parts), .node), (.alternatives(let parts), .object): .alternatives(parts + [given])
        default: throw fault("is a list in one place and no list in another")
        }
    }

    private static func finished(_ part: Part) -> TargetNode {
        switch part {
        case .vacant: .object([])
        case .object(let members): .object(members.map { .init(key: $0.key, node: finished($0.part)) })
        case .array(let elements): .array(elements.map { finished($0.part) })
        case .node(let node): node
        case .alternatives(let parts): .alternatives(parts.map(finished))
        }
    }
}
