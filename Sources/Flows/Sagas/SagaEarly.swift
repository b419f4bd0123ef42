import Events
import Values

/// The events that came before the one that begins their instance: a document for each key, with their ids. What they say is
/// in the log.
struct SagaEarly: Sendable {
    struct Kept: Sendable, Hashable {
        var event: String
        var at: Instant
    }

    let log: EventLog
    let surroundings: SagaKeeper.Surroundings

    static func kind(_ saga: String) -> String { "saga-early:\(saga)" }

    private static let tries = 10

    /// Keeps an event, once. Throws `sagaFailed` when as many are kept for the key as may be.
    ///
    /// - Returns: When the oldest one is to be forgotten.
    func keep(_ event: String, _ saga: String, _ key: String, for span: Duration, at now: Instant) async throws
        -> Instant
    {
        for _ in 0..<Self.tries {
            let (kept, version) = try await read(saga, key)
            let young = kept.filter { $0.at + span > now }
            let oldest = young.first?.at ?? now
            if young.contains(where: { $0.event == event }) { return oldest + span }
            guard young.count < SagaLimits.earlyOfKey else {
                throw JunctionError(
                    .sagaFailed, "\(SagaLimits.earlyOfKey) events wait for the instance '\(key)' to begin already")
            }
            do {
                try await write(young + [Kept(event: event, at: now)], saga, key, over: version)
                return oldest + span
            } catch let error as JunctionError where error.code == .versionConflict { continue }
        }
        throw JunctionError(.versionConflict, "the events for '\(key)' are being changed by others")
    }

    /// Forgets what is too old. Returns when the rest is to be looked at again; nil when nothing is left.
    func prune(_ saga: String, _ key: String, keptFor span: Duration, at now: Instant) async throws -> Instant? {
        let (kept, version) = try await read(saga, key)
        let young = kept.filter { $0.at + span > now }
        if young.isEmpty {
            if version > 0 { try await log.removeDocument(kind: Self.kind(saga), id: key, expectedVersion: version) }
            return nil
        }
        if young.count < kept.count { try await write(young, saga, key, over: version) }
        return young.first.map { $0.at + span }
    }

    /// The events kept for a key and not too old, oldest first, as far as the log still has them.
    func events(_ saga: String, _ key: String, keptFor span: Duration, at now: Instant) async throws -> [StoredEvent] {
        var events: [StoredEvent] = []
        for kept in try await read(saga, key).kept where kept.at + span > now {
            if let record = try await log.event(id: kept.event) { events.append(record.stored) }
        }
        return events
    }

    /// Goes through all keys of a saga, each with the time of its oldest event.
    func forEach(of saga: String, _ body: (_ key: String, _ oldest: Instant) -> Void) async throws {
        try await log.forEachDocument(kind: Self.kind(saga)) { document in
            if let oldest = try decoded(document).first?.at { body(document.id, oldest) }
        }
    }

    private func read(_ saga: String, _ key: String) async throws -> (kept: [Kept], version: Int64) {
        guard let document = try await log.document(kind: Self.kind(saga), id: key) else { return ([], 0) }
        return (try decoded(document), document.version)
    }

    private func write(_ kept: [Kept], _ saga: String, _ key: String, over version: Int64) async throws {
        let value = Value.array(kept.map { ["event": .string($0.event), "at": .integer($0.at.microseconds)] })
        try await log.putDocument(
            kind: Self.kind(saga), id: key, content: surroundings.encode(value), expectedVersion: version)
    }

    private func decoded(_ document: Document) throws -> [Kept] {
        (try surroundings.decode(document.content).array ?? []).compactMap { item in
            guard let event = item["event"]?.string, let at = item["at"]?.integer else { return nil }
            return Kept(event: event, at: Instant(microseconds: at))
        }
    }
}
