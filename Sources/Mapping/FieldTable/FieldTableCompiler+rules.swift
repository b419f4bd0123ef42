import Values

extension FieldTableCompiler {
    private static let ruleKeys = [
        "from", "constant", "template", "jsonata", "fn", "args", "functions", "lookup", "default", "required",
        "onError", "when",
    ]

    /// One field's way from source to target.
    func rule(_ entry: DefinitionNode, target: String, keys: [String]) throws -> FieldRule {
        try entry.onlyKeys(keys + Self.ruleKeys, in: "a field")
        let fallback = entry["default"]?.value
        let policy = try entry["onError"].map { try $0.choice(of: FieldRule.Policy.self) } ?? policy
        guard policy != .default || fallback != nil || entry["onError"] == nil else {
            throw entry.fault("'onError: default' needs a 'default'")
        }
        return FieldRule(
            target: target, source: Self.source(entry), expression: try expression(of: entry),
            functions: try entry["functions"].map(functions) ?? [], lookup: try entry["lookup"].map(lookup),
            fallback: fallback, requirement: Self.requirement(entry["required"]), policy: policy,
            condition: try entry["when"].map(condition))
    }

    /// `true`, `false`, or what to say when the field is absent.
    private static func requirement(_ node: DefinitionNode?) -> FieldRule.Requirement? {
        guard let node, node.bool ?? true else { return nil }
        return FieldRule.Requirement(message: node.bool == nil ? node.text : nil)
    }

    /// What messages call the source.
    private static func source(_ entry: DefinitionNode) -> String {
        let from = entry["from"] ?? entry["args"]
        if let text = from?.text ?? from?.list?.first?.text { return text }
        return entry["template"] != nil ? "the template" : entry["jsonata"] != nil ? "the expression" : "the constant"
    }

    private func expression(of entry: DefinitionNode) throws -> FieldExpression {
        let given = ["from", "constant", "template", "jsonata", "fn"].filter { entry[$0] != nil }
        guard given.count == 1 else {
            throw entry.fault("a field needs exactly one of 'from', 'constant', 'template', 'jsonata', 'fn'")
        }
        if let expression = entry["jsonata"] { return .expression(try embedded(expression)) }
        if let constant = entry["constant"] { return .constant(constant.value) }
        if let template = entry["template"] { return try self.template(template) }
        if let name = entry["fn"] { return try call(name, entry["args"]) }
        guard let from = entry["from"] else { throw entry.fault("a field lacks 'from'") }
        return try source(from)
    }

    /// A path, a list of paths (the first present one), or `{ constant: … }`, `{ template: … }`.
    private func source(_ node: DefinitionNode) throws -> FieldExpression {
        if let list = node.list { return .first(try list.map(source)) }
        if node.map != nil {
            try node.onlyKeys(["from", "constant", "template", "jsonata", "fn", "args", "functions"], in: "a source")
            let inner = try expression(of: node)
            guard let functions = node["functions"] else { return inner }
            return .piped(inner, try self.functions(functions))
        }
        guard let text = node.text else { throw node.fault("a source must be a path") }
        return try source(text, node)
    }

    func source(_ text: String, _ node: DefinitionNode) throws -> FieldExpression {
        guard text.hasPrefix("$") else { return .path(try path(text, node)) }
        switch text {
        case "$now": return .now
        case "$uuid": return .newIdentifier
        default:
            let name = String(text.dropFirst())
            if let known = names.last(where: { $0.name == name }) { return .variable(known.position) }
            let near = name.nearest(of: names.map(\.name) + ["now", "uuid"]).map { "Did you mean '$\($0)'?" }
            throw node.fault("nothing above defines '\(text)'", remedy: near)
        }
    }

    /// JSONata in a field. A definition must not hide a function of the language that the expression then means.
    private func embedded(_ node: DefinitionNode) throws -> EmbeddedExpression {
        let located = try LocatedExpression(node, fragments: fragments)
        var variables: [(name: String, position: Int)] = []
        for name in located.expression.freeNames {
            guard let known = names.last(where: { $0.name == name }) else { continue }
            guard NativeFunctions.all[name] == nil else {
                throw node.fault("'$\(name)' is a function of JSONata; give the definition another name")
            }
            variables.append((name, known.position))
        }
        let usesMessage = located.expression.freeNames.contains(EmbeddedExpression.message)
        return EmbeddedExpression(located: located, variables: variables, usesMessage: usesMessage)
    }

    func path(_ node: DefinitionNode) throws -> SourcePath {
        guard let text = node.text else { throw node.fault("a source must be a path") }
        return try path(text, node)
    }

    private func path(_ text: String, _ node: DefinitionNode) throws -> SourcePath {
        if let path = SourcePathScanner.parse(text, dialect) { return path }
        let example =
            dialect == .hl7 ? "PID-3.1, OBX[*]-5 or, in a group, .1" : "order.lines[0].sku, or, in a group, .sku"
        throw node.fault("'\(text)' is not a source path", remedy: "Write one like \(example).")
    }

