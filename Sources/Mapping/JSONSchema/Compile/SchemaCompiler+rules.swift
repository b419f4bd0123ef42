import Values

/// The rules for each type of data.
extension SchemaCompiler {
    mutating func constants(_ keywords: SchemaKeywords) throws -> [SchemaApplicator] {
        var found: [SchemaApplicator] = []
        if let value = keywords["const"] {
            parts.constants.append(value)
            found.append(.const(Int32(parts.constants.count - 1)))
        }
        if let value = keywords["enum"] {
            guard let list = value.array else { throw fault("enum is a list of values", keywords.schema, "enum") }
            parts.enumerations.append(SchemaEnumeration(list))
            found.append(.enum(Int32(parts.enumerations.count - 1)))
        }
        return found
    }

    mutating func numberRules(_ keywords: SchemaKeywords) throws -> Int32 {
        var rules = SchemaNumberRules()
        for (keyword, isUpper, isExclusive) in [
            ("minimum", false, false), ("maximum", true, false), ("exclusiveMinimum", false, true),
            ("exclusiveMaximum", true, true),
        ] {
            guard let limit = try keywords.number(keyword, fault) else { continue }
            rules.add(.init(keyword: keyword, limit: limit, isUpper: isUpper, isExclusive: isExclusive))
        }
        if let divisor = try keywords.number("multipleOf", fault) {
            guard let multiple = SchemaMultiple(divisor) else {
                throw fault("multipleOf is above zero, with at most 4096 digits", keywords.schema, "multipleOf")
            }
            rules.multiple = multiple
        }
        guard !rules.bounds.isEmpty || rules.multiple != nil else { return SchemaProgram.none }
        parts.numbers.append(rules)
        return Int32(parts.numbers.count - 1)
    }

    mutating func stringRules(_ keywords: SchemaKeywords) throws -> Int32 {
        var rules = SchemaStringRules()
        var isEmpty = true
        if keywords.dialect.hasValidation {
            rules.least = try keywords.count("minLength", fault) ?? 0
            rules.most = try keywords.count("maxLength", fault) ?? Int.max
            if let text = try keywords.text("pattern", fault) {
                rules.pattern = try pattern(text, keywords, "pattern")
            }
            isEmpty = rules.least == 0 && rules.most == Int.max && rules.pattern == nil
        }
        if assertsFormat || keywords.dialect.assertsFormat, let name = try keywords.text("format", fault),
            let format = SchemaFormat(rawValue: name)
        {
            rules.format = format
            isEmpty = false
        }
        if isEmpty { return SchemaProgram.none }
        parts.strings.append(rules)
        return Int32(parts.strings.count - 1)
    }

    func pattern(_ text: String, _ keywords: SchemaKeywords, _ keyword: String) throws -> SchemaPattern {
        do throws(SchemaPatternFault) { return try SchemaPattern(text) } catch {
            throw fault(error.message, keywords.schema, keyword)
        }
    }

    mutating func arrayRules(_ keywords: SchemaKeywords) throws -> Int32 {
        var rules = SchemaArrayRules()
        if keywords.dialect.hasValidation {
            rules.least = try keywords.count("minItems", fault) ?? 0
            rules.most = try keywords.count("maxItems", fault) ?? Int.max
            rules.isUnique = try keywords.flag("uniqueItems", fault)
        }
        if keywords.dialect.hasApplicators { try addItems(keywords, &rules) }
        let isEmpty =
            rules.least == 0 && rules.most == Int.max && !rules.isUnique && rules.prefix.isEmpty
            && rules.items == SchemaProgram.none && rules.contains == SchemaProgram.none
        if isEmpty { return SchemaProgram.none }
        parts.arrays.append(rules)
        return Int32(parts.arrays.count - 1)
    }

    private mutating func addItems(_ keywords: SchemaKeywords, _ rules: inout SchemaArrayRules) throws {
        if keywords.dialect.draft == .draft2020 {
            rules.prefix = try children(keywords, "prefixItems") ?? []
            if keywords["items"]?.array != nil {
                throw fault("items is one schema; a list of them is prefixItems", keywords.schema, "items")
            }
            rules.items = try child(keywords, "items") ?? SchemaProgram.none
        } else if keywords["items"]?.array != nil {
            rules.prefix = try children(keywords, "items") ?? []
            rules.prefixKeyword = "items"
            rules.items = try child(keywords, "additionalItems") ?? SchemaProgram.none
            rules.itemsKeyword = "additionalItems"
        } else {
            rules.items = try child(keywords, "items") ?? SchemaProgram.none
        }
        rules.contains = try child(keywords, "contains") ?? SchemaProgram.none
        rules.containsEvaluates = keywords.dialect.draft == .draft2020
        if keywords.dialect.hasValidation, keywords.dialect.draft >= .draft2019 {
            rules.containsLeast = try keywords.count("minContains", fault) ?? 1
            rules.containsMost = try keywords.count("maxContains", fault) ?? Int.max
        }
    }

