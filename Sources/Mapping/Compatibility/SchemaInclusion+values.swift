import Values

extension SchemaInclusion {
    /// Values shown in a message at most, and characters of each.
    private static let shownMost = 3
    private static let shownCharacters = 40

    /// All values there are, one by one: exact.
    mutating func checkValues(_ values: [Value], _ parts: [Object], _ target: Object, _ path: String) {
        guard mayGoOn((parts.count + 1) * Self.compileSteps + values.count) else { return }
        guard let wide = try? JSONSchema(.object(target)) else {
            return note(.notChecked, path, "the schema cannot be used by itself")
        }
        let narrow = parts.filter { !SchemaDocument.refers(.object($0)) }.compactMap { try? JSONSchema(.object($0)) }
        let taken = values.filter { value in narrow.allSatisfy { (try? $0.isMet(by: value)) ?? true } }
        let missing = taken.filter { (try? wide.isMet(by: $0)) != true }
        guard !missing.isEmpty else { return }
        let shown = missing.prefix(Self.shownMost).map(Self.shown).joined(separator: ", ")
        let more = missing.count > Self.shownMost ? " and \(missing.count - Self.shownMost) more" : ""
        let kind: SchemaDifference.Kind = narrow.count == parts.count ? .breaks : .notChecked
        note(kind, path, say("no longer takes \(shown)\(more)", "takes \(shown)\(more), not taken before"))
    }

    private static func shown(_ value: Value) -> String {
        guard let text = value.scalarText else { return value.isNull ? "null" : "a list or object" }
        return "'\(text.prefix(shownCharacters))'"
    }

    mutating func checkKinds(_ facts: SchemaFacts, _ wanted: SchemaFacts, _ path: String) {
        let missing = facts.kinds.subtracting(wanted.kinds)
        guard !missing.isEmpty else { return }
        note(
            kind(facts), path,
            say("no longer takes \(missing.words)", "takes \(missing.words), not taken before"))
    }

    /// Where the narrow schema has no list of values itself.
    mutating func checkEnumeration(_ facts: SchemaFacts, _ target: Object, _ path: String) {
        guard target["enum"] != nil || target["const"] != nil else { return }
        let count = target["enum"]?.array?.count ?? 1
        let words = count == 1 ? "one value" : "\(count) values"
        guard facts.values == nil else {
            return note(.notChecked, path, "the values beside a reference")
        }
        note(kind(facts), path, say("became limited to \(words)", "is no longer limited to \(words)"))
    }

    mutating func checkNumbers(_ facts: SchemaFacts, _ wanted: SchemaFacts, _ path: String) {
        let isWhole = facts.kinds.isDisjoint(with: .fraction)
        if let least = wanted.minimum, !Self.implies(facts.minimum, least, isWhole, by: >) {
            let words = (least.isExclusive ? "more than " : "") + "\(least.number)"
            note(kind(facts), path, say("the least number became \(words)", "the least number was \(words)"))
        }
        if let most = wanted.maximum, !Self.implies(facts.maximum, most, isWhole, by: <) {
            let words = (most.isExclusive ? "less than " : "") + "\(most.number)"
            note(kind(facts), path, say("the largest number became \(words)", "the largest number was \(words)"))
        }
        for divisor in wanted.divisors {
            guard let multiple = SchemaMultiple(divisor) else { continue }
            if facts.divisors.contains(where: { multiple.divides($0) }) || (isWhole && multiple.divides(1)) { continue }
            let kind = facts.divisors.isEmpty ? kind(facts) : .notChecked
            note(kind, path, say("became limited to multiples of \(divisor)", "was limited to multiples of \(divisor)"))
        }
    }

    private static func implies(
        _ known: SchemaFacts.Bound?, _ wanted: SchemaFacts.Bound, _ isWhole: Bool,
        by isBeyond: (ExactDecimal, ExactDecimal) -> Bool
    ) -> Bool {
        guard let known else { return false }
        if isBeyond(known.number, wanted.number) { return true }
        if known.number == wanted.number { return known.isExclusive || !wanted.isExclusive }
        // Among whole numbers, more than 4 is 5 and more.
        guard isWhole, known.isExclusive, !wanted.isExclusive, known.number.isWhole, wanted.number.isWhole else {
            return false
        }
        return abs(known.number.double - wanted.number.double) == 1 && abs(wanted.number.double) < 1e15
    }

    mutating func checkStrings(_ facts: SchemaFacts, _ wanted: SchemaFacts, _ target: Object, _ path: String) {
        checkCounts("Length", "character", facts, wanted, path)
        for pattern in wanted.patterns.subtracting(facts.patterns).sorted() where !Self.trivial.contains(pattern) {
            let kind = facts.patterns.isEmpty ? kind(facts) : .notChecked
            note(kind, "\(path)/pattern", say("became limited by a pattern", "was limited by a pattern"))
        }
        for format in wanted.formats.subtracting(facts.formats).sorted() {
            note(.notChecked, "\(path)/format", say("the format became \(format)", "the format was \(format)"))
        }
    }

    private static let trivial: Set<String> = ["", "^", ".*", "^.*"]

    /// `min…` and `max…` of one kind.
    mutating func checkCounts(
        _ suffix: String, _ what: String, _ facts: SchemaFacts, _ wanted: SchemaFacts, _ path: String
    ) {
        if let least = wanted.least["min\(suffix)"], least > facts.least["min\(suffix)"] ?? 0 {
            note(kind(facts), path, say("needs \(least) \(what)s at least", "needed \(least) \(what)s at least"))
        }
        if let most = wanted.most["max\(suffix)"], most < facts.most["max\(suffix)"] ?? .max {
            note(kind(facts), path, say("takes \(most) \(what)s at most", "took \(most) \(what)s at most"))
        }
    }
}
