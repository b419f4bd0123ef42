import Values

/// A file that a definition includes, as whoever keeps the files gives it.
package struct IncludedFile: Sendable {
    /// Names the file in error places.
    package var path: String
    package var text: String

    package init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}

/// Finds an included file by its name; nil when there is none.
package typealias IncludedFiles = @Sendable (_ name: String) -> IncludedFile?

/// What a definition and the files that it includes say once for use in many places: fragments and lookup tables.
///
///     include: [hl7-types]
///     fragments:
///       name: [{ to: family, from: .1.1 }, { to: "given[]", from: .2 }]
///       initials: "function($name) { $join($name.given.$substring(0, 1)) }"
///
/// A list of fields is used by a group's `use`, an expression as a variable of that name.
struct Fragments {
    private(set) var fields: [String: DefinitionNode] = [:]
    private(set) var expressions: [String: DefinitionNode] = [:]
    private(set) var lookups: [String: Lookup] = [:]

    private let files: IncludedFiles
    /// The files on the way from the definition to the one being read.
    private var chain: [String]
    private var done: Set<String> = []

    /// Includes beyond this many files are refused.
    private static let filesMost = 200

    init(of root: DefinitionNode, named name: String, files: @escaping IncludedFiles) throws {
        self.files = files
        chain = [name]
        try take(root)
    }

    /// All names, for advice.
    var names: [String] { Array(fields.keys) + expressions.keys }

    private mutating func take(_ root: DefinitionNode) throws {
        let included = root["include"]
        for entry in included?.list ?? included.map({ [$0] }) ?? [] { try include(entry) }
        for (key, node) in root["fragments"]?.map ?? [] {
            guard fields[key.text] == nil, expressions[key.text] == nil else {
                throw JunctionError(
                    .mappingMalformed, "there is a fragment '\(key.text)' in an included file already",
                    remedy: "Give one of the two another name.", place: key.place)
            }
            if node.list != nil { fields[key.text] = node } else { expressions[key.text] = try Self.expression(node) }
        }
        for (key, node) in root["lookups"]?.map ?? [] {
            lookups[key.text] = try Lookup(name: key.text, definition: node)
        }
    }

    private static func expression(_ node: DefinitionNode) throws -> DefinitionNode {
        guard case .scalar(.string)? = Optional(node.content) else {
            throw node.fault("a fragment is a list of fields, or an expression in text")
        }
        return node
    }

    private mutating func include(_ entry: DefinitionNode) throws {
        guard let name = entry.text else { throw entry.fault("'include' takes names of definition files") }
        guard !chain.contains(name) else {
            throw entry.fault(
                "the file includes itself: \((chain + [name]).joined(separator: " → "))",
                remedy: "Move what both need into a third file.")
        }
        guard done.insert(name).inserted else { return }
        guard done.count <= Self.filesMost else { throw entry.fault("more than \(Self.filesMost) files are included") }
        guard let file = files(name) else {
            throw entry.fault(
                "there is no file '\(name)' to include", remedy: "Add fragments/\(name).yaml, or correct the name.")
        }
        let root = try DefinitionNode.read(yaml: file.text, source: file.path)
        try root.onlyKeys(MappingDefinition.keys, in: "an included file")
        chain.append(name)
        try take(root)
        chain.removeLast()
    }
}
