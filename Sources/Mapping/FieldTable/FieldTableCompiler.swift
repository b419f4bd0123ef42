import Values

/// Turns a definition into a `FieldTable`.
struct FieldTableCompiler {
    let definition: MappingDefinition
    let workspaceLookups: [String: Lookup]?
    let dialect: SourceTree.Dialect
    var settings = MappingSettings()
    var policy = FieldRule.Policy.reject
    var lookups: [String: Lookup] = [:]
    /// Names of `define` so far, in order.
    var names: [String] = []
    private var definitions: [FieldRule] = []

    init(definition: MappingDefinition, workspaceLookups: [String: Lookup]?) {
        self.definition = definition
        self.workspaceLookups = workspaceLookups
        dialect = definition.source.hasPrefix("hl7") ? .hl7 : .generic
        settings.sourceIsHL7 = dialect == .hl7
    }

    mutating func compile() throws -> FieldTable {
        let root = definition.root
        settings.zone = try root["timeZone"].map(FunctionCatalogue.zone)
        policy = try root["onError"].map { try $0.choice(of: FieldRule.Policy.self) } ?? .reject
        for (key, node) in root["lookups"]?.map ?? [] {
            lookups[key.text] = try Lookup(name: key.text, definition: node)
        }
        for (key, node) in root["define"]?.map ?? [] {
            let rule = try rule(node, target: "$" + key.text, keys: [])
            definitions.append(rule)
            names.append(key.text)
        }
        var shape = TargetShape()
        try add(fields: root["fields"], to: &shape, depth: 0)
        let target = shape.node()
        let isArray = if case .array = target { true } else { false }
        return FieldTable(
            dialect: dialect, target: target, definitions: definitions, ignoring: try ignoreRules(root["ignore"]),
            emptyTarget: isArray ? .array([]) : .object(Object()))
    }

    // MARK: Fields and groups

    private func add(fields node: DefinitionNode?, to shape: inout TargetShape, depth: Int) throws {
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

    private func addGroup(_ entry: DefinitionNode, to shape: inout TargetShape, depth: Int) throws {
        try entry.onlyKeys(["to", "fields", "use", "each", "at", "when", "note"], in: "a group")
        guard depth < 30 else { throw entry.fault("groups and fragments go too deep; does a fragment use itself?") }
        let condition = try entry["when"].map(condition)
        let inner = try fieldsOf(entry)
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
        if let at = entry["at"] {
            guard entry["each"] == nil else { throw entry.fault("a group has either 'each' or 'at'") }
            let placed = TargetNode.at(try self.path(at), members.node())
            try shape.insert(condition.map { .conditional($0, placed) } ?? placed, at: path, from: entry)
        } else if let each = entry["each"] {
            try shape.insert(.each(try eachPath(each), condition, members.node()), at: path.element, from: entry)
        } else if let condition {
            try shape.insert(.conditional(condition, members.node()), at: path, from: entry)
        } else {
            try shape.insert(members, at: path, from: entry)
        }
    }

    private func fieldsOf(_ entry: DefinitionNode) throws -> DefinitionNode? {
        guard let use = entry["use"] else { return entry["fields"] }
        guard entry["fields"] == nil else { throw entry.fault("a group has either 'fields' or 'use'") }
        let fragments = definition.root["fragments"]
        guard let name = use.text, let fragment = fragments?[name] else {
            let near = use.text.flatMap { $0.nearest(of: fragments?.map?.map(\.key.text) ?? []) }
            throw use.fault("no fragment of that name", remedy: near.map { "Did you mean '\($0)'?" })
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
