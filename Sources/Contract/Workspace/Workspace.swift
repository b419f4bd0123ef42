package import Values

/// What a folder says: integration points, the systems they talk to, mappings, what mappings include, lookup tables and
/// samples.
///
/// ```
/// points/<id>.yaml    systems/<id>.yaml    mappings/<id>.yaml    fragments/<name>.yaml    lookups/<name>.csv    samples/…
/// ```
package struct Workspace: Sendable {
    /// By id, in the order of their names.
    package var points: [IntegrationPoint]
    package var systems: [SystemDefinition]
    package var mappings: [MappingFile]
    /// Files that mappings include by name.
    package var fragments: [MappingFile]
    package var lookups: [LookupFile]
    /// Paths of the samples, such as `samples/a01.hl7`, with their sizes in bytes.
    package var samples: [String: Int]
    /// Where every value was written, for whoever finds something wrong with it later.
    package var sources: [SourceFile]
    /// The folder on disk.
    package var folder: String

    package func point(_ id: String) -> IntegrationPoint? { points.first { $0.id == id } }
    package func system(_ id: String) -> SystemDefinition? { systems.first { $0.id == id } }
    package func mapping(_ id: String) -> MappingFile? { mappings.first { $0.id == id } }
    package func lookup(_ name: String) -> LookupFile? { lookups.first { $0.name == name } }

    /// The file that an id of a point or a system came from.
    package func source(_ kind: SourceFile.Kind, _ id: String) -> SourceFile? {
        sources.first { $0.kind == kind && $0.id == id }
    }
}

/// A file of YAML as it was read, before `${…}` was filled in.
package struct SourceFile: Sendable {
    package enum Kind: String, Sendable { case point, system }

    package var kind: Kind
    /// The id it gives itself.
    package var id: String
    /// Relative to the workspace: `points/adt.yaml`.
    package var path: String
    package var root: SourceNode

    package func place(_ path: String) -> Place { root.place(at: path) }
}

/// A mapping definition or what such a one includes, to be read by whoever knows its language.
package struct MappingFile: Sendable {
    /// The file's name without its ending.
    package var id: String
    package var path: String
    package var text: String
}

/// A table that mappings look things up in.
package struct LookupFile: Sendable {
    package var name: String
    package var path: String
    package var bytes: [UInt8]
}
