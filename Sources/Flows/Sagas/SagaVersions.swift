import Contract
import Events
import Values

/// The definitions of sagas in the store: every instance ends on the one that it began with.
package struct SagaVersions: Sendable {
    let log: EventLog
    let surroundings: SagaKeeper.Surroundings

    package static let kind = "saga-version"
    private static let tries = 10

    /// What is kept of one saga.
    struct Kept: Sendable {
        /// By their numbers; those that cannot be read any more are left out.
        var definitions: [Int64: Saga] = [:]
        /// Of all, in no order.
        var numbers: Set<Int64> = []
        /// Whether the newest says that the saga is declared no more.
        var isEnded = false

        var newest: Int64 { numbers.max() ?? 0 }
    }

    /// Those kept of a saga, with the given one as the newest, and its number. Throws `sagaUnusable` when there are too many.
    func keeping(_ saga: Saga) async throws -> (kept: [Int64: Saga], current: Int64) {
        let content = try surroundings.encode(saga.value)
        for _ in 0..<Self.tries {
            var kept = try await all()[saga.id] ?? Kept()
            if let known = kept.definitions[kept.newest], try surroundings.encode(known.value) == content {
                return (kept.definitions, kept.newest)
            }
            if kept.numbers.count >= SagaLimits.versions { kept = try await withoutUnused(kept, of: saga.id) }
            let number = kept.newest + 1
            guard try await write(content, of: saga.id, as: number) else { continue }
            kept.definitions[number] = saga
            return (kept.definitions, number)
        }
        throw Self.contended(saga.id)
    }

    /// Says to all nodes that a saga is declared no more. Returns the number under which that stands.
    func end(_ saga: String) async throws -> Int64 {
        for _ in 0..<Self.tries {
            let kept = try await all()[saga] ?? Kept()
            if kept.isEnded { return kept.newest }
            if try await write(surroundings.encode(.null), of: saga, as: kept.newest + 1) { return kept.newest + 1 }
        }
        throw Self.contended(saga)
    }

    /// False when another node has kept something under that number at the same time.
    private func write(_ content: [UInt8], of saga: String, as number: Int64) async throws -> Bool {
        do {
            try await log.putDocument(
                kind: Self.kind, id: Self.id(saga, number), content: content, expectedVersion: 0)
            return true
        } catch let error as JunctionError where error.code == .versionConflict { return false }
    }

    private static func contended(_ saga: String) -> JunctionError {
        JunctionError(.versionConflict, "the saga '\(saga)' is being changed by others")
    }

    /// All there are, by saga.
    func all() async throws -> [String: Kept] {
        var found: [String: Kept] = [:]
        try await log.forEachDocument(kind: Self.kind) { document in
            guard let (id, number) = Self.parts(document.id) else { return }
            var kept = found[id] ?? Kept()
            do {
                let saga = try definition(document)
                kept.definitions[number] = saga
                if number > kept.newest { kept.isEnded = saga == nil }
            } catch {
                // Instances that go by it stand still, and the others go on.
                if number > kept.newest { kept.isEnded = false }
            }
            kept.numbers.insert(number)
            found[id] = kept
        }
        return found
    }

    /// What a document holds; nil: that the saga is declared no more. Throws for what cannot be read.
    func definition(_ document: Document) throws -> Saga? {
        if try surroundings.decode(document.content).isNull { return nil }
        return try Saga(json: document.content, source: document.id)
    }

    func remove(_ saga: String, _ number: Int64) async throws {
        try await log.removeDocument(kind: Self.kind, id: Self.id(saga, number))
    }

    /// What no instance goes by any more is forgotten; not the newest, with which other nodes may be beginning some.
    private func withoutUnused(_ kept: Kept, of saga: String) async throws -> Kept {
        var used: Set<Int64> = [kept.newest]
        try await SagaInstance.forEach(of: saga, in: log, surroundings) { instance, _ in used.insert(instance.version) }
        var left = kept
        for number in kept.numbers.subtracting(used) {
            try await remove(saga, number)
            left.definitions[number] = nil
            left.numbers.remove(number)
        }
        guard left.numbers.count < SagaLimits.versions else {
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
        _ body: (SagaInstance, _ version: Int64) -> Void
    ) async throws {
        try await log.forEachDocument(kind: SagaKeeper.kind(saga)) { document in
            guard let value = try? surroundings.decode(document.content),
                let instance = try? SagaInstance(value: value)
            else { return }
            body(instance, document.version)
        }
    }
}
