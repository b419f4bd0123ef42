import Values

/// A schema in the form that it is checked with: plain arrays, and numbers that point into them.
final class SchemaProgram: Sendable {
    /// No schema, no rules.
    static let none: Int32 = -1

    let nodes: [SchemaNode]
    let numbers: [SchemaNumberRules]
    let strings: [SchemaStringRules]
    let arrays: [SchemaArrayRules]
    let objects: [SchemaObjectRules]
    let general: [[SchemaApplicator]]
    let dynamics: [SchemaDynamicReference]
    /// For each node, the URI of its document and its place there.
    let locations: [String]
    /// Whether references ask for the schemas gone through so far.
    let needsScope: Bool

    init(_ parts: SchemaProgramParts) {
        nodes = parts.nodes
        numbers = parts.numbers
        strings = parts.strings
        arrays = parts.arrays
        objects = parts.objects
        general = parts.general
        dynamics = parts.dynamics
        locations = parts.locations
        needsScope = !parts.dynamics.isEmpty
    }
}

/// What the compiler fills.
struct SchemaProgramParts {
    var nodes: [SchemaNode] = []
    var numbers: [SchemaNumberRules] = []
    var strings: [SchemaStringRules] = []
    var arrays: [SchemaArrayRules] = []
    var objects: [SchemaObjectRules] = []
    var general: [[SchemaApplicator]] = []
    var dynamics: [SchemaDynamicReference] = []
    var locations: [String] = []
}

/// One schema: the types it takes, and where its rules for each type of data stand.
struct SchemaNode: Sendable {
    var types = SchemaTypes.any
    /// The schema `false`, which has no keyword to blame.
    var isFalse = false
    var number = SchemaProgram.none
    var string = SchemaProgram.none
    var array = SchemaProgram.none
    var object = SchemaProgram.none
    /// What applies whatever the type.
    var general = SchemaProgram.none
    /// The schemas of `unevaluatedProperties` and `unevaluatedItems`.
    var unevaluatedProperties = SchemaProgram.none
    var unevaluatedItems = SchemaProgram.none
    var resource: Int32 = 0
}

struct SchemaNumberRules: Sendable {
    struct Bound: Sendable {
        var keyword: String
        var limit: ExactDecimal
        /// The number stands below the limit; nil: on it.
        var isUpper: Bool
        var isExclusive: Bool
    }

    /// The whole numbers that the bounds leave, which is all that is asked of most data.
    var least = Int64.min
    var most = Int64.max
    /// Whether `least` and `most` are all that the bounds say of whole numbers.
    var rangeSaysAll = true
    var bounds: [Bound] = []
    var multiple: SchemaMultiple?
}

struct SchemaStringRules: Sendable {
    var least = 0
    var most = Int.max
    var pattern: SchemaPattern?
    var format: SchemaFormat?
}

struct SchemaArrayRules: Sendable {
    var least = 0
    var most = Int.max
    var isUnique = false
    var prefix: [Int32] = []
    var items = SchemaProgram.none
    /// The keyword that `items` was written as.
    var itemsKeyword = "items"
    var prefixKeyword = "prefixItems"
    var contains = SchemaProgram.none
    var containsLeast = 1
    var containsMost = Int.max
    /// Whether what `contains` finds counts as evaluated: so from 2020-12 on.
    var containsEvaluates = true
}

struct SchemaObjectRules: Sendable {
    var least = 0
    var most = Int.max
    var names = SchemaNames()
    var patterns: [(pattern: SchemaPattern, node: Int32)] = []
    var additional = SchemaProgram.none
    var propertyNames = SchemaProgram.none
    /// The bits of the names that are required.
    var required: UInt64 = 0
    /// Required beyond what the bits can tell.
    var requiredMore: [String] = []
    var dependentRequired: [(name: String, needs: [String], keyword: String)] = []
    var dependentSchemas: [(name: String, node: Int32)] = []

    /// Whether members must be gone through one by one.
    var looksAtMembers: Bool {
        !names.isEmpty || !patterns.isEmpty || additional != SchemaProgram.none || propertyNames != SchemaProgram.none
    }
}

/// What applies to data of any type.
enum SchemaApplicator: Sendable {
    case const(Value)
    case `enum`(SchemaEnumeration)
    case reference(Int32)
    case dynamicReference(Int32)
    case allOf([Int32])
    case anyOf([Int32])
    case oneOf([Int32])
    case not(Int32)
    /// `none` where a branch is not given.
    case condition(if: Int32, then: Int32, else: Int32)
}

/// A reference that the outermost resource gone through decides, of those that have the anchor.
struct SchemaDynamicReference: Sendable {
    var keyword: String
    /// Where it leads when no resource gone through has the anchor.
    var fallback: Int32
    /// The schema of the anchor, by resource.
    var targets: [Int32: Int32]
}
