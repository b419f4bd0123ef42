import Contract
package import Formats
import Foundation
package import Mapping
package import Values

/// A mapping file at hand, with the tables and fragments of the workspace that it stands in: for trying it out before
/// anything runs by it.
package struct MappingBench: Sendable {
    package let mapping: CompiledMapping
    package let source: any Format
    /// The time that `$now` stands for; nil takes the clock's.
    package var now: Instant?
    package var limits = JSONataLimits()
    private let lookups: [String: Lookup]

    /// - Parameters:
    ///   - format: of the messages, when it is another than the definition's.
    ///   - options: of that format.
    package init(file: String, format: String? = nil, options: Object = Object()) throws {
        let url = URL(filePath: file)
        guard let data = FileManager.default.contents(atPath: file) else {
            throw JunctionError(
                .notFound, "\(file) cannot be read", remedy: "Check the path and that you may read the file.")
        }
        let folder = url.deletingLastPathComponent()
        let workspace = folder.lastPathComponent == "mappings" ? folder.deletingLastPathComponent() : folder
        let mappings = try WorkspaceMappings(Workspace.read(workspace.path).workspace)
        mapping = try mappings.compile(String(decoding: data, as: UTF8.self), source: file)
        lookups = mappings.lookups
        let definition = mapping.definition
        source = try FormatCatalogue.format(
            named: format ?? definition.source,
            options: format == nil && options.isEmpty ? definition.sourceOptions : options)
    }

    package var context: MappingContext {
        let clock = TimeSource.system.now
        var context = MappingContext(
            now: now ?? clock(), lookups: lookups, identifier: SystemIdentifier.next, clock: clock)
        context.limits = limits
        return context
    }

    package var batch: MappingBatch { MappingBatch(mapping, source: source) { context } }

    package func messages(in bytes: [UInt8]) throws -> [Value] { try MappingSourceFormat(source).messages(in: bytes) }

    /// The result in the mapping's target format where that can hold it, else as JSON.
    package func text(of value: Value) throws -> String {
        var json = JSONFormat()
        json.pretty = true
        let target = try FormatCatalogue.format(named: mapping.definition.target)
        let bytes = target is JSONFormat ? try json.encode(value) : try target.encode(value)
        return String(decoding: bytes, as: UTF8.self)
    }
}