    mutating func objectRules(_ keywords: SchemaKeywords) throws -> Int32 {
        var rules = SchemaObjectRules()
        var isEmpty = true
        if keywords.dialect.hasApplicators { try addProperties(keywords, &rules) }
        if keywords.dialect.hasValidation {
            rules.least = try keywords.count("minProperties", fault) ?? 0
            rules.most = try keywords.count("maxProperties", fault) ?? Int.max
            if let value = keywords["required"] {
                rules.require(try keywords.names(value, "required", fault))
            }
            if keywords.dialect.draft >= .draft2019 { try addDependentRequired(keywords, &rules) }
            isEmpty = rules.least == 0 && rules.most == Int.max && rules.required == 0 && rules.requiredMore.isEmpty
        }
        if isEmpty, !rules.looksAtMembers, rules.dependentRequired.isEmpty, rules.dependentSchemas.isEmpty {
            return SchemaProgram.none
        }
        parts.objects.append(rules)
        return Int32(parts.objects.count - 1)
    }

    private mutating func addProperties(_ keywords: SchemaKeywords, _ rules: inout SchemaObjectRules) throws {
        for (name, node) in try map(keywords, "properties") ?? [] {
            rules.names.set(node: node, at: rules.names.add(name))
        }
        for (text, node) in try map(keywords, "patternProperties") ?? [] {
            rules.patterns.append((try pattern(text, keywords, "patternProperties"), node))
        }
        rules.additional = try child(keywords, "additionalProperties") ?? SchemaProgram.none
        rules.propertyNames = try child(keywords, "propertyNames") ?? SchemaProgram.none
        if keywords.dialect.draft >= .draft2019 {
            rules.dependentSchemas = try map(keywords, "dependentSchemas") ?? []
        }
        // Later drafts have it split in two, and its meaning kept.
        for member in keywords["dependencies"]?.object?.members ?? [] {
            if member.value.array != nil {
                let needs = try keywords.names(member.value, "dependencies", fault)
                rules.dependentRequired.append((member.key, needs, "dependencies"))
            } else {
                let step = "/dependencies" + JSONPointer.step(member.key)
                rules.dependentSchemas.append((member.key, try child(keywords, member.value, at: step)))
            }
        }
    }

    private func addDependentRequired(_ keywords: SchemaKeywords, _ rules: inout SchemaObjectRules) throws {
        guard let value = keywords["dependentRequired"] else { return }
        guard let object = value.object else {
            throw fault("dependentRequired is an object of lists of names", keywords.schema, "dependentRequired")
        }
        for member in object.members {
            let needs = try keywords.names(member.value, "dependentRequired", fault)
            rules.dependentRequired.append((member.key, needs, "dependentRequired"))
        }
    }

    mutating func applicators(_ keywords: SchemaKeywords) throws -> [SchemaApplicator] {
        var found: [SchemaApplicator] = []
        if let nodes = try childRange(keywords, "allOf") { found.append(.allOf(nodes)) }
        if let nodes = try childRange(keywords, "anyOf") { found.append(.anyOf(nodes)) }
        if let nodes = try childRange(keywords, "oneOf") { found.append(.oneOf(nodes)) }
        if let node = try child(keywords, "not") { found.append(.not(node)) }
        if keywords.dialect.draft >= .draft7, let test = try child(keywords, "if") {
            let then = try child(keywords, "then") ?? SchemaProgram.none
            let otherwise = try child(keywords, "else") ?? SchemaProgram.none
            found.append(.condition(if: test, then: then, else: otherwise))
        }
        return found
    }
}

extension SchemaNumberRules {
    mutating func add(_ bound: Bound) {
        bounds.append(bound)
        let double = bound.limit.double
        // What a double holds exactly, rounding included.
        guard abs(double) < 1e15, bound.limit.normal.digits.count <= 15 else {
            rangeSaysAll = false
            return
        }
        if bound.isUpper {
            most = min(most, Int64(bound.isExclusive ? double.rounded(.up) - 1 : double.rounded(.down)))
            if double < mostDouble || double == mostDouble && bound.isExclusive {
                (mostDouble, mostIsExclusive) = (double, bound.isExclusive)
            }
        } else {
            least = max(least, Int64(bound.isExclusive ? double.rounded(.down) + 1 : double.rounded(.up)))
            if double > leastDouble || double == leastDouble && bound.isExclusive {
                (leastDouble, leastIsExclusive) = (double, bound.isExclusive)
            }
        }
    }
}

extension SchemaNumberRules {
    /// Whether the number is within `leastDouble` and `mostDouble`: right for the decimal number that it was read from too,
    /// as each of the limits has at most 15 digits.
    @inline(__always)
    func admits(_ number: Double) -> Bool {
        (leastIsExclusive ? number > leastDouble : number >= leastDouble)
            && (mostIsExclusive ? number < mostDouble : number <= mostDouble) && number.isFinite
    }
}

extension SchemaObjectRules {
    mutating func require(_ names: [String]) {
        var bit: UInt64 = 1
        for name in names {
            guard bit != 0 else {
                requiredMore.append(name)
                continue
            }
            let index = self.names.add(name)
            guard self.names.entries[index].bit == 0 else { continue }
            self.names.set(bit: bit, at: index)
            required |= bit
            bit <<= 1
        }
    }
}
