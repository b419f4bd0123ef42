import Values

extension FieldTableCompiler {
    /// The rules of `cleanse`; nil when there are none.
    func cleanser(_ node: DefinitionNode?) throws -> SourceCleanser? {
        guard let node, !node.isNull else { return nil }
        guard let entries = node.list else { throw node.fault("'cleanse' must be a list of { path: …, rules: […] }") }
        let rules = try entries.flatMap(cleansingRules)
        return rules.isEmpty ? nil : SourceCleanser(rules: rules, dialect: dialect)
    }

    private func cleansingRules(_ entry: DefinitionNode) throws -> [SourceCleanser.Rule] {
        try entry.onlyKeys(["path", "paths", "rules", "onError", "note"], in: "a cleansing rule")
        guard let rules = entry["rules"] else { throw entry.fault("a cleansing rule lacks 'rules'") }
        let functions = try self.functions(rules)
        let takesList = rules.list?.contains { Self.takesList($0) } ?? false
        let policy = try entry["onError"].map { try $0.choice(of: SourceCleanser.Policy.self) } ?? .reject
        guard let paths = entry["paths"]?.list ?? entry["path"].map({ [$0] }) else {
            throw entry.fault("a cleansing rule lacks 'path'")
        }
        return try paths.map { node in
            let path = try path(node)
            guard !path.isRelative else { throw node.fault("a cleansing rule's path begins at the whole source") }
            return SourceCleanser.Rule(
                path: takesList ? path.wholeList() : path.everywhere(), functions: functions, policy: policy,
                takesList: takesList)
        }
    }

    private static func takesList(_ node: DefinitionNode) -> Bool {
        let name = node.text ?? node.map?.first?.key.text ?? ""
        return FunctionCatalogue.byName[name]?.takesList ?? false
    }
}
