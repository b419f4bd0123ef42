import Contract
import Mapping
import Values

/// The mappings and tables of a workspace, compiled once.
struct WorkspaceMappings: Sendable {
    let lookups: [String: Lookup]
    private let compiled: [String: Result<any Transformation, JunctionError>]

    /// Throws where a lookup table cannot be read. A mapping that cannot be read is an error of the points that use it.
    init(_ workspace: Workspace) throws {
        var lookups: [String: Lookup] = [:]
        for file in workspace.lookups {
            lookups[file.name] = try Lookup(name: file.name, csv: file.bytes, source: file.path)
        }
        self.lookups = lookups
        var compiled: [String: Result<any Transformation, JunctionError>] = [:]
        for file in workspace.mappings { compiled[file.id] = Self.compile(file, lookups) }
        self.compiled = compiled
    }

    private static func compile(
        _ file: MappingFile, _ lookups: [String: Lookup]
    ) -> Result<any Transformation, JunctionError> {
        do {
            return .success(try MappingDefinition(yaml: file.text, source: file.path).compile(lookups: lookups))
        } catch let error as JunctionError { return .failure(error) } catch {
            return .failure(JunctionError(.mappingMalformed, "the mapping cannot be read"))
        }
    }

    func transformation(_ id: String) throws -> any Transformation {
        guard let mapping = compiled[id] else {
            throw JunctionError(
                .danglingReference, "there is no mapping '\(id)'",
                remedy: "Add mappings/\(id).yaml, or correct the name.")
        }
        return try mapping.get()
    }
}
