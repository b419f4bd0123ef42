import Contract
import Events
import Flows
import SecurityCore
import Values

/// What this node does about the documents that other nodes change.
struct FollowedDocuments: Sendable {
    let parts: ServerParts
    let installer: PointInstaller

    var kinds: [DocumentFollower.Kind] {
        [
            DocumentFollower.Kind(name: DocumentKeyStorage.kind) { _, document in
                if let document { parts.keys.take(try DocumentKeyStorage.key(document.content)) }
            },
            DocumentFollower.Kind(name: MappingDirectory.kind) { try await takeMapping($0, $1) },
            DocumentFollower.Kind(name: SystemsAdapter.kind) { try await takeSystem($0, $1) },
            DocumentFollower.Kind(name: IntegrationsAdapter.kind) { try await takePoint($0, $1) },
            DocumentFollower.Kind(name: SagaVersions.kind) { _, document in
                if let document { try parts.sagas.take(definition: document) }
            },
            DocumentFollower.Kind(name: SubscriptionKeeper.documentKind) {
                try await parts.subscriptions.take($0, $1)
            },
            DocumentFollower.Kind(name: ReplayKeeper.documentKind) { try await parts.replays.take($0, $1) },
        ]
    }

    private func takeMapping(_ id: String, _ document: Document?) async throws {
        let known = parts.mappings[id]
        guard let document else {
            if known?.revision != nil { parts.mappings.remove(id) }
            return
        }
        // A file of the workspace wins; what this node has made itself it knows.
        if let known, known.revision.map({ $0 >= document.version }) ?? true { return }
        let text = try MappingDocument.text(inDocument: document.content)
        let mapping = try parts.mappings.compile(text, source: id)
        try await parts.definitions.prepare(mapping: id, text: text)
        parts.definitions.put(
            mapping: id, MappingDirectory.Entry(mapping: mapping, text: text, revision: document.version))
    }

    /// A system of a file stays what the file says.
    private func takeSystem(_ id: String, _ document: Document?) async throws {
        guard let document else { return }
        let isKnown = parts.systems.definition(id) != nil
        if isKnown, parts.systems.revision(of: id).map({ $0 >= document.version }) ?? true { return }
        let definition = try SystemsAdapter.definition(document.content, id: id, resolver: parts.resolver)
        await parts.systems.install(definition, revision: document.version)?.shutdown()
        if isKnown { await installer.queues.reconnect(to: id) }
    }

    /// Points are created, and nothing of them but their sagas is changed.
    private func takePoint(_ id: String, _ document: Document?) async throws {
        guard let document else { return }
        let point = try IntegrationsAdapter.point(document.content, id: id, resolver: parts.resolver)
        guard parts.points[id] == nil else {
            _ = try await installer.declareSagas(of: point)
            return
        }
        try await parts.definitions.record(point, text: String(decoding: document.content, as: UTF8.self))
        try installer.install(point)
        try await installer.start(id)
    }
}