    func condition(_ node: DefinitionNode) throws -> Condition {
        try ConditionParser.parse(node) { try source($0, node) }
    }

    // MARK: Calls

    private func call(_ name: DefinitionNode, _ arguments: DefinitionNode?) throws -> FieldExpression {
        let arguments = arguments?.list ?? arguments.map { [$0] } ?? []
        switch name.text {
        case "coalesce": return .first(try arguments.map(source))
        case "concat": return .concatenation(try arguments.map(source))
        default:
            guard let first = arguments.first else { throw name.fault("'fn' needs 'args'") }
            let setting = arguments.dropFirst().first
            return .piped(try source(first), [try function(name, setting)])
        }
    }

    func functions(_ node: DefinitionNode) throws -> [FieldFunction] {
        guard let list = node.list else { throw node.fault("'functions' must be a list") }
        return try list.map { entry in
            if entry.text != nil { return try function(entry, nil) }
            guard let members = entry.map, members.count == 1, let (key, argument) = members.first else {
                throw entry.fault("a function is a name, or { name: setting }")
            }
            let name = DefinitionNode(content: .scalar(.string(key.text)), place: key.place)
            return try function(name, argument)
        }
    }

    private func function(_ name: DefinitionNode, _ argument: DefinitionNode?) throws -> FieldFunction {
        let text = name.text ?? ""
        if text == "default", let argument {
            throw argument.fault("'default' is a key of the field, not a function")
        }
        guard let maker = FunctionCatalogue.byName[text] else {
            let near = text.nearest(of: FunctionCatalogue.all.map(\.name)).map { "Did you mean '\($0)'?" }
            throw name.fault("there is no function '\(text)'", remedy: near)
        }
        do {
            return try maker.function(argument, settings)
        } catch var error as JunctionError {
            error.place = error.place ?? name.place
            throw error
        }
    }

    // MARK: Templates

    /// `urn:uuid:{$patient}`, `{PID-5.2} {PID-5.1.1|upper}`; `{{` is a brace.
    private func template(_ node: DefinitionNode) throws -> FieldExpression {
        guard let text = node.text else { throw node.fault("'template' must be text") }
        var parts: [FieldExpression] = []
        var literal = ""
        var rest = text[...]
        while let character = rest.popFirst() {
            if (character == "{" || character == "}"), rest.first == character {
                literal.append(rest.removeFirst())
            } else if character == "{" {
                guard let end = rest.firstIndex(of: "}") else { throw node.fault("a brace does not end") }
                if !literal.isEmpty { parts.append(.constant(.string(literal))) }
                literal = ""
                parts.append(try placeholder(rest[..<end], node))
                rest = rest[rest.index(after: end)...]
            } else {
                literal.append(character)
            }
        }
        if !literal.isEmpty { parts.append(.constant(.string(literal))) }
        return .template(parts)
    }

    private func placeholder(_ text: Substring, _ node: DefinitionNode) throws -> FieldExpression {
        let parts = text.split(separator: "|", omittingEmptySubsequences: false).map { String($0).trimmed }
        let inner = try source(parts[0], node)
        guard parts.count > 1 else { return inner }
        let functions = try parts.dropFirst().map {
            try function(DefinitionNode(content: .scalar(.string($0)), place: node.place), nil)
        }
        return .piped(inner, functions)
    }

    // MARK: Lookups

    private func lookup(_ node: DefinitionNode) throws -> LookupUse {
        guard node.map != nil else { return try lookup(named: node, column: nil, fallback: nil) }
        try node.onlyKeys(["table", "version", "column", "default"], in: "a lookup")
        guard let table = node["table"] else { throw node.fault("a lookup lacks 'table'") }
        return try lookup(
            named: table, version: node["version"]?.text, column: node["column"], fallback: node["default"]?.value)
    }

    private func lookup(
        named node: DefinitionNode, version: String? = nil, column: DefinitionNode?, fallback: Value?
    ) throws -> LookupUse {
        let name = (node.text ?? "") + (version.map { "@" + $0 } ?? "")
        let table = lookups[name] ?? workspaceLookups?[name]
        if table == nil, let workspaceLookups {
            let near = name.nearest(of: Array(lookups.keys) + workspaceLookups.keys).map { "Did you mean '\($0)'?" }
            throw node.fault("there is no lookup table '\(name)'", remedy: near)
        }
        guard let column else { return LookupUse(name: name, table: table, column: 0, fallback: fallback) }
        guard let table else { throw column.fault("a column can be named only of a table that is known here") }
        guard let position = table.columns.firstIndex(of: column.text ?? "") else {
            throw column.fault("the table '\(name)' has no column of that name")
        }
        return LookupUse(name: name, table: table, column: position, fallback: fallback)
    }
}
