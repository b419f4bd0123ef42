import Values

extension SchemaRun {
    mutating func checkArray(_ place: Int32, _ node: Int32, _ items: [Value], _ marks: Int) -> Bool {
        let rules = program.arrays[Int(place)]
        var isMet = true
        if items.count < rules.least || items.count > rules.most {
            if items.count < rules.least {
                report(node, "minItems", "must have at least \(rules.least) items")
            } else {
                report(node, "maxItems", "must have at most \(rules.most) items")
            }
            isMet = false
            if !collects { return false }
        }
        isMet = checkItems(rules, items, marks) && isMet
        if !isMet, !collects { return false }
        if rules.contains >= 0 {
            isMet = checkContains(rules, node, items, marks) && isMet
            if !isMet, !collects { return false }
        }
        if rules.isUnique, !SchemaEquality.areUnique(items) {
            report(node, "uniqueItems", "must not have two items that are the same")
            isMet = false
        }
        return isMet
    }

    private mutating func checkItems(_ rules: SchemaArrayRules, _ items: [Value], _ marks: Int) -> Bool {
        var isMet = true
        let prefixed = min(rules.prefix.count, items.count)
        for index in 0..<prefixed {
            isMet = checkPart(rules.prefix[index], items[index], at: .index(index)) && isMet
            if !isMet, !collects { return false }
            if marks != Self.unmarked { self.marks[marks].set(index) }
        }
        guard rules.items >= 0 else { return isMet }
        for index in prefixed..<items.count {
            isMet = checkPart(rules.items, items[index], at: .index(index)) && isMet
            if !isMet, !collects { return false }
        }
        if marks != Self.unmarked { self.marks[marks].setAll() }
        return isMet
    }

    private mutating func checkContains(
        _ rules: SchemaArrayRules, _ node: Int32, _ items: [Value], _ marks: Int
    ) -> Bool {
        var found = 0
        let countsAll = marks != Self.unmarked && rules.containsEvaluates
        for index in items.indices {
            guard holdsPart(rules.contains, items[index]) else { continue }
            found += 1
            if countsAll { self.marks[marks].set(index) }
            if !countsAll, found >= rules.containsLeast, rules.containsMost == Int.max || found > rules.containsMost {
                break
            }
        }
        if found < rules.containsLeast {
            let keyword = rules.containsLeast == 1 ? "contains" : "minContains"
            report(
                node, keyword, "must have at least \(rules.containsLeast) items of the kind that 'contains' describes")
            return false
        }
        if found > rules.containsMost {
            report(
                node, "maxContains",
                "must have at most \(rules.containsMost) items of the kind that 'contains' describes")
            return false
        }
        return true
    }

    /// Whether a part of the data meets a schema, without findings when it does not.
    private mutating func holdsPart(_ node: Int32, _ value: Value) -> Bool {
        let before = collects
        collects = false
        defer { collects = before }
        return checkPart(node, value, at: .index(0))
    }
}
