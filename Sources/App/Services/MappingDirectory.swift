import Contract
import Events
import Formats
import Mapping
import Synchronization
import Values

/// Every mapping of the server: those of the workspace's files, and those kept through the API, which may change while
/// integrations run by them.
final class MappingDirectory: Sendable {
    struct Entry: Sendable {
        var mapping: CompiledMapping
        /// The definition as text.
        var text: String
        /// Nil for a file of the workspace.
        var revision: Int64?
    }

    static let kind = "mapping"
    /// Mappings that may be kept through the API.
    static let keptMost = 10_000

    private let workspace: WorkspaceMappings
    private let entries: Mutex<[String: Entry]>

    /// With what was kept before. A kept definition that can no longer be read is left out, and told of.
    init(_ workspace: WorkspaceMappings, texts: [String: String], kept: [Document], problem: (String) -> Void) {
        self.workspace = workspace
        var entries: [String: Entry] = [:]
        for (id, mapping) in workspace.all { entries[id] = Entry(mapping: mapping, text: texts[id] ?? "") }
        for document in kept where entries[document.id] == nil {
            do {
                let text = try MappingDocument.text(inDocument: document.content)
                let mapping = try workspace.compile(text, source: document.id)
                entries[document.id] = Entry(mapping: mapping, text: text, revision: document.version)
            } catch { problem("the mapping '\(document.id)' that was kept cannot be used: \(error)") }
        }
        self.entries = Mutex(entries)
    }

    subscript(id: String) -> Entry? { entries.withLock { $0[id] } }

    var all: [(id: String, entry: Entry)] {
        entries.withLock { $0.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 } }
    }

    func put(_ id: String, _ entry: Entry) { entries.withLock { $0[id] = entry } }
    func remove(_ id: String) { entries.withLock { $0[id] = nil } }

    func compile(_ text: String, source: String) throws -> CompiledMapping {
        try workspace.compile(text, source: source)
    }

    /// What integrations run by: the mapping as it stands whenever a message comes. Throws when there is none now, or the
    /// workspace's file cannot be used.
    func live(_ id: String) throws -> any Transformation {
        if self[id] == nil { _ = try workspace.mapping(id) }
        return LiveMapping(id: id, directory: self)
    }
}

private struct LiveMapping: Transformation {
    let id: String
    let directory: MappingDirectory

    func apply(_ input: Value, _ context: MappingContext) throws -> MappingResult {
        guard let entry = directory[id] else {
            throw JunctionError(.danglingReference, "the mapping '\(id)' is there no more")
        }
        return try entry.mapping.apply(input, context)
    }
}
