import Values

/// Turns a definition into a `FieldTable`.
struct FieldTableCompiler {
    let definition: MappingDefinition
    let workspaceLookups: [String: Lookup]?
    let fragments: Fragments
    let dialect: SourceTree.Dialect
    var settings = MappingSettings()
    var policy = FieldRule.Policy.reject
    /// The definition's own tables and those of the files that it includes.
    var lookups: [String: Lookup] { fragments.lookups }
    /// Names of `define` that can be used here, the innermost last.
    var names: [(name: String, position: Int)] = []
    private var definitions: [FieldRule] = []
    /// The fragments on the way to the group at hand.
    private var using: [String] = []

    init(definition: MappingDefinition, fragments: Fragments, workspaceLookups: [String: Lookup]?) {
        self.definition = definition
        self.fragments = fragments
        self.workspaceLookups = workspaceLookups
        dialect = definition.source.hasPrefix("hl7") ? .hl7 : .generic
        settings.sourceIsHL7 = dialect == .hl7
    }

    mutating func compile() throws -> CompiledMapping {
        let root = definition.root
        settings.zone = try root["timeZone"].map(FunctionCatalogue.zone)
        policy = try root["onError"].map { try $0.choice(of: FieldRule.Policy.self) } ?? .reject
        let body: CompiledMapping.Body =
            try root["expression"].map { .expression(try expressionMapping($0)) } ?? .fields(try fieldTable())
        return CompiledMapping(definition: definition, cleanser: try cleanser(root["cleanse"]), body: body)
    }

    private func expressionMapping(_ node: DefinitionNode) throws -> ExpressionMapping {
        let root = definition.root
        for key in ["define", "onError"] {
            if let node = root[key] { throw node.fault("'\(key)' is for fields; this mapping is an expression") }
        }
        return ExpressionMapping(
            located: try LocatedExpression(node, fragments: fragments), dialect: dialect,
            ignoring: try ignoreRules(root["ignore"]), tables: tables)
    }

    private var tables: LookupTables { LookupTables(own: lookups, workspace: workspaceLookups) }

    private mutating func fieldTable() throws -> FieldTable {
        let root = definition.root
        _ = try define(root["define"])
        var shape = TargetShape()
        try add(fields: root["fields"], to: &shape, depth: 0)
        let target = shape.node()
        let isArray = if case .array = target { true } else { false }
        return FieldTable(
            dialect: dialect, target: target, definitions: definitions, ignoring: try ignoreRules(root["ignore"]),
            emptyTarget: isArray ? .array([]) : .object(Object()), tables: tables)
    }

    /// Definitions that can be used from here on; their positions.
    private mutating func define(_ node: DefinitionNode?) throws -> Range<Int> {
        let first = definitions.count
        for (key, node) in node?.map ?? [] {
            let rule = try rule(node, target: "$" + key.text, keys: [])
            names.append((key.text, definitions.count))
            definitions.append(rule)
        }
        return first..<definitions.count
    }

    // MARK: Fields and groups

    private mutating func add(fields node: DefinitionNode?, to shape: inout TargetShape, depth: Int) throws {
        guard let entries = node?.list else {
            throw (node ?? definition.root).fault("'fields' must be a list of { to: …, from: … }")
        }
        for entry in entries {
            guard entry["fields"] != nil || entry["use"] != nil else {
                try addField(entry, to: &shape)
                continue
            }
            try addGroup(entry, to: &shape, depth: depth)
        }
    }

    private func addField(_ entry: DefinitionNode, to shape: inout TargetShape) throws {
        let path = try TargetPath(entry)
        let rule = try rule(entry, target: path.text, keys: ["to", "each", "note"])
        guard let each = entry["each"] else {
            try shape.insert(.field(rule), at: path, from: entry)
            return
        }
        try shape.insert(.each(try eachPath(each), nil, .field(rule)), at: path.element, from: entry)
    }

