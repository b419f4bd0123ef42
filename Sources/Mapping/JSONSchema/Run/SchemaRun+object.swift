import Values

extension SchemaRun {
    mutating func checkObject(_ place: Int32, _ node: Int32, _ object: Object, _ marks: Int) -> Bool {
        let rules = program.objects[Int(place)]
        var isMet = true
        if object.count < rules.all.least || object.count > rules.all.most {
            if object.count < rules.all.least {
                report(node, "minProperties", "must have at least \(rules.all.least) properties")
            } else {
                report(node, "maxProperties", "must have at most \(rules.all.most) properties")
            }
            isMet = false
            if !collects { return false }
        }
        if rules.all.looksAtMembers {
            isMet = checkMembers(rules, node, object, marks) && isMet
            if !isMet, !collects { return false }
        }
        for name in rules.all.requiredMore where object.position(of: name) == nil {
            report(node, "required", "'\(name)' is required")
            isMet = false
        }
        if !rules.all.dependentRequired.isEmpty || !rules.all.dependentSchemas.isEmpty, isMet || collects {
            isMet = checkDependents(rules, node, object, marks) && isMet
        }
        return isMet
    }

    private mutating func checkMembers(
        _ rules: SchemaRules<SchemaObjectRules>, _ node: Int32, _ object: Object, _ marks: Int
    ) -> Bool {
        var isMet = true
        var seen: UInt64 = 0
        var hint = 0
        let members = object.members.span
        for index in members.indices {
            let member = members[index]
            var isEvaluated = false
            if let place = rules.all.names.find(member.key, near: hint) {
                hint = place + 1
                seen |= rules.all.names.entries[place].bit
                let child = rules.all.names.entries[place].node
                if child >= 0 {
                    isEvaluated = true
                    isMet = checkPart(child, member.value, at: .key(member.key)) && isMet
                }
            }
            for (pattern, child) in rules.all.patterns where matches(pattern, member.key) {
                isEvaluated = true
                isMet = checkPart(child, member.value, at: .key(member.key)) && isMet
            }
            if !isEvaluated, rules.all.additional >= 0 {
                isEvaluated = true
                isMet = checkAdditional(rules.all.additional, node, member) && isMet
            }
            if rules.all.propertyNames >= 0 {
                isMet = checkPart(rules.all.propertyNames, .string(member.key), at: .key(member.key)) && isMet
            }
            if !isMet, !collects { return false }
            if isEvaluated, marks != Self.unmarked { self.marks[marks].set(index) }
        }
        let missing = rules.all.required & ~seen
        if missing != 0 {
            isMet = false
            if collects { reportMissing(missing, rules, node) }
        }
        return isMet
    }

    private mutating func checkAdditional(_ child: Int32, _ node: Int32, _ member: Object.Member) -> Bool {
        guard program.nodes[Int(child)].isFalse else {
            return checkPart(child, member.value, at: .key(member.key))
        }
        if collects {
            path.append(.key(member.key))
            report(node, "additionalProperties", "is not a property that is allowed here")
            path.removeLast()
        }
        return false
    }

    private mutating func reportMissing(_ missing: UInt64, _ rules: SchemaRules<SchemaObjectRules>, _ node: Int32) {
        for entry in rules.all.names.entries where entry.bit & missing != 0 {
            report(node, "required", "'\(entry.name)' is required")
        }
    }

    private mutating func checkDependents(
        _ rules: SchemaRules<SchemaObjectRules>, _ node: Int32, _ object: Object, _ marks: Int
    ) -> Bool {
        var isMet = true
        for (name, needs, keyword) in rules.all.dependentRequired where object.position(of: name) != nil {
            for need in needs where object.position(of: need) == nil {
                report(node, keyword, "'\(need)' is required where there is '\(name)'")
                isMet = false
            }
        }
        for (name, child) in rules.all.dependentSchemas where object.position(of: name) != nil {
            if !isMet, !collects { return false }
            isMet = check(child, .object(object), marks) && isMet
        }
        return isMet
    }
}
