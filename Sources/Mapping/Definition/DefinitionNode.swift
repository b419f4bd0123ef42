package import Values
import Yams

/// One node of a definition file in YAML, with where it stands, so that every complaint names a line and a column.
package struct DefinitionNode: Sendable {
    package indirect enum Content: Sendable {
        case null
        case scalar(Value)
        case list([DefinitionNode])
        /// Keys are text; each occurs once.
        case map([(key: DefinitionKey, node: DefinitionNode)])
    }

    package let content: Content
    package let place: Place

    /// Reads one document. Throws `mapping.malformed` at the line and column where the text is not YAML, a key repeats, or
    /// aliases make it larger than `sizeLimit` nodes.
    package static func read(yaml: String, source: String?, sizeLimit: Int = 200_000) throws -> DefinitionNode {
        var reader = DefinitionReader(source: source, nodesLeft: sizeLimit)
        return try reader.read(yaml)
    }

    /// A complaint about this node.
    package func fault(_ message: String, remedy: String? = nil) -> JunctionError {
        JunctionError(.mappingMalformed, message, remedy: remedy, place: place)
    }
}

/// A key of a map and where it stands.
package struct DefinitionKey: Sendable {
    package let text: String
    package let place: Place
}

extension DefinitionNode {
    package var isNull: Bool { if case .null = content { true } else { false } }

    package var list: [DefinitionNode]? { if case .list(let nodes) = content { nodes } else { nil } }

    package var map: [(key: DefinitionKey, node: DefinitionNode)]? {
        if case .map(let members) = content { members } else { nil }
    }

    /// The scalar's text as written: `1.10` stays `1.10`.
    package var text: String? {
        guard case .scalar(let value) = content else { return nil }
        switch value {
        case .string(let text): return text
        case .integer(let number): return String(number)
        case .decimal(let number): return number.description
        case .double(let number): return String(number)
        case .bool(let flag): return flag ? "true" : "false"
        default: return nil
        }
    }

    package var bool: Bool? { if case .scalar(.bool(let flag)) = content { flag } else { nil } }

    package var integer: Int? {
        guard case .scalar(.integer(let number)) = content else { return nil }
        return Int(exactly: number)
    }

    package subscript(key: String) -> DefinitionNode? { map?.first { $0.key.text == key }?.node }

    /// The whole node as data.
    package var value: Value {
        switch content {
        case .null: .null
        case .scalar(let value): value
        case .list(let nodes): .array(nodes.map(\.value))
        case .map(let members):
            .object(Object(members.map { Object.Member(key: $0.key.text, value: $0.node.value) }))
        }
    }

    /// Throws unless this is a map with no keys but these; an unknown key is answered with the nearest known one.
    package func onlyKeys(_ known: [String], in what: String) throws {
        guard let map else { throw fault("\(what) must be a map, not \(kindName)") }
        for (key, _) in map where !known.contains(key.text) {
            let near = key.text.nearest(of: known).map { "Did you mean '\($0)'?" }
            throw JunctionError(
                .mappingMalformed, "unknown key '\(key.text)' in \(what)",
                remedy: near ?? "Use one of: \(known.joined(separator: ", ")).", place: key.place)
        }
    }

    /// The text under `key`, or a complaint that it is missing or no text.
    package func requiredText(_ key: String, in what: String) throws -> String {
        guard let node = self[key] else { throw fault("\(what) lacks '\(key)'") }
        guard let text = node.text else { throw node.fault("'\(key)' must be text, not \(node.kindName)") }
        return text
    }

    package var kindName: String {
        switch content {
        case .null: "nothing"
        case .scalar(let value): value.kindName
        case .list: "a list"
        case .map: "a map"
        }
    }
}