    private mutating func addGroup(_ entry: DefinitionNode, to shape: inout TargetShape, depth: Int) throws {
        try entry.onlyKeys(["to", "fields", "use", "each", "at", "when", "define", "required", "note"], in: "a group")
        guard depth < 30 else { throw entry.fault("groups go too deep") }
        let condition = try entry["when"].map(condition)
        let inner = try fieldsOf(entry)
        if let used = entry["use"]?.text { using.append(used) }
        defer { if entry["use"] != nil { using.removeLast() } }
        let outerNames = names
        defer { names = outerNames }
        guard entry["define"] == nil || entry["to"] != nil else {
            throw entry.fault("a group with 'define' needs 'to'")
        }
        let defined = try define(entry["define"])
        if entry["to"] == nil, entry["each"] == nil, entry["at"] == nil, condition == nil {
            try add(fields: inner, to: &shape, depth: depth + 1)
            return
        }
        guard entry["to"] != nil else {
            // Without a place of its own, the condition goes to each of the group's members.
            guard entry["each"] == nil, entry["at"] == nil, let condition else {
                throw entry.fault("a group with 'each' or 'at' needs 'to'")
            }
            var members = TargetShape()
            try add(fields: inner, to: &members, depth: depth + 1)
            try shape.merge(members, when: condition, from: entry)
            return
        }
        var members = TargetShape()
        try add(fields: inner, to: &members, depth: depth + 1)
        let path = try TargetPath(entry)
        let node = defined.isEmpty ? members.node() : .scoped(defined, members.node())
        let demand = try entry["required"].map { try demanding($0, of: entry) } ?? { $0 }
        if let at = entry["at"] {
            guard entry["each"] == nil else { throw entry.fault("a group has either 'each' or 'at'") }
            let placed = TargetNode.at(try self.path(at), node)
            try shape.insert(
                condition.map { .conditional($0, demand(placed)) } ?? demand(placed), at: path, from: entry)
        } else if let each = entry["each"] {
            try shape.insert(demand(.each(try eachPath(each), condition, node)), at: path.element, from: entry)
        } else if let condition {
            try shape.insert(.conditional(condition, node), at: path, from: entry)
        } else if !defined.isEmpty {
            try shape.insert(node, at: path, from: entry)
        } else {
            try shape.insert(members, at: path, from: entry)
        }
    }

    /// A group over places of the source of which there must be one.
    private func demanding(_ node: DefinitionNode, of entry: DefinitionNode) throws -> (TargetNode) -> TargetNode {
        guard let source = (entry["each"] ?? entry["at"])?.text else {
            throw node.fault("'required' goes with a group's 'each' or 'at'")
        }
        if node.bool == false { return { $0 } }
        let message = node.bool == nil ? node.text : nil
        return { .required(message ?? "\(source) is required", source: source, $0) }
    }

    private func fieldsOf(_ entry: DefinitionNode) throws -> DefinitionNode? {
        guard let use = entry["use"] else { return entry["fields"] }
        guard entry["fields"] == nil else { throw entry.fault("a group has either 'fields' or 'use'") }
        let name = use.text ?? ""
        guard let fragment = fragments.fields[name] else {
            if fragments.expressions[name] != nil {
                throw use.fault("'\(name)' is an expression; use it as $\(name) in one")
            }
            let near = name.nearest(of: fragments.names).map { "Did you mean '\($0)'?" }
            throw use.fault("no fragment of that name", remedy: near)
        }
        guard !using.contains(name) else {
            throw use.fault("the fragment uses itself: \((using + [name]).joined(separator: " → "))")
        }
        return fragment
    }

    private func eachPath(_ node: DefinitionNode) throws -> SourcePath { try path(node).overAll() }

    // MARK: Ignored sources

    private func ignoreRules(_ node: DefinitionNode?) throws -> [SourceMarks.IgnoreRule] {
        guard let node, !node.isNull else { return [] }
        guard let entries = node.list else { throw node.fault("'ignore' must be a list of { path: …, reason: … }") }
        return try entries.flatMap { entry in
            try entry.onlyKeys(["path", "paths", "reason"], in: "an ignored source")
            let reason = try entry.requiredText("reason", in: "an ignored source")
            let nodes = entry["paths"]?.list ?? entry["path"].map { [$0] }
            guard let nodes else { throw entry.fault("an ignored source lacks 'path'") }
            return try nodes.map { SourceMarks.IgnoreRule(path: try path($0).everywhere(), reason: reason) }
        }
    }
}
