/// Segment rules after compilation: flat rows that refer to each other by number, so that running them follows no
/// pointers and counts no references.
///
/// The language is described in docs/hl7-to-fhir.md. `RuleCompiler` makes a library; `RuleRun` applies it.
struct RuleLibrary: Sendable {
    /// Where a rule takes its value from: a scope and the numbers of field, component and subcomponent below it.
    struct Source: Sendable {
        enum Base: Sendable { case scope, segment, other }

        var base = Base.scope
        /// For `.other`: the packed name of the segment, the last one seen of that name.
        var segment: UInt32 = 0
        /// The numbers below the scope; a place of 0 is unused.
        var labels: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
        /// The one repetition meant, from 1; 0 for all.
        var repetition: UInt16 = 0
    }

    /// Text put together from sources and literals. Ranges are of `parts`.
    enum Expression: Sendable {
        case source(Source)
        case literal(Int32)
        /// The first that has a value.
        case first(Range<Int32>)
        /// All parts in a row; nothing when one of them is missing.
        case all(Range<Int32>)
        /// What there is of the parts, with the literal between.
        case joined(Int32, Range<Int32>)
        case event
        /// Where the segment stands in the message, for things that nothing identifies.
        case ordinal
        /// The identifier of the resource in a slot.
        case identifier(Int32)
    }

    /// Other conditions are given by their number; ranges are of `conditionLists`, sets of `textSets`.
    enum Condition: Sendable {
        case valued(Source)
        case oneOf(Source, Int32)
        case inTable(Source, Int32)
        case longer(Source, Int32)
        case more(Source, Int32)
        case slot(Int32)
        case event(Int32)
        case type(Int32)
        case written(Int32)
        case not(Int32)
        case and(Range<Int32>)
        case or(Range<Int32>)
    }

    enum Step: Sendable {
        case member(Int32)
        /// A new element of the list under the member.
        case append(Int32)
        /// The last element of the list under the member.
        case last(Int32)
        /// A new element of `extension` with this address (a literal).
        case newExtension(Int32)
        /// The element of `extension` with this address.
        case theExtension(Int32)
    }

    enum Converter: Sendable {
        case text, date, dateTime, instant, time, decimal, integer, positive, unsigned, boolean, system, lowercase,
            address, mediaType, base64, encoded, hexadecimal, division
        /// A code, through a table if there is one.
        case code(Int32)
        /// A number that a table gives for a code.
        case count(Int32)
        case concept(Int32)
        case coding(Int32)
        case element(Int32)
    }

    enum Action: Sendable {
        /// One value to the target.
        case copy(Source, Converter)
        case compute(Int32, Converter)
        case literal(Int32)
        case flag(Bool)
        /// A reference to the resource in a slot; later: at the end of the message when the slot is empty now.
        case link(slot: Int32, later: Bool)
        /// Runs a resource template and refers to what it made.
        case refer(Source, template: Int32, slot: Int32)
        /// A new resource, in which the block works.
        case resource(type: Int32, slot: Int32, key: Range<Int32>, block: Range<Int32>)
        case on(slot: Int32, block: Range<Int32>)
        case each(Source, block: Range<Int32>)
        case block(Range<Int32>)
        case use(template: Int32)
        case assign(slot: Int32)
        case move(from: Int32, to: Int32)
        /// The slots are those of `numbers`.
        case clear(Range<Int32>)
        /// The segments last seen of these names, packed in `numbers`, no longer count.
        case forget(Range<Int32>)
        /// Takes away what was written at the target.
        case remove
    }

    struct Row: Sendable {
        var condition: Int32 = -1
        /// Into `targets`; -1: the current element itself; `nowhere`: none.
        var target: Int32 = -1
        var action: Action
    }

    /// A named group of rules: an element, a resource or plain rules.
    struct Template: Sendable {
        enum Kind: Sendable {
            case element
            case resource(type: Int32, key: Range<Int32>)
            /// Rules that leave the resource in a slot.
            case rules(gives: Int32)
        }

        var kind: Kind
        var block: Range<Int32> = 0..<0
    }

    struct Term: Sendable {
        var code: Int32
        var display: Int32
        var system: Int32
    }

    struct Table: Sendable {
        var terms: [String: Term] = [:]
        var other: Term?
    }

    /// The target of a rule that makes a resource without referring to it.
    static let nowhere: Int32 = -2

    var rows: [Row] = []
    var conditions: [Condition] = []
    var conditionLists: [Int32] = []
    var textSets: [[String]] = []
    var expressions: [Expression] = []
    /// Parts of expressions and of keys.
    var parts: [Expression] = []
    /// Ranges of `steps`.
    var targets: [Range<Int32>] = []
    var steps: [Step] = []
    /// Whether a target makes a value of each repetition.
    var repeats: [Bool] = []
    var numbers: [UInt32] = []
    var templates: [Template] = []
    var tables: [Table] = []
    var tableNames: [String] = []
    /// What the rules leave aside, and why.
    var ignored: [SourceMarks.IgnoreRule] = []
    /// The rows of each segment, by its packed name.
    var segments: [UInt32: Range<Int32>] = [:]
    /// Rows for the end of the message.
    var closing: Range<Int32> = 0..<0
    /// Names of coding systems and assigning authorities, and the addresses that FHIR knows them by.
    var systems: [String: Int32] = [:]
    var literals: [String] = []
    var keys: [String] = []
    /// The keys as JSON writes them: `"name":`.
    var quotedKeys: [String] = []
    var slots: [String] = []
}

extension RuleLibrary.Source {
    var depth: Int {
        if labels.0 == 0 { return 0 }
        if labels.1 == 0 { return 1 }
        if labels.2 == 0 { return 2 }
        return labels.3 == 0 ? 3 : 4
    }

    subscript(index: Int) -> UInt32 {
        get {
            switch index {
            case 0: labels.0
            case 1: labels.1
            case 2: labels.2
            default: labels.3
            }
        }
        set {
            switch index {
            case 0: labels.0 = newValue
            case 1: labels.1 = newValue
            case 2: labels.2 = newValue
            default: labels.3 = newValue
            }
        }
    }

    static let deepest = 4
}
