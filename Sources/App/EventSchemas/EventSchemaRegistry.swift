import APIContract
import Events
import Mapping
import Synchronization
import Values

/// The schemas of event types: kept in the store, one document a version, and at hand where events are published.
///
/// What another node registers or sets is followed within `lookEvery`.
final class EventSchemaRegistry: Sendable {
    static let kind = "event-schema"
    static let versionKind = "event-schema-version"
    /// Versions of one type, and bytes of one schema; more are refused.
    static let versionsMost = 500
    static let schemaBytesMost = 256 << 10
    private static let lookEvery = Duration.seconds(2)

    /// What publishing asks.
    private struct Active: Sendable {
        var revision: Int64
        var mode: SchemaValidationMode
        /// Nil when there is no version, or it cannot be used.
        var check: PayloadCheck?
    }

    private struct State: Sendable {
        var active: [String: Active] = [:]
        /// When the last look began; nil before the first, and once that is known to be old.
        var lookedAt: Instant?
        var look: Task<Void, any Error>?
        /// Looks that are not done.
        var looking = 0

        func isDue(at now: Instant) -> Bool { lookedAt.map { now - $0 >= lookEvery } ?? true }
    }

    private let log: EventLog
    private let time: TimeSource
    private let state = Mutex(State())

    init(log: EventLog, time: TimeSource) {
        self.log = log
        self.time = time
    }

    // MARK: Reading

    func settings(of type: String) async throws -> (StoredSchemaSettings, revision: Int64)? {
        guard let document = try await log.document(kind: Self.kind, id: type) else { return nil }
        return (try StoredSchemaSettings(document), document.version)
    }

    /// By type, those after one.
    func all(after: String?, limit: Int) async throws -> [(type: String, settings: StoredSchemaSettings)] {
        try await log.documents(kind: Self.kind, after: after, limit: limit).map {
            ($0.id, try StoredSchemaSettings($0))
        }
    }

    /// Oldest first, those after one.
    func versions(of type: String, after: Int = 0, limit: Int = versionsMost) async throws -> [StoredEventSchema] {
        let found = try await log.documents(
            kind: Self.versionKind, after: Self.versionID(type, after), limit: limit)
        return try found.prefix { $0.id.hasPrefix("\(type)#") }.map { try StoredEventSchema($0) }
    }

    /// In the order of numbers, since ids are in the order of their bytes. A type has no `#`.
    private static func versionID(_ type: String, _ version: Int) -> String {
        let digits = String(version)
        return "\(type)#\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)"
    }

    // MARK: Changing

    /// On disk when it returns.
    func set(_ settings: StoredSchemaSettings, of type: String, revision: Int64) async throws {
        try await log.putDocument(
            kind: Self.kind, id: type, content: DocumentCoding.json.encode(settings.value), expectedVersion: revision)
        state.withLock { $0.lookedAt = nil }
    }

    /// On disk when it returns, with the record of it: all of it or nothing. Throws `versionConflict` when somebody else
    /// registered one meanwhile.
    func add(_ schema: StoredEventSchema, of type: String, record: Event) async throws {
        let (before, revision) = try await settings(of: type) ?? (StoredSchemaSettings(), 0)
        var settings = before
        settings.latest = schema.version
        try await log.commit(
            [Append(record)],
            documents: [
                .put(
                    kind: Self.versionKind, id: Self.versionID(type, schema.version),
                    content: DocumentCoding.json.encode(schema.value), expectedVersion: 0),
                .put(
                    kind: Self.kind, id: type, content: DocumentCoding.json.encode(settings.value),
                    expectedVersion: revision),
            ])
        state.withLock { $0.lookedAt = nil }
    }

    // MARK: Publishing

    /// Nil when events of the type are not to be looked at.
    func check(for type: String) async throws -> (mode: SchemaValidationMode, check: PayloadCheck)? {
        try await look()
        return known(for: type)
    }

    /// The same, of what was last seen.
    func known(for type: String) -> (mode: SchemaValidationMode, check: PayloadCheck)? {
        guard let active = state.withLock({ $0.active[type] }), let check = active.check else { return nil }
        return (active.mode, check)
    }

    /// Whether there is a `look` to wait for.
    var isStale: Bool {
        let now = time.now()
        return state.withLock { $0.looking > 0 || $0.isDue(at: now) }
    }

    /// Reads what is registered, when that is due; all who publish meanwhile wait for it.
    func look() async throws {
        let now = time.now()
        let look = state.withLock { state in
            guard state.isDue(at: now) else { return state.look }
            let before = state.look
            state.lookedAt = now
            state.looking += 1
            state.look = Task { try await self.read(after: before) }
            return state.look
        }
        try await look?.value
    }

    /// What an older look has found must not come after what a newer one has.
    private func read(after before: Task<Void, any Error>?) async throws {
        defer { state.withLock { $0.looking -= 1 } }
        _ = await before?.result
        do { try await read() } catch {
            state.withLock { $0.lookedAt = nil }
            throw error
        }
    }

    private func read() async throws {
        let documents = try await log.allDocuments(kind: Self.kind)
        var active: [String: Active] = [:]
        let known = state.withLock { $0.active }
        for document in documents {
            let settings = try StoredSchemaSettings(document)
            guard settings.validation != .off else { continue }
            if let same = known[document.id], same.revision == document.version {
                active[document.id] = same
                continue
            }
            let newest = try await versions(of: document.id, after: max(0, settings.latest - 1), limit: 1).last
            active[document.id] = Active(
                revision: document.version, mode: settings.validation, check: try newest.map { try PayloadCheck($0) })
        }
        let found = active
        state.withLock { $0.active = found }
    }
}
