import Values

/// Decides whether all data that one JSON Schema takes (the narrow one) is taken by another (the wide one).
///
/// It goes through the wide schema keyword by keyword and asks whether the narrow one implies it. Alternatives of the narrow
/// schema are gone through one by one. What it does not understand is told as not checked. Schemas may lead back to
/// themselves: what is being shown already is taken as shown, as every difference is met on a finite way.
struct SchemaInclusion {
    /// Work in comparing: schemas looked at, each with all that holds beside it. More ends in "not checked".
    static let stepsMost = 20_000
    /// What it takes to make a schema usable by itself, in steps.
    static let compileSteps = 20
    static let depthMost = 48
    /// Alternatives that one comparison is split into.
    static let branchesMost = 64

    struct Pair: Hashable {
        var narrow: [Object]
        var wide: Object
    }

    let narrow: SchemaDocument
    let wide: SchemaDocument
    /// Which way differences are worded.
    let wideIsNew: Bool
    var found: [CompatibilityReport.Found] = []
    private var steps = 0
    /// What is being shown.
    private var assumed: Set<Pair> = []

    static func differences(narrow: Value, wide: Value, wideIsNew: Bool) -> [CompatibilityReport.Found] {
        var inclusion = SchemaInclusion(
            narrow: SchemaDocument(narrow), wide: SchemaDocument(wide), wideIsNew: wideIsNew)
        if narrow["$schema"] != wide["$schema"] { inclusion.note(.notChecked, "/$schema", "the dialect changed") }
        inclusion.check([narrow], wide, "", 0)
        if inclusion.steps > stepsMost { inclusion.note(.notChecked, "", "the schema is too large") }
        return inclusion.found
    }

    private init(narrow: SchemaDocument, wide: SchemaDocument, wideIsNew: Bool) {
        self.narrow = narrow
        self.wide = wide
        self.wideIsNew = wideIsNew
    }

    mutating func note(_ kind: SchemaDifference.Kind, _ path: String, _ message: String) {
        let message = kind == .breaks ? message : "not checked: \(message)"
        guard !found.contains(where: { $0.path == path && $0.message == message }) else { return }
        found.append((kind, path, message))
    }

    func say(_ ifNew: String, _ ifOld: String) -> String { wideIsNew ? ifNew : ifOld }

    /// Notes where data that all of `given` take is not taken by `target`.
    mutating func check(_ given: [Value], _ target: Value, _ path: String, _ depth: Int) {
        guard depth <= Self.depthMost else { return note(.notChecked, path, "the schema is too deep") }
        guard mayGoOn(1 + given.count), let parts = narrow.parts(of: given) else { return }
        // Each is held against each.
        guard mayGoOn(parts.count * parts.count) else { return }
        guard case .object(let object) = target else {
            if target == .bool(false) { note(.breaks, path, say("is taken no more", "was not taken before")) }
            return
        }
        compare(parts, SchemaDocument.withoutNotes(object), path, depth)
    }

    /// Counts the work; false when there was enough of it, which is told at the end, whatever became of the rest.
    mutating func mayGoOn(_ count: Int) -> Bool {
        steps += min(count, Self.stepsMost)
        return steps <= Self.stepsMost
    }

    private mutating func compare(_ parts: [Object], _ target: Object, _ path: String, _ depth: Int) {
        if target.isEmpty { return }
        let refers = SchemaDocument.refers(.object(target))
        if !refers, parts.contains(target) { return }
        let pair = Pair(narrow: parts, wide: target)
        // A narrow schema may be one of its own alternatives: data has to be taken by another of them in the end.
        let mayReturn = refers || narrow.hasReferences
        if mayReturn, !assumed.insert(pair).inserted { return }
        defer { if mayReturn { assumed.remove(pair) } }
        let before = found
        direct(parts, target, path, depth)
        // What is not implied by all alternatives together may be by each.
        guard found.count > before.count, let branches = SchemaDocument.branches(of: parts) else { return }
        found = before
        guard branches.count <= Self.branchesMost else {
            return note(.notChecked, path, "there are too many alternatives")
        }
        for branch in branches { check(branch, .object(target), path, depth + 1) }
    }

    /// What the checks of a part would note; nothing is noted.
    mutating func trial(_ parts: [Object], _ target: Value, _ path: String, _ depth: Int) -> [CompatibilityReport.Found]
    {
        let before = found
        found = []
        check(parts.map { .object($0) }, target, path, depth + 1)
        defer { found = before }
        return found
    }

    /// One keyword after the other, without a look at the alternatives of `parts`.
    private mutating func direct(_ parts: [Object], _ target: Object, _ path: String, _ depth: Int) {
        let facts = SchemaFacts(parts)
        if facts.kinds.isEmpty || facts.values?.isEmpty == true { return }
        if let values = facts.values, !SchemaDocument.refers(.object(target)) {
            return checkValues(values, parts, target, path)
        }
        var target = target
        if let reference = target["$ref"]?.string {
            guard let referred = wide.resolve(reference) else {
                return note(.notChecked, "\(path)/$ref", "the reference leads elsewhere")
            }
            target["$ref"] = nil
            check(parts.map { .object($0) }, referred, path, depth + 1)
        }
        for (index, all) in (target["allOf"]?.array ?? []).enumerated() {
            check(parts.map { .object($0) }, all, "\(path)/allOf/\(index)", depth + 1)
        }
        checkAlternatives(parts, facts, target, path, depth)
        checkOpaque(parts, target, path)
        let wanted = SchemaFacts([target])
        checkKinds(facts, wanted, path)
        checkEnumeration(facts, target, path)
        let common = facts.kinds.intersection(wanted.kinds)
        if !common.isDisjoint(with: .number) { checkNumbers(facts, wanted, path) }
        if common.contains(.string) { checkStrings(facts, wanted, target, path) }
        if common.contains(.array) { checkArrays(parts, facts, target, path, depth) }
        if common.contains(.object) { checkObjects(parts, facts, target, path, depth) }
    }

    /// What breaks, or may when `facts` do not say all there is to say.
    func kind(_ facts: SchemaFacts) -> SchemaDifference.Kind { facts.isOpaque ? .notChecked : .breaks }
}
