package import Values

/// A mapping as its file states it, before compilation.
///
///     id: adt-to-fhir
///     version: 1.0.0
///     source: hl7v2
///     target: fhir+json
///     timeZone: Europe/London
///     include: [hl7-types]
///     lookups:
///       sex: { F: female, M: male }
///     define:
///       patient: { from: PID-3.1, functions: [{ uuid5: "urn:example:patient" }] }
///     fields:
///       - { to: gender, from: PID-8, lookup: sex, default: unknown }
///       - to: name
///         each: PID-5
///         fields:
///           - { to: family, from: .1.1 }
///           - { to: "given[]", from: .2 }
///     ignore:
///       - { path: EVN, reason: says when the sender recorded it }
package struct MappingDefinition: Sendable {
    /// What becomes of a source leaf that the mapping neither reads nor ignores.
    package enum Unmapped: String, Sendable, CaseIterable {
        /// It is in the accounting as dropped; `junction test` fails on it.
        case report
        /// It is in the accounting, and that is all.
        case allow
    }

    /// A message and what must become of it, as paths within the workspace.
    package struct Sample: Sendable, Hashable {
        package var input: String
        package var output: String
        package var title: String?
    }

    package let id: String
    package let title: String?
    package let version: String?
    /// The format that messages come in, such as `hl7v2`.
    package let source: String
    /// Options of that format, such as the delimiter of CSV.
    package let sourceOptions: Object
    /// Messages and what becomes of them, to be held against each other by `junction test`.
    package let samples: [Sample]
    /// The format that messages leave in, such as `fhir+json`.
    package let target: String
    package let unmapped: Unmapped
    /// The JSONata source of a whole-document mapping; nil for a field table.
    package let expression: String?
    let root: DefinitionNode

    static let keys = [
        "id", "title", "description", "version", "source", "target", "timeZone", "onError", "unmapped", "include",
        "lookups", "cleanse", "define", "fragments", "fields", "expression", "ignore",
        "samples",
    ]

    /// Reads a definition. `source` names the file in error places. Throws `mapping.malformed` with line and column.
    package init(yaml: String, source file: String? = nil) throws {
        try self.init(DefinitionNode.read(yaml: yaml, source: file))
    }

    package init(_ root: DefinitionNode) throws {
        try root.onlyKeys(Self.keys, in: "a mapping")
        self.root = root
        id = try root.requiredText("id", in: "the mapping")
        title = root["title"]?.text
        version = root["version"]?.text
        source = try Self.format(root, "source")
        var options = root["source"]?.value.object ?? Object()
        options["format"] = nil
        sourceOptions = options
        samples = try root["samples"].map(Self.samples) ?? []
        target = try Self.format(root, "target")
        unmapped = try root["unmapped"].map { try $0.choice(of: Unmapped.self) } ?? .report
        expression = root["expression"]?.text
        guard (root["fields"] != nil) != (expression != nil) else {
            throw root.fault("a mapping has either 'fields' or an 'expression'")
        }
    }

    private static func samples(_ node: DefinitionNode) throws -> [Sample] {
        guard let entries = node.list else { throw node.fault("'samples' must be a list of { in: …, out: … }") }
        return try entries.map { entry in
            try entry.onlyKeys(["in", "out", "title"], in: "a sample")
            return Sample(
                input: try entry.requiredText("in", in: "a sample"),
                output: try entry.requiredText("out", in: "a sample"), title: entry["title"]?.text)
        }
    }

    private static func format(_ root: DefinitionNode, _ key: String) throws -> String {
        if let nested = root[key]?["format"]?.text { return nested }
        return try root.requiredText(key, in: "the mapping")
    }

    /// Compiles the definition. `lookups` are the workspace's tables by name; a name that is in neither them nor the
    /// definition is an error here, unless `lookups` is nil, when the context is asked as messages come. `files` finds
    /// what the definition includes. Throws `mapping.malformed` with line and column.
    package func compile(
        lookups: [String: Lookup]? = nil, including files: @escaping IncludedFiles = { _ in nil }
    ) throws -> CompiledMapping {
        let fragments = try Fragments(of: root, named: id, files: files)
        var compiler = FieldTableCompiler(definition: self, fragments: fragments, workspaceLookups: lookups)
        return try compiler.compile()
    }
}

extension DefinitionNode {
    /// The case that this node's text names.
    func choice<Choice: RawRepresentable & CaseIterable>(of: Choice.Type) throws -> Choice
    where Choice.RawValue == String {
        if let text, let choice = Choice(rawValue: text) { return choice }
        let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        throw fault("must be one of: \(all)")
    }
}
