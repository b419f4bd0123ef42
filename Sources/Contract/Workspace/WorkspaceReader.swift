import Values

extension Workspace {
    /// Reads all of a folder. Whatever can be read is in the workspace; whatever is wrong is among the problems, in
    /// reading order. Nothing is hidden by an earlier mistake: each file is read by itself.
    ///
    /// - Parameters:
    ///   - resolver: what `${…}` and settings become; `.checking` where no environment is meant.
    package static func read(
        _ folder: String, resolver: SettingsResolver = .checking, limits: WorkspaceLimits = WorkspaceLimits()
    ) -> (workspace: Workspace, problems: [Problem]) {
        var reader = WorkspaceReader(
            folder: WorkspaceFolder(folder, limits: limits), resolver: resolver, limits: limits)
        let workspace = reader.read()
        return (workspace, reader.problems.sorted(by: Problem.inReadingOrder))
    }

    /// The bytes of a sample of this workspace.
    ///
    /// Throws `contract.danglingReference` when there is none of that name, `contract.malformed` when it cannot be read.
    package func sample(_ path: String) throws -> [UInt8] {
        guard samples[path] != nil else {
            throw JunctionError(
                .danglingReference, "there is no sample '\(path)'",
                remedy: NearestWord.advice(for: path, among: samples.keys.sorted()))
        }
        return try WorkspaceFolder(folder, limits: WorkspaceLimits()).bytes(path, most: WorkspaceLimits().sampleBytes)
    }
}

private struct WorkspaceReader {
    let folder: WorkspaceFolder
    let resolver: SettingsResolver
    let limits: WorkspaceLimits
    var problems: [Problem] = []
    var sources: [SourceFile] = []

    mutating func read() -> Workspace {
        guard folder.exists else {
            problems.append(
                Problem(
                    .unreadableFile, "there is no folder '\(folder.path)'",
                    remedy: "Give the path of a workspace: a folder with points/ and systems/ in it.", at: Place()))
            return workspace([], [], [], [], [])
        }
        let systems = definitions("systems", .system, SystemDefinition.spec) { $0.id }
        let points = definitions("points", .point, IntegrationPoint.spec) { $0.id }
        if sources.isEmpty && problems.isEmpty {
            problems.append(
                Problem(
                    .unreadableFile, "the folder '\(folder.path)' has no points and no systems",
                    remedy: "Put point files into points/ and system files into systems/.", at: Place()))
        }
        return workspace(points, systems, mappings("mappings"), mappings("fragments"), lookups())
    }

    private func workspace(
        _ points: [IntegrationPoint], _ systems: [SystemDefinition], _ mappings: [MappingFile],
        _ fragments: [MappingFile], _ lookups: [LookupFile]
    ) -> Workspace {
        Workspace(
            points: points, systems: systems, mappings: mappings, fragments: fragments, lookups: lookups,
            samples: folder.sizes(under: "samples"),
            sources: sources, folder: folder.path)
    }

    private mutating func definitions<Definition>(
        _ subfolder: String, _ kind: SourceFile.Kind, _ spec: Spec<Definition>, id: (Definition) -> String
    ) -> [Definition] {
        var found: [Definition] = []
        for path in folder.files(in: subfolder, ending: [".yaml", ".yml"]) {
            guard let bytes = bytes(path, most: limits.reading.bytes) else {
                continue
            }
            let definition = DefinitionReader.read(
                spec, bytes, source: path, resolver: resolver, limits: limits.reading, &problems)
            if let root = definition.root {
                let id = definition.value.map(id) ?? root["id"]?.text ?? ""
                sources.append(SourceFile(kind: kind, id: id, path: path, root: root))
            }
            if let value = definition.value { found.append(value) }
        }
        return found
    }

    private mutating func mappings(_ subfolder: String) -> [MappingFile] {
        folder.files(in: subfolder, ending: [".yaml", ".yml"]).compactMap { path in
            bytes(path, most: limits.tableBytes).map {
                MappingFile(id: WorkspaceFolder.stem(path), path: path, text: String(decoding: $0, as: UTF8.self))
            }
        }
    }

    private mutating func lookups() -> [LookupFile] {
        folder.files(in: "lookups", ending: [".csv"]).compactMap { path in
            bytes(path, most: limits.tableBytes).map {
                LookupFile(name: WorkspaceFolder.stem(path), path: path, bytes: $0)
            }
        }
    }

    private mutating func bytes(_ path: String, most: Int) -> [UInt8]? {
        do {
            return try folder.bytes(path, most: most)
        } catch {
            let message = (error as? JunctionError)?.message ?? "the file cannot be read"
            problems.append(Problem(.unreadableFile, message, at: Place(source: path)))
            return nil
        }
    }
}
