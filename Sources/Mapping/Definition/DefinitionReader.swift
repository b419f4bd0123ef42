import Values
import Yams

/// Turns YAML text into `DefinitionNode`s: YAML 1.2's core schema, so that `no` and `on` are text.
struct DefinitionReader {
    let source: String?
    /// How many nodes may still be made; aliases repeat nodes, so a short text could ask for billions.
    var nodesLeft: Int

    mutating func read(_ yaml: String) throws -> DefinitionNode {
        do {
            guard let root = try Yams.compose(yaml: yaml) else {
                throw JunctionError(.mappingMalformed, "the file is empty", place: place(nil))
            }
            return try convert(root, depth: 0)
        } catch let error as YamlError {
            throw malformed(error)
        }
    }

    private mutating func convert(_ node: Node, depth: Int) throws -> DefinitionNode {
        nodesLeft -= 1
        guard nodesLeft > 0, depth < 100 else {
            throw JunctionError(.mappingMalformed, "the file is too large or too deep", place: place(node.mark))
        }
        switch node {
        case .scalar(let scalar):
            return DefinitionNode(content: Self.content(scalar), place: place(node.mark))
        case .sequence(let sequence):
            let nodes = try sequence.map { try convert($0, depth: depth + 1) }
            return DefinitionNode(content: .list(nodes), place: place(node.mark))
        case .mapping(let mapping):
            return DefinitionNode(content: .map(try members(mapping, depth: depth)), place: place(node.mark))
        case .alias:
            throw JunctionError(.mappingMalformed, "an alias names no anchor", place: place(node.mark))
        }
    }

    private mutating func members(_ mapping: Node.Mapping, depth: Int) throws -> [(
        key: DefinitionKey, node: DefinitionNode
    )] {
        var members: [(key: DefinitionKey, node: DefinitionNode)] = []
        var seen: Set<String> = []
        for (key, node) in mapping {
            guard let text = key.scalar?.string else {
                throw JunctionError(.mappingMalformed, "a key must be text", place: place(key.mark))
            }
            guard seen.insert(text).inserted else {
                throw JunctionError(.mappingMalformed, "the key '\(text)' stands twice", place: place(key.mark))
            }
            members.append((DefinitionKey(text: text, place: place(key.mark)), try convert(node, depth: depth + 1)))
        }
        return members
    }

    private static func content(_ scalar: Node.Scalar) -> DefinitionNode.Content {
        guard scalar.style == .plain else { return .scalar(.string(scalar.string)) }
        switch scalar.string {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .scalar(true)
        case "false", "False", "FALSE": return .scalar(false)
        case let text:
            if let whole = Int64(text), text.first != "+", ExactDecimal(text) != nil { return .scalar(.integer(whole)) }
            return .scalar(ExactDecimal(text).map(Value.decimal) ?? .string(text))
        }
    }

    private func place(_ mark: Mark?) -> Place { Place(source: source, line: mark?.line, column: mark?.column) }

    private func malformed(_ error: YamlError) -> JunctionError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            JunctionError(.mappingMalformed, "not YAML: \(problem)", place: place(mark))
        case .duplicatedKeysInMapping(let keys, let context):
            JunctionError(
                .mappingMalformed, "a key stands twice: \(keys.joined(separator: ", "))", place: place(context.mark))
        default:
            JunctionError(.mappingMalformed, "not YAML that can be read", place: place(nil))
        }
    }
}
