import Events
import Formats
package import Values

/// How far a view is: one document, which changes in one transaction with what it stands for.
package protocol ViewProgress: Sendable {
    /// Of the documents, and what messages call such a view.
    static var kind: String { get }
    var value: Value { get }
    /// Throws `storeIncompatible`.
    init(value: Value) throws

    /// Since when no integration point declares the view; nil while one does.
    var absentSince: Instant? { get set }
    /// Gives up what the view keeps, and begins anew when it comes back. Returns the kind of the documents that are to be
    /// removed next; nil when none are left.
    mutating func retire(_ id: String) -> String?
    /// The documents of the kind that `retire` named are gone.
    mutating func removedNext()
}

extension ViewProgress {
    init(_ document: Document) throws { try self.init(value: JSONFormat().decode(document.content)) }

    /// Throws what the store throws.
    static func kept(_ id: String, in log: EventLog) async throws -> (progress: Self, version: Int64)? {
        try await log.document(kind: kind, id: id).map { (try Self($0), $0.version) }
    }
}

/// The document of one view's progress, as this node knows it. Every commit expects the version that the one before left: of
/// two who believe that they work on a view, one is refused.
struct ViewRecord<Progress: ViewProgress>: Sendable {
    private let id: String
    private let log: EventLog
    private let time: TimeSource
    private var version: Int64
    private(set) var savedAt: Instant
    private var lookedAt: Instant

    /// How often who works on a view, and has nothing to commit, looks whether somebody asked for something.
    static var lookEvery: Duration { .seconds(2) }

    /// - Parameter version: 0 while there is no document.
    init(_ id: String, version: Int64, log: EventLog, time: TimeSource) {
        self.id = id
        self.version = version
        self.log = log
        self.time = time
        savedAt = time.now()
        lookedAt = savedAt
    }

    /// All of it or, when it throws, nothing. Throws `versionConflict` when somebody else has changed the progress, and what
    /// `EventLog.commit` throws.
    mutating func commit(
        _ progress: Progress, events: [Append] = [], documents: [DocumentChange] = []
    ) async throws {
        let content = try JSONFormat().encode(progress.value)
        let document = DocumentChange.put(kind: Progress.kind, id: id, content: content, expectedVersion: version)
        try await log.commit(events, documents: [document] + documents)
        version += 1
        savedAt = time.now()
    }

    /// Throws `versionConflict` when somebody else has changed the progress.
    mutating func look() async throws {
        let now = time.now()
        guard now - lookedAt >= Self.lookEvery else { return }
        lookedAt = now
        guard try await log.document(kind: Progress.kind, id: id)?.version == version else {
            throw JunctionError(.versionConflict, "the \(Progress.kind) '\(id)' was changed elsewhere")
        }
    }

    /// Removes the document. Throws `versionConflict` when somebody else has changed it.
    func remove() async throws { try await log.removeDocument(kind: Progress.kind, id: id, expectedVersion: version) }
}
