import Contract
import Events
import Values

/// The definitions of sagas in the store: every instance ends on the one that it began with.
package struct SagaVersions: Sendable {
    let log: EventLog
    let surroundings: SagaKeeper.Surroundings

    package static let kind = "saga-version"
    private static let tries = 10

    /// Those kept of a saga, with the given one as the newest, and its number. Throws `sagaUnusable` when there are too many.
    func keeping(_ saga: Saga) async throws -> (kept: [Int64: Saga], current: Int64) {
        let content = try surroundings.encode(saga.value)
        for _ in 0..<Self.tries {
            var kept = try await all()[saga.id] ?? [:]
            let newest = kept.keys.max() ?? 0
            if let known = kept[newest], try surroundings.encode(known.value) == content { return (kept, newest) }
            if kept.count >= SagaLimits.versions { kept = try await withoutUnused(kept, of: saga.id) }
            do {
                try await log.putDocument(
                    kind: Self.kind, id: Self.id(saga.id, newest + 1), content: content, expectedVersion: 0)
                kept[newest + 1] = saga
                return (kept, newest + 1)
            } catch let error as JunctionError where error.code == .versionConflict {
                // Another node has kept the same at the same time.
                continue
            }
        }
        throw JunctionError(.versionConflict, "the saga '\(saga.id)' is being changed by others")
    }

    /// All there are, by saga.
    func all() async throws -> [String: [Int64: Saga]] {
        var found: [String: [Int64: Saga]] = [:]
        var after: String?
        repeat {
            let page = try await log.documents(kind: Self.kind, after: after, limit: DocumentLimits.page)
            for document in page {
                guard let (id, number) = Self.parts(document.id) else { continue }
                found[id, default: [:]][number] = try Saga(json: document.content, source: document.id)
            }
            after = page.count == DocumentLimits.page ? page.last?.id : nil
        } while after != nil
        return found
    }

    func remove(_ saga: String, _ version: Int64) async throws {
        try await log.removeDocument(kind: Self.kind, id: Self.id(saga, version))
    }

    /// What no instance goes by any more is forgotten.
    private func withoutUnused(_ kept: [Int64: Saga], of saga: String) async throws -> [Int64: Saga] {
        var used: Set<Int64> = []
        try await SagaInstance.forEach(of: saga, in: log, surroundings) { instance, _ in used.insert(instance.version) }
        var left = kept
        for version in kept.keys where !used.contains(version) {
            try await remove(saga, version)
            left[version] = nil
        }
        guard left.count < SagaLimits.versions else {
            throw JunctionError(
                .sagaUnusable, "instances go by \(SagaLimits.versions) earlier definitions of the saga '\(saga)'",
                remedy: "Wait until some have ended, or end them by hand.")
        }
        return left
    }

    /// The saga and the number that a document's id names.
    static func parts(_ id: String) -> (saga: String, version: Int64)? {
        let parts = id.split(separator: "@")
        guard parts.count == 2, let number = Int64(parts[1]) else { return nil }
        return (String(parts[0]), number)
    }

    private static func id(_ saga: String, _ version: Int64) -> String { "\(saga)@\(version)" }
}

extension SagaInstance {
    /// Goes through all instances of a saga, by key. One that cannot be read is passed over.
    static func forEach(
        of saga: String, in log: EventLog, _ surroundings: SagaKeeper.Surroundings,
        _ body: (SagaInstance, Document) throws -> Void
    ) async throws {
        var after: String?
        repeat {
            let page = try await log.documents(kind: SagaKeeper.kind(saga), after: after, limit: DocumentLimits.page)
            for document in page {
                guard let value = try? surroundings.decode(document.content),
                    let instance = try? SagaInstance(value: value)
                else { continue }
                try body(instance, document)
            }
            after = page.count == DocumentLimits.page ? page.last?.id : nil
        } while after != nil
    }
}
