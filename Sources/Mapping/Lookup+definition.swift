import Values

extension Lookup {
    /// Reads a table that stands in a definition: `{ F: female, M: male }`, or with a fallback
    /// `{ entries: { … }, default: unknown }`.
    init(name: String, definition node: DefinitionNode) throws {
        let entries = node["entries"]
        if entries != nil { try node.onlyKeys(["entries", "default", "version"], in: "a lookup table") }
        guard let members = (entries ?? node).map else { throw node.fault("a lookup table must be a map") }
        var values: [String: Value] = [:]
        for (key, value) in members { values[key.text] = value.value }
        self.init(
            name: name, entries: values, fallback: entries == nil ? nil : node["default"]?.value)
        version = entries == nil ? nil : node["version"]?.text
    }
}
