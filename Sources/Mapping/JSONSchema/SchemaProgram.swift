import Values

/// A schema in the form that it is checked with: plain arrays, and numbers that point into them.
final class SchemaProgram: Sendable {
    /// No schema, no rules.
    static let none: Int32 = -1

    let nodes: [SchemaNode]
    let numbers: [SchemaRules<SchemaNumberRules>]
    let strings: [SchemaRules<SchemaStringRules>]
    let arrays: [SchemaRules<SchemaArrayRules>]
    let objects: [SchemaRules<SchemaObjectRules>]
    /// What applies whatever the type, schema by schema.
    let applicators: [SchemaApplicator]
    /// The schemas of the applicators that have several.
    let children: [Int32]
    let constants: [Value]
    let enumerations: [SchemaEnumeration]
    let dynamics: [SchemaDynamicReference]
    /// For each node, the URI of its document and its place there.
    let locations: [String]
    /// Whether references ask for the schemas gone through so far.
    let needsScope: Bool

    init(_ parts: SchemaProgramParts) {
        nodes = parts.nodes
        numbers = parts.numbers.map(SchemaRules.init)
        strings = parts.strings.map(SchemaRules.init)
        arrays = parts.arrays.map(SchemaRules.init)
        objects = parts.objects.map(SchemaRules.init)
        applicators = parts.applicators
        children = parts.children
        constants = parts.constants
        enumerations = parts.enumerations
        dynamics = parts.dynamics
        locations = parts.locations
        needsScope = !parts.dynamics.isEmpty
    }
}

/// Rules where they can be looked at without being copied.
final class SchemaRules<Rules: Sendable>: Sendable {
    let all: Rules
    init(_ all: Rules) { self.all = all }
}

/// What the compiler fills.
struct SchemaProgramParts {
    var nodes: [SchemaNode] = []
    var numbers: [SchemaNumberRules] = []
    var strings: [SchemaStringRules] = []
    var arrays: [SchemaArrayRules] = []
    var objects: [SchemaObjectRules] = []
    var applicators: [SchemaApplicator] = []
    var children: [Int32] = []
    var constants: [Value] = []
    var enumerations: [SchemaEnumeration] = []
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
    /// What applies whatever the type: a part of the program's applicators.
    var applicators: Range<Int32> = 0..<0
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
    /// The same of numbers that doubles hold.
    var leastDouble = -Double.infinity
    var mostDouble = Double.infinity
    var leastIsExclusive = false
    var mostIsExclusive = false
    /// Whether these are all that the bounds say.
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

/// What applies to data of any type. Numbers and ranges point into the program.
enum SchemaApplicator: Sendable {
    case const(Int32)
    case `enum`(Int32)
    case reference(Int32)
    case dynamicReference(Int32)
    case allOf(Range<Int32>)
    case anyOf(Range<Int32>)
    case oneOf(Range<Int32>)
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
