package import Values

/// What the events of a stream up to some place come to, saved so that they need not all be read again.
package struct StreamSnapshot: Sendable, Hashable {
    /// The stream sequence of the last event that it takes in.
    package var version: Int64
    package var state: Value
    package var savedAt: Instant
    /// The public part of the key that saved it.
    package var savedBy: String

    package init(version: Int64, state: Value, savedAt: Instant, savedBy: String) {
        self.version = version
        self.state = state
        self.savedAt = savedAt
        self.savedBy = savedBy
    }
}

/// Saves and reads the newest snapshot of each stream: one document, of at most `DocumentLimits.bytes`.
package struct SnapshotKeeper: Sendable {
    private static let kind = "snapshot"

    private let log: EventLog
    private let coding: DocumentCoding

    package init(log: EventLog, coding: DocumentCoding) {
        self.log = log
        self.coding = coding
    }

    /// Nil when none was saved.
    package func snapshot(of stream: String) async throws -> StreamSnapshot? { try await kept(stream)?.snapshot }

    /// On disk when it returns; the one before is gone. Throws `versionConflict` when the stream has not come so far, or a
    /// newer snapshot is there, and `eventOverLimit`.
    package func save(_ snapshot: StreamSnapshot, of stream: String) async throws {
        let version = try await log.version(ofStream: stream)
        guard snapshot.version <= version else {
            throw .versionConflict("stream", at: version, expected: snapshot.version) as JunctionError
        }
        let before = try await kept(stream)
        if let newest = before?.snapshot.version, newest > snapshot.version {
            throw .versionConflict("snapshot", at: newest, expected: snapshot.version) as JunctionError
        }
        let value: Value = [
            "version": .integer(snapshot.version), "state": snapshot.state,
            "savedAt": .integer(snapshot.savedAt.microseconds), "savedBy": .string(snapshot.savedBy),
        ]
        try await log.putDocument(
            kind: Self.kind, id: stream, content: coding.encode(value), expectedVersion: before?.revision ?? 0)
    }

    /// Returns whether there was one.
    package func remove(of stream: String) async throws -> Bool {
        try await log.removeDocument(kind: Self.kind, id: stream)
    }

    private func kept(_ stream: String) async throws -> (snapshot: StreamSnapshot, revision: Int64)? {
        guard let document = try await log.document(kind: Self.kind, id: stream) else { return nil }
        let value = try coding.decode(document.content)
        guard let version = value["version"]?.integer else {
            throw JunctionError(.internalFault, "a stored snapshot cannot be read")
        }
        let snapshot = StreamSnapshot(
            version: version, state: value["state"] ?? .null,
            savedAt: Instant(microseconds: value["savedAt"]?.integer ?? 0), savedBy: value["savedBy"]?.string ?? "")
        return (snapshot, document.version)
    }
}
