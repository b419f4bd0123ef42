import Values

extension SchemaRun {
    mutating func checkArray(_ place: Int32, _ node: Int32, _ items: [Value], _ marks: Int) -> Bool {
        let rules = program.arrays[Int(place)]
        var isMet = true
        if items.count < rules.all.least || items.count > rules.all.most {
            if items.count < rules.all.least {
                report(node, "minItems", "must have at least \(rules.all.least) items")
            } else {
                report(node, "maxItems", "must have at most \(rules.all.most) items")
            }
            isMet = false
            if !collects { return false }
        }
        isMet = checkItems(rules, items, marks) && isMet
        if !isMet, !collects { return false }
        if rules.all.contains >= 0 {
            isMet = checkContains(rules, node, items, marks) && isMet
            if !isMet, !collects { return false }
        }
        if rules.all.isUnique, !SchemaEquality.areUnique(items) {
            report(node, "uniqueItems", "must not have two items that are the same")
            isMet = false
        }
        return isMet
    }

    private mutating func checkItems(_ rules: SchemaRules<SchemaArrayRules>, _ items: [Value], _ marks: Int) -> Bool {
        var isMet = true
        let prefixed = min(rules.all.prefix.count, items.count)
        for index in 0..<prefixed {
            isMet = checkPart(rules.all.prefix[index], items[index], at: .index(index)) && isMet
            if !isMet, !collects { return false }
            if marks != Self.unmarked { self.marks[marks].set(index) }
        }
        guard rules.all.items >= 0 else { return isMet }
        for index in prefixed..<items.count {
            isMet = checkPart(rules.all.items, items[index], at: .index(index)) && isMet
            if !isMet, !collects { return false }
        }
        if marks != Self.unmarked { self.marks[marks].setAll() }
        return isMet
    }

    private mutating func checkContains(
        _ rules: SchemaRules<SchemaArrayRules>, _ node: Int32, _ items: [Value], _ marks: Int
    ) -> Bool {
        var found = 0
        let countsAll = marks != Self.unmarked && rules.all.containsEvaluates
        for index in items.indices {
            guard holdsPart(rules.all.contains, items[index]) else { continue }
            found += 1
            if countsAll { self.marks[marks].set(index) }
            if !countsAll, found >= rules.all.containsLeast,
                rules.all.containsMost == Int.max || found > rules.all.containsMost
            {
                break
            }
        }
        if found < rules.all.containsLeast {
            let keyword = rules.all.containsLeast == 1 ? "contains" : "minContains"
            report(
                node, keyword,
                "must have at least \(rules.all.containsLeast) items of the kind that 'contains' describes")
            return false
        }
        if found > rules.all.containsMost {
            report(
                node, "maxContains",
                "must have at most \(rules.all.containsMost) items of the kind that 'contains' describes")
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
