import Contract
import Events
import Mapping
import Synchronization
import Values

/// Keeps the texts by which the messages of each point are mapped, so that it can be told later what was made of a message.
/// A definition is on disk before a message is mapped by it.
final class DefinitionArchive: Sendable {
    static let kind = "flow-definition"
    /// Kept of each point; beyond it the oldest that is not in use here is forgotten.
    static let versionsMost = 50

    private struct Known {
        var text: String
        var mappings: [String]
        /// Those on disk that this process has met.
        var kept: Set<String> = []
        var current: String?
    }

    private let log: EventLog
    private let mappings: MappingDirectory
    let surroundings: String
    private let points = Mutex<[String: Known]>([:])

    /// - Parameter surroundings: stands for what mappings use beside their texts.
    init(log: EventLog, mappings: MappingDirectory, surroundings: String) {
        self.log = log
        self.mappings = mappings
        self.surroundings = surroundings
    }

    /// What the point's messages are mapped by now; nil for a point that is not known, and while that changes.
    func current(_ point: String) -> String? { points.withLock { $0[point]?.current } }

    /// To be called with the text of a point before it takes messages.
    func record(_ point: IntegrationPoint, text: String) async throws {
        let known = Known(text: text, mappings: point.mappings)
        points.withLock { $0[point.id] = known }
        try await keep(definition(known), of: point.id)
        settle(point.id)
    }

    /// To be called before a mapping is changed: keeps what it will make of the points that use it.
    func prepare(mapping id: String, text: String) async throws {
        for (point, known) in points.withLock({ $0 }) where known.mappings.contains(id) {
            var next = definition(known)
            next.mappings[id] = text
            try await keep(next, of: point)
        }
    }

    /// Puts a mapping that was prepared into use.
    func put(mapping id: String, _ entry: MappingDirectory.Entry) {
        let users = points.withLock { points in
            let users = points.filter { $0.value.mappings.contains(id) }.map(\.key)
            for user in users { points[user]?.current = nil }
            return users
        }
        mappings.put(id, entry)
        for user in users { settle(user) }
    }

    /// Nil when it is not kept, or no longer.
    func definition(_ id: String, of point: String) async throws -> FlowDefinition? {
        try await log.document(kind: Self.kind, id: "\(point)/\(id)").flatMap { try FlowDefinition($0.content) }
    }

    private func definition(_ known: Known) -> FlowDefinition {
        let texts = known.mappings.map { ($0, mappings[$0]?.text ?? "") }
        return FlowDefinition(
            point: known.text, mappings: Dictionary(texts, uniquingKeysWith: { $1 }), surroundings: surroundings)
    }

    /// Names what holds now, if it is on disk: of two changes at once, neither may be.
    private func settle(_ point: String) {
        points.withLock { points in
            guard let known = points[point], let id = try? definition(known).kept.id else { return }
            points[point]?.current = known.kept.contains(id) ? id : nil
        }
    }

    /// One that is larger than a document may be is not kept, and what it made is not known later.
    private func keep(_ definition: FlowDefinition, of point: String) async throws {
        let (id, content) = try definition.kept
        guard content.count <= DocumentLimits.bytes else { return }
        if try await log.document(kind: Self.kind, id: "\(point)/\(id)") == nil {
            try await log.putDocument(kind: Self.kind, id: "\(point)/\(id)", content: content)
            try await forgetOldest(of: point, but: id)
        }
        points.withLock { _ = $0[point]?.kept.insert(id) }
    }

    private func forgetOldest(of point: String, but newest: String) async throws {
        let prefix = "\(point)/"
        let used = [newest, current(point)].compactMap(\.self).map { prefix + $0 }
        // Several nodes may have added some at once.
        let all = try await log.documents(kind: Self.kind, after: prefix, limit: Self.versionsMost * 2)
            .filter { $0.id.hasPrefix(prefix) }
        let oldest = all.filter { !used.contains($0.id) }.sorted { $0.updatedAt < $1.updatedAt }
        for document in oldest.prefix(max(0, all.count - Self.versionsMost)) {
            try await log.removeDocument(kind: Self.kind, id: document.id)
        }
    }
}

extension IntegrationPoint {
    /// The mappings that its steps name, in whatever environment.
    var mappings: [String] {
        steps.compactMap { if case .map(let name) = $0.action { name } else { nil } }
    }
}
