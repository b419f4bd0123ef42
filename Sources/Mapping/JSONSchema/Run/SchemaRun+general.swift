import Values

/// What applies whatever the type: constants, references, and schemas put together.
extension SchemaRun {
    mutating func checkApplicators(_ range: Range<Int32>, _ node: Int32, _ value: Value, _ marks: Int) -> Bool {
        var isMet = true
        for place in range {
            isMet = check(program.applicators[Int(place)], node, value, marks) && isMet
            if !isMet, !collects { return false }
        }
        return isMet
    }

    private mutating func check(
        _ applicator: SchemaApplicator, _ node: Int32, _ value: Value, _ marks: Int
    ) -> Bool {
        switch applicator {
        case .const(let place):
            let constant = program.constants[Int(place)]
            if SchemaEquality.same(constant, value) { return true }
            report(node, "const", "must be \(Self.shown([constant]) ?? "the one value that the schema gives")")
            return false
        case .enum(let place):
            if program.enumerations[Int(place)].contains(value) { return true }
            let values = program.enumerations[Int(place)].values
            report(
                node, "enum",
                "must be one of \(Self.shown(values) ?? "the \(values.count) values that the schema gives")")
            return false
        case .reference(let target): return check(target, value, marks)
        case .dynamicReference(let place): return check(target(of: program.dynamics[Int(place)]), value, marks)
        case .allOf(let nodes): return checkAll(nodes, value, marks)
        case .anyOf(let nodes): return checkAny(nodes, node, value, marks)
        case .oneOf(let nodes): return checkOne(nodes, node, value, marks)
        case .not(let child):
            if !holds(child, value, Self.unmarked) { return true }
            report(node, "not", "must not be what the schema excludes")
            return false
        case .condition(let test, let then, let otherwise):
            let branch = trial(marks) { $0.holds(test, value, marks) } ? then : otherwise
            return branch < 0 || check(branch, value, marks)
        }
    }

    /// The schema of the anchor in the outermost resource gone through that has it.
    private func target(of reference: SchemaDynamicReference) -> Int32 {
        for resource in scope {
            if let target = reference.targets[resource] { return target }
        }
        return reference.fallback
    }

    private mutating func checkAll(_ nodes: Range<Int32>, _ value: Value, _ marks: Int) -> Bool {
        var isMet = true
        for place in nodes {
            isMet = check(program.children[Int(place)], value, marks) && isMet
            if !isMet, !collects { return false }
        }
        return isMet
    }

    private mutating func checkAny(_ nodes: Range<Int32>, _ node: Int32, _ value: Value, _ marks: Int) -> Bool {
        if collects { return checkAlternatives(nodes, node, "anyOf", value, marks) }
        var isMet = false
        for place in nodes where trial(marks, { $0.check($0.program.children[Int(place)], value, marks) }) {
            isMet = true
            if marks == Self.unmarked { return true }
        }
        return isMet
    }

    private mutating func checkOne(_ nodes: Range<Int32>, _ node: Int32, _ value: Value, _ marks: Int) -> Bool {
        if collects { return checkAlternatives(nodes, node, "oneOf", value, marks) }
        var count = 0
        for place in nodes where trial(marks, { $0.check($0.program.children[Int(place)], value, marks) }) {
            count += 1
            if count == 2 { return false }
        }
        return count == 1
    }

    /// `anyOf` and `oneOf` where findings are collected: where no alternative is met, says so and what the nearest lacks,
    /// the one with the deepest place of a finding, then with the fewest findings.
    private mutating func checkAlternatives(
        _ nodes: Range<Int32>, _ node: Int32, _ keyword: String, _ value: Value, _ marks: Int
    ) -> Bool {
        var count = 0
        var nearest: [SchemaFinding] = []
        for place in nodes {
            let child = program.children[Int(place)]
            let before = findings.count
            let isMet = trial(marks) { $0.check(child, value, marks) }
            let found = forget(from: before)
            count += isMet ? 1 : 0
            if !isMet, nearest.isEmpty || Self.isNearer(found, nearest) { nearest = found }
        }
        if count == 1 || count > 1 && keyword == "anyOf" { return true }
        if count > 1 {
            report(node, keyword, "must meet one of the alternatives, and meets \(count)")
        } else {
            report(node, keyword, "must meet one of \(nodes.count) alternatives; the nearest is told next")
            add(nearest)
        }
        return false
    }

    private static func isNearer(_ one: [SchemaFinding], _ other: [SchemaFinding]) -> Bool {
        let depths = [one, other].map { $0.map { $0.instance.utf8.count { $0 == 0x2F } }.max() ?? 0 }
        return depths[0] == depths[1] ? one.count < other.count : depths[0] > depths[1]
    }

    /// Values of the schema, when they are short enough to be told.
    private static func shown(_ values: [Value]) -> String? {
        guard values.count <= 8 else { return nil }
        var texts: [String] = []
        for value in values {
            switch value {
            case .null: texts.append("null")
            case .bool(let flag): texts.append("\(flag)")
            case .string(let text) where text.utf8.count <= 40: texts.append("'\(text)'")
            default:
                guard let number = value.exactDecimal else { return nil }
                texts.append(number.description)
            }
        }
        return texts.joined(separator: ", ")
    }
}
