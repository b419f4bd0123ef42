import Formats

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
        case text, formatted, date, dateTime, instant, time, decimal, integer, positive, unsigned, boolean, system,
            lowercase,
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

    /// A class, so that a lookup passes one reference on.
    final class Table: Sendable {
        private let terms: [Term]
        private let index: TextIndex
        /// The term of all codes that have none.
        private let other: Term?

        /// A term is also found under its code in capitals, unless another has that.
        init(_ given: [(code: String, term: Term)], other: Term?) {
            var index = TextIndex()
            for (number, (code, _)) in given.enumerated() {
                index.set(code, Int32(number))
                let capitals = Array(code.uppercased().utf8)
                if index.find(capitals, 0..<capitals.count) == nil { index.set(code.uppercased(), Int32(number)) }
            }
            terms = given.map(\.term)
            self.index = index
            self.other = other
        }

        convenience init() { self.init([], other: nil) }

        func contains(_ bytes: [UInt8], _ code: Range<Int>) -> Bool { index.find(bytes, code) != nil }

        /// The term of a code, of the code in capitals, or of all others.
        func term(_ bytes: [UInt8], _ code: Range<Int>) -> Term? {
            if let number = index.find(bytes, code) { return terms[Int(number)] }
            let capitals = RuleLibrary.capitals(bytes, code)
            return index.find(capitals, 0..<capitals.count).map { terms[Int($0)] } ?? other
        }
    }

    /// The target of a rule that makes a resource without referring to it.
    static let nowhere: Int32 = -2

    var rows: [Row] = []
    /// The parts of the scope that each row cannot do without, by the bits of `MessageLayout.Node.valued`.
    private(set) var needs: [UInt64] = []
    var conditions: [Condition] = []
    var conditionLists: [Int32] = []
    var textSets: [TextSet] = []
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
    /// What FHIR requires of each type of resource, by the type's key.
    var required: [Int32: [Requirement]] = [:]
    /// Literals for what is required and not there.
    var unknown: Int32 = -1
    var absentReason: Int32 = -1
    /// What the rules leave aside, and why.
    var ignored: [SourceMarks.IgnoreRule] = []
    /// The rows of each segment, by its packed name.
    var segments: [UInt32: Range<Int32>] = [:]
    /// Rows for the end of the message.
    var closing: Range<Int32> = 0..<0
    /// Names of coding systems and assigning authorities, and the addresses that FHIR knows them by.
    var systems = TextIndex()
    var literals: [String] = []
    var literalTexts = TextPool()
    /// The literals as JSON writes them, in quotes.
    var quotedLiterals = TextPool()
    var keys: [String] = []
    var keyTexts = TextPool()
    /// The keys as JSON writes them: `"name":`.
    var quotedKeys = TextPool()
    var slots: [String] = []
}

extension RuleLibrary {
    /// Lays out the texts once all are known.
    mutating func finish() {
        for literal in literals {
            literalTexts.append(literal)
            var quoted = ByteOutput(capacity: literal.utf8.count + 16)
            quoted.append(quoting: literal.utf8.span)
            quotedLiterals.append(String(decoding: quoted.bytes, as: UTF8.self))
        }
        for key in keys {
            keyTexts.append(key)
            quotedKeys.append("\"" + key + "\":")
        }
        needs = rows.map { need($0) }
    }

    private func need(_ row: Row) -> UInt64 {
        let condition: Need = row.condition >= 0 ? need(conditions[Int(row.condition)], depth: 0) : (0, false)
        // What a condition reads counts as read, whether or not there is anything to do then.
        if condition.reads { return condition.parts }
        switch row.action {
        case .copy(let source, _), .refer(let source, _, _), .each(let source, _):
            return condition.parts | need(source)
        case .compute(let number, _):
            guard case .source(let source) = expressions[Int(number)] else { return condition.parts }
            return condition.parts | need(source)
        default: return condition.parts
        }
    }

    /// Parts without which a condition does not hold and reads nothing; and whether it reads something with them.
    private typealias Need = (parts: UInt64, reads: Bool)

    private func need(_ condition: Condition, depth: Int) -> Need {
        switch condition {
        case .valued(let source), .inTable(let source, _), .longer(let source, _): return (need(source), false)
        case .oneOf(let source, _): return (need(source), true)
        case .more(let source, let count): return (count >= 0 ? need(source) : 0, false)
        case .slot, .event, .type, .written: return (0, false)
        case .and(let parts) where depth < RuleReader.depthMost:
            var all: Need = (0, false)
            for part in parts where !all.reads {
                let one = need(conditions[Int(conditionLists[Int(part)])], depth: depth + 1)
                all = (all.parts | one.parts, one.reads)
            }
            return all
        case .or(let parts) where depth < RuleReader.depthMost:
            return (0, parts.contains { need(conditions[Int(conditionLists[Int($0)])], depth: depth + 1).reads })
        case .not(let inner) where depth < RuleReader.depthMost:
            return (0, need(conditions[Int(inner)], depth: depth + 1).reads)
        case .not, .and, .or: return (0, true)
        }
    }

    private func need(_ source: Source) -> UInt64 {
        guard source.base == .scope, source.labels.0 > 0, source.labels.0 < 64 else { return 0 }
        return 1 << UInt64(source.labels.0)
    }

    /// A stretch of bytes in capitals.
    static func capitals(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
        guard bytes.areASCII(range) else { return Array(bytes.string(range).uppercased().utf8) }
        return bytes[range].map(\.asciiUppercased)
    }
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
