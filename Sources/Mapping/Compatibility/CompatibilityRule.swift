import Formats
package import Values

/// How a new version of a schema must get along with those before it.
package enum CompatibilityRule: String, Sendable, CaseIterable {
    case none
    /// Data of the version before fits the new one.
    case backward
    /// Data of the new version fits the one before.
    case forward
    /// Both.
    case full
    /// Likewise with every version before.
    case backwardTransitive, forwardTransitive, fullTransitive

    fileprivate var directions: [SchemaDifference.Direction] {
        switch self {
        case .none: []
        case .backward, .backwardTransitive: [.backward]
        case .forward, .forwardTransitive: [.forward]
        case .full, .fullTransitive: [.backward, .forward]
        }
    }

    fileprivate var isTransitive: Bool {
        switch self {
        case .backwardTransitive, .forwardTransitive, .fullTransitive: true
        default: false
        }
    }
}

/// What a schema is written in.
package enum SchemaLanguage: String, Sendable, CaseIterable {
    case jsonSchema, avro
}

/// One place where two versions differ so that data of one may not fit the other.
package struct SchemaDifference: Sendable, Hashable {
    package enum Kind: Sendable {
        /// There is data that does not fit.
        case breaks
        /// It could not be told: never to be taken for compatible.
        case notChecked
    }

    package enum Direction: String, Sendable {
        /// Old data, read by the new schema.
        case backward
        /// New data, read by the old schema.
        case forward
    }

    package var kind: Kind
    package var direction: Direction
    /// The version compared with.
    package var version: Int
    /// JSON Pointer into the schema, along its structure; empty for the whole.
    package var path: String
    /// What changed, in plain words.
    package var message: String

    package init(kind: Kind, direction: Direction, version: Int, path: String, message: String) {
        self.kind = kind
        self.direction = direction
        self.version = version
        self.path = path
        self.message = message
    }
}

/// How a new version gets along with those before.
package struct CompatibilityReport: Sendable, Hashable {
    package enum Verdict: String, Sendable, CaseIterable {
        case compatible, incompatible
        /// Nothing breaks as far as could be told, and not everything could.
        case notChecked
    }

    /// At most this many are told of each version and direction.
    package static let differencesMost = 100

    package var differences: [SchemaDifference]

    package var verdict: Verdict {
        if differences.contains(where: { $0.kind == .breaks }) { return .incompatible }
        return differences.isEmpty ? .compatible : .notChecked
    }

    /// `earlier` in the order of their versions. Pure; throws `validation.schemaMalformed` or `formatOption` for what is no
    /// schema.
    package static func of(
        _ new: Value, in language: SchemaLanguage, after earlier: [(version: Int, schema: Value)],
        by rule: CompatibilityRule
    ) throws -> CompatibilityReport {
        var differences: [SchemaDifference] = []
        for (version, old) in rule.isTransitive ? earlier[...] : earlier.suffix(1) {
            for direction in rule.directions {
                let (written, read) = direction == .backward ? (old, new) : (new, old)
                let found = try places(language, written: written, read: read, direction)
                differences += found.prefix(differencesMost).map {
                    SchemaDifference(
                        kind: $0.kind, direction: direction, version: version, path: $0.path, message: $0.message)
                }
            }
        }
        return CompatibilityReport(differences: differences)
    }

    typealias Found = (kind: SchemaDifference.Kind, path: String, message: String)

    private static func places(
        _ language: SchemaLanguage, written: Value, read: Value, _ direction: SchemaDifference.Direction
    ) throws -> [Found] {
        switch language {
        case .jsonSchema:
            return SchemaInclusion.differences(narrow: written, wide: read, wideIsNew: direction == .backward)
        case .avro:
            return try AvroSchema(read).obstacles(toReading: AvroSchema(written)).map { (.breaks, $0.path, $0.message) }
        }
    }
}
