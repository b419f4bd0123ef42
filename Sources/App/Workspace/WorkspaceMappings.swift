import Contract
import Mapping
import Values

/// The mappings and tables of a workspace, compiled once.
struct WorkspaceMappings: Sendable {
    let lookups: [String: Lookup]
    private let compiled: [String: Result<CompiledMapping, JunctionError>]
    private let files: [String: IncludedFile]

    /// Throws where a lookup table cannot be read. A mapping that cannot be read is an error of the points that use it.
    init(_ workspace: Workspace) throws {
        lookups = try Lookup.tables(
            workspace.lookups.map { LookupSource(name: $0.name, path: $0.path, bytes: $0.bytes) })
        // A fragment file comes before a mapping of the same name.
        files = Dictionary(
            (workspace.fragments + workspace.mappings).map { ($0.id, IncludedFile(path: $0.path, text: $0.text)) },
            uniquingKeysWith: { first, _ in first })
        var compiled: [String: Result<CompiledMapping, JunctionError>] = [:]
        for file in workspace.mappings {
            let source = MappingSource(text: file.text, path: file.path)
            compiled[file.id] = Self.result { [lookups, files] in
                try source.compiled(lookups: lookups, including: { files[$0] })
            }
        }
        self.compiled = compiled
    }

    private static func result(_ compile: () throws -> CompiledMapping) -> Result<CompiledMapping, JunctionError> {
        do { return .success(try compile()) } catch let error as JunctionError { return .failure(error) } catch {
            return .failure(JunctionError(.mappingMalformed, "the mapping cannot be read"))
        }
    }

    /// Compiles a definition that is not a file of the workspace, with what the workspace holds.
    func compile(_ text: String, source: String?) throws -> CompiledMapping {
        try MappingSource(text: text, path: source).compiled(lookups: lookups, including: { [files] in files[$0] })
    }

    func mapping(_ id: String) throws -> CompiledMapping {
        guard let mapping = compiled[id] else {
            throw JunctionError(
                .danglingReference, "there is no mapping '\(id)'",
                remedy: "Add mappings/\(id).yaml, or correct the name.")
        }
        return try mapping.get()
    }

    /// All that could be compiled, by id.
    var all: [(id: String, mapping: CompiledMapping)] {
        compiled.compactMap { id, result in (try? result.get()).map { (id, $0) } }.sorted { $0.id < $1.id }
    }
}

/// The text of a definition and the file it stands in.
private struct MappingSource {
    var text: String
    var path: String?

    func compiled(lookups: [String: Lookup], including files: @escaping IncludedFiles) throws -> CompiledMapping {
        try MappingDefinition(yaml: text, source: path).compile(lookups: lookups, including: files)
    }
}
