import Values

/// Reads one file of a kind: YAML, then settings, then the model.
enum DefinitionReader {
    static func read<Definition>(
        _ spec: Spec<Definition>, _ bytes: [UInt8], source: String, resolver: SettingsResolver, limits: ReadingLimits,
        _ problems: inout [Problem]
    ) -> (value: Definition?, root: SourceNode?) {
        let document = YAMLReader.read(bytes, source: source, limits: limits)
        problems += document.problems
        guard let root = document.node else { return (nil, nil) }
        let filled = resolver.fill(root, &problems)
        return (spec.read(filled, &problems), root)
    }
}

extension IntegrationPoint {
    /// Reads one point file by itself, for previews and for versions kept elsewhere.
    package static func read(
        _ bytes: [UInt8], source: String, resolver: SettingsResolver = .checking,
        limits: ReadingLimits = ReadingLimits()
    ) -> (point: IntegrationPoint?, problems: [Problem]) {
        var problems: [Problem] = []
        let read = DefinitionReader.read(
            spec, bytes, source: source, resolver: resolver, limits: limits, &problems)
        return (read.value, problems.sorted(by: Problem.inReadingOrder))
    }
}

extension SystemDefinition {
    /// Reads one system file by itself.
    package static func read(
        _ bytes: [UInt8], source: String, resolver: SettingsResolver = .checking,
        limits: ReadingLimits = ReadingLimits()
    ) -> (system: SystemDefinition?, problems: [Problem]) {
        var problems: [Problem] = []
        let read = DefinitionReader.read(
            spec, bytes, source: source, resolver: resolver, limits: limits, &problems)
        return (read.value, problems.sorted(by: Problem.inReadingOrder))
    }
}
