import Formats
import SecurityCore
import Values

/// The texts by which a point makes requests: its own, and those of its mappings.
struct FlowDefinition: Sendable, Hashable {
    var point: String
    /// By id.
    var mappings: [String: String]
    /// Stands for the lookup tables and fragments of the workspace, whose texts are not kept.
    var surroundings: String

    /// Of the digest that names it.
    private static let nameBytes = 8

    private var value: Value {
        let mappings = mappings.sorted { $0.key < $1.key }
            .map { Object.Member(key: $0.key, value: .string($0.value)) }
        return [
            "point": .string(point), "mappings": .object(Object(distinct: mappings)),
            "surroundings": .string(surroundings),
        ]
    }

    /// As it is kept, and what it goes by: the same texts have the same id.
    var kept: (id: String, content: [UInt8]) {
        get throws {
            let content = try JSONFormat().encode(value)
            return (fingerprint(content).hexadecimal(first: Self.nameBytes), content)
        }
    }
}

extension FlowDefinition {
    /// Throws for what is none.
    init(_ content: [UInt8]) throws {
        let value = try JSONFormat().decode(content)
        guard let point = value["point"]?.string, let mappings = value["mappings"]?.object,
            let surroundings = value["surroundings"]?.string
        else { throw JunctionError(.internalFault, "a kept definition cannot be read") }
        self.init(
            point: point,
            mappings: Dictionary(
                mappings.members.map { ($0.key, $0.value.string ?? "") }, uniquingKeysWith: { $1 }),
            surroundings: surroundings)
    }
}
