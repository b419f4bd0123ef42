import Values

extension SchemaInclusion {
    mutating func checkArrays(
        _ parts: [Object], _ facts: SchemaFacts, _ target: Object, _ path: String, _ depth: Int
    ) {
        let wanted = SchemaFacts([target])
        checkCounts("Items", "item", facts, wanted, path)
        if wanted.hasUniqueItems, !facts.hasUniqueItems, facts.most["maxItems"].map({ $0 > 1 }) ?? true {
            note(kind(facts), path, say("items must differ from each other now", "items had to differ from each other"))
        }
        if target["items"]?.array != nil {
            if !parts.contains(where: { $0["items"] == target["items"] }) {
                note(.notChecked, "\(path)/items", "a list of schemas under 'items'")
            }
            return
        }
        let prefix = target["prefixItems"]?.array ?? []
        let longest = max(prefix.count, parts.map { $0["prefixItems"]?.array?.count ?? 0 }.max() ?? 0)
        guard longest <= Self.branchesMost else {
            return note(.notChecked, "\(path)/prefixItems", "there are too many")
        }
        let most = facts.most["maxItems"] ?? .max
        for index in 0..<min(longest, most) {
            guard let wide = index < prefix.count ? prefix[index] : target["items"] else { continue }
            let given = parts.compactMap { part in
                let own = part["prefixItems"]?.array ?? []
                return index < own.count ? own[index] : part["items"]
            }
            check(given, wide, "\(path)/prefixItems/\(index)", depth + 1)
        }
        guard let items = target["items"], most > longest else { return }
        check(parts.compactMap { $0["items"] }.filter { $0.array == nil }, items, "\(path)/items", depth + 1)
    }

    mutating func checkObjects(
        _ parts: [Object], _ facts: SchemaFacts, _ target: Object, _ path: String, _ depth: Int
    ) {
        let wanted = SchemaFacts([target])
        for name in wanted.required.subtracting(facts.required).sorted() {
            let place = "\(path)/properties\(JSONPointer.step(name))"
            note(kind(facts), place, say("became required", "is no longer required"))
        }
        if target["minProperties"] != nil || target["maxProperties"] != nil {
            // `required` counts as the least number of properties only where it is the narrow schema's.
            var counted = target
            counted["required"] = nil
            checkCounts("Properties", "propertie", facts, SchemaFacts([counted]), path)
        }
        checkDependent(parts, facts, target, path)
        checkProperties(parts, facts, target, path, depth)
    }

    private mutating func checkDependent(_ parts: [Object], _ facts: SchemaFacts, _ target: Object, _ path: String) {
        for (name, needs) in (target["dependentRequired"]?.object?.members ?? []).map({ ($0.key, $0.value) }) {
            let known = parts.reduce(into: facts.required) { known, part in
                known.formUnion((part["dependentRequired"]?[name]?.array ?? []).compactMap(\.string))
            }
            for need in (needs.array ?? []).compactMap(\.string) where need != name && !known.contains(need) {
                note(
                    kind(facts), "\(path)/properties\(JSONPointer.step(need))",
                    say("became required beside '\(name)'", "is no longer required beside '\(name)'"))
            }
        }
    }

    private mutating func checkProperties(
        _ parts: [Object], _ facts: SchemaFacts, _ target: Object, _ path: String, _ depth: Int
    ) {
        let properties = target["properties"]?.object ?? Object()
        for member in properties.members {
            let place = "\(path)/properties\(JSONPointer.step(member.key))"
            let (given, isDeclared) = Self.property(member.key, of: parts)
            if given.isEmpty, !isDeclared {
                tellOfNewName(member.value, place)
            } else {
                check(given, member.value, place, depth + 1)
            }
        }
        guard let others = target["additionalProperties"], others != .bool(true) else { return }
        if let patterns = target["patternProperties"], !parts.contains(where: { $0["patternProperties"] == patterns }) {
            return note(.notChecked, "\(path)/additionalProperties", "which names the patterns leave to it")
        }
        let names = Set(parts.flatMap { part in (part["properties"]?.object?.keys).map { Array($0) } ?? [] })
        for name in names.sorted() where properties[name] == nil {
            let place = "\(path)/properties\(JSONPointer.step(name))"
            if target["patternProperties"] != nil {
                note(.notChecked, place, "which pattern the name has")
                continue
            }
            check(Self.property(name, of: parts).given, others, place, depth + 1)
        }
        checkOtherNames(parts, facts, target, others, path, depth)
    }

    /// Names that the narrow schema does not say.
    private mutating func checkOtherNames(
        _ parts: [Object], _ facts: SchemaFacts, _ target: Object, _ others: Value, _ path: String, _ depth: Int
    ) {
        let place = "\(path)/additionalProperties"
        let given = parts.compactMap { part -> Value? in
            let isSame = part["patternProperties"] == target["patternProperties"]
            return part["patternProperties"] == nil || isSame ? part["additionalProperties"] : nil
        }
        guard others == .bool(false), !given.contains(.bool(false)) else {
            return check(given, others, place, depth + 1)
        }
        note(
            kind(facts), place,
            say("properties that it does not name are taken no more", "properties that it did not name were not taken"))
    }

    /// The old schema let anything stand under a name that the new one gives a meaning, or the other way round. Strictly that
    /// breaks; but mostly nobody has used the name.
    private mutating func tellOfNewName(_ schema: Value, _ place: String) {
        if schema == .bool(true) || schema.object.map({ SchemaDocument.withoutNotes($0).isEmpty }) ?? false { return }
        note(
            .notChecked, place,
            say(
                "was added; whether other data already stands under that name",
                "was removed; whether other data stands under that name now"))
    }

    /// What the narrow schema says of a property, and whether it names it.
    private static func property(_ name: String, of parts: [Object]) -> (given: [Value], isDeclared: Bool) {
        var given: [Value] = []
        var isDeclared = false
        for part in parts {
            if let schema = part["properties"]?[name] {
                given.append(schema)
                isDeclared = true
            } else if part["patternProperties"] == nil, let others = part["additionalProperties"] {
                given.append(others)
            }
        }
        return (given, isDeclared)
    }
}
