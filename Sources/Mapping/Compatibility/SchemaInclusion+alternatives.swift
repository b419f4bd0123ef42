import Values

extension SchemaInclusion {
    mutating func checkAlternatives(
        _ parts: [Object], _ facts: SchemaFacts, _ target: Object, _ path: String, _ depth: Int
    ) {
        for keyword in ["anyOf", "oneOf"] {
            guard let alternatives = target[keyword]?.array else { continue }
            let isSame = parts.contains { $0[keyword] == target[keyword] }
            if isSame, !SchemaDocument.refers(.array(alternatives)) { continue }
            checkAlternatives(alternatives, keyword, parts, facts, "\(path)/\(keyword)", depth)
        }
    }

    private mutating func checkAlternatives(
        _ alternatives: [Value], _ keyword: String, _ parts: [Object], _ facts: SchemaFacts, _ path: String,
        _ depth: Int
    ) {
        guard alternatives.count <= Self.branchesMost, depth < Self.depthMost else {
            return note(.notChecked, path, "there are too many alternatives")
        }
        let outcomes = alternatives.map { trial(parts, $0, path, depth) }
        if let taker = outcomes.firstIndex(where: \.isEmpty) {
            guard keyword == "oneOf" else { return }
            let others = alternatives.indices.filter { $0 != taker }
            if !others.allSatisfy({ isApart(parts, facts, alternatives[$0]) }) {
                note(.notChecked, path, "whether only one of the alternatives takes it")
            }
            return
        }
        // Each kind of data may have an alternative of its own.
        let kinds = facts.kinds.each
        if kinds.count > 1, facts.values == nil {
            for one in kinds where !(one == .fraction && facts.kinds.contains(.integer)) {
                let isNumber = one == .integer && facts.kinds.contains(.fraction)
                let schema = isNumber ? SchemaFacts.Kinds.number.schema : one.schema
                let narrowed = parts + [schema]
                checkAlternatives(alternatives, keyword, narrowed, SchemaFacts(narrowed), path, kinds.count, depth + 1)
            }
            return
        }
        tellOfNoTaker(alternatives, outcomes, parts, facts, path)
    }

    /// For data of one kind; both kinds of number together are one here.
    private mutating func checkAlternatives(
        _ alternatives: [Value], _ keyword: String, _ parts: [Object], _ facts: SchemaFacts, _ path: String,
        _ kindsBefore: Int, _ depth: Int
    ) {
        if facts.kinds.isSubset(of: .number), facts.kinds == .number {
            let outcomes = alternatives.map { trial(parts, $0, path, depth) }
            if outcomes.contains(where: \.isEmpty) { return }
            return tellOfNoTaker(alternatives, outcomes, parts, facts, path)
        }
        checkAlternatives(alternatives, keyword, parts, facts, path, depth)
    }

    private mutating func tellOfNoTaker(
        _ alternatives: [Value], _ outcomes: [[CompatibilityReport.Found]], _ parts: [Object], _ facts: SchemaFacts,
        _ path: String
    ) {
        let near = alternatives.indices.filter { !isApart(parts, facts, alternatives[$0]) }
        switch near.count {
        case 0:
            let what = facts.kinds.words
            note(
                kind(facts), path,
                say("no alternative takes this \(what) any more", "no alternative took this \(what) before"))
        case 1: found += outcomes[near[0]]
        default: note(.notChecked, path, "whether the alternatives together take it")
        }
    }

    /// Whether nothing that `parts` take is taken by `other`, as kinds of data or the values of a property tell.
    private func isApart(_ parts: [Object], _ facts: SchemaFacts, _ other: Value) -> Bool {
        guard let others = wide.parts(of: [other]) else { return true }
        let theirs = SchemaFacts(others)
        if facts.kinds.isDisjoint(with: theirs.kinds) { return true }
        guard facts.kinds == .object else { return false }
        return facts.required.contains { name in
            guard let mine = narrow.parts(of: parts.compactMap { $0["properties"]?[name] }),
                let yours = wide.parts(of: others.compactMap { $0["properties"]?[name] }),
                let left = SchemaFacts(mine).values, let right = SchemaFacts(yours).values
            else { return false }
            return !left.contains { one in right.contains { SchemaEquality.same(one, $0) } }
        }
    }

    /// Keywords that are only compared as a whole.
    mutating func checkOpaque(_ parts: [Object], _ target: Object, _ path: String) {
        for keyword in SchemaFacts.opaqueKeywords where target[keyword] != nil {
            let beside =
                keyword == "if" ? ["then", "else"] : keyword == "contains" ? ["minContains", "maxContains"] : []
            // What these mean depends on everything around them.
            let isAlone = !keyword.hasPrefix("unevaluated") && !keyword.hasPrefix("$")
            let isSame = parts.contains { part in ([keyword] + beside).allSatisfy { part[$0] == target[$0] } }
            let refers = ([keyword] + beside).contains { target[$0].map(SchemaDocument.refers) ?? false }
            if isAlone, isSame, !refers { continue }
            note(.notChecked, "\(path)/\(keyword)", "what '\(keyword)' means is not compared")
        }
    }
}
