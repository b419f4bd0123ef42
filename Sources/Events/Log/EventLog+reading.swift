import Values

extension EventLog {
    /// The event with that id, and what has become of it; nil when there is none.
    package func event(id: String) async throws -> EventRecord? { try await read { try $0.event(id: id) } }

    /// One page of the history. Throws `cursorInvalid`.
    package func history(_ query: EventQuery) async throws -> EventPage { try await read { try $0.history(query) } }

    /// How many events a query means; counting stops at `most`.
    package func count(_ query: EventQuery, most: Int) async throws -> Int {
        try await read { try $0.count(query, most: most) }
    }

    /// The sequence of the newest event; 0 when there has been none.
    package func newestSequence() async throws -> Int64 {
        try await read { try $0.backlog(destination: "").through }
    }

    /// Events of the whole log after a sequence, in order; at least one, if there is any, whatever `byteLimit` says.
    package func events(after sequence: Int64, limit: Int, byteLimit: Int = .max) async throws -> [StoredEvent] {
        try await read { try $0.events(after: sequence, limit: limit, byteLimit: byteLimit) }
    }

    /// Events of one stream after a stream sequence, in order; no more than make a page (`EventPage.bytesMost`).
    package func events(stream: String, after streamSequence: Int64, limit: Int) async throws -> [StoredEvent] {
        try await read {
            try $0.events(
                stream: stream, after: streamSequence, limit: limit, byteLimit: EventPage.bytesMost)
        }
    }

    /// Where a stream stands: what `expectedVersion` is compared with.
    package func version(ofStream stream: String) async throws -> Int64 {
        try await read { try $0.version(ofStream: stream) }
    }

    /// What happened to one event, step by step; nil when there is none.
    package func lineage(id: String) async throws -> Lineage? { try await read { try $0.lineage(id: id) } }

    /// Streams in the order of their names, those after `after`.
    package func streams(after: String?, limit: Int) async throws -> [StreamSummary] {
        try await read { try $0.streams(after: after, limit: limit) }
    }

    /// Where a stream stands and where it begins; nil when there never was an event in it.
    package func stream(_ name: String) async throws -> StreamSummary? { try await read { try $0.stream(name) } }

    func retained(stream: String, after streamSequence: Int64, limit: Int) async throws -> [RetainedEvent] {
        try await read { try $0.retained(stream: stream, after: streamSequence, limit: limit) }
    }

    func weight(ofStream stream: String, after streamSequence: Int64, limit: Int) async throws -> StreamWeight {
        try await read { try $0.weight(ofStream: stream, after: streamSequence, limit: limit) }
    }

    /// See `StoreOperation.prune`. Returns the sequences removed.
    func prune(_ sequences: [Int64], while document: DocumentVersion?) async throws -> [Int64] {
        guard case .pruned(let gone) = try await write(.prune(sequences: sequences, while: document)) else {
            throw Self.mismatch
        }
        return gone
    }
}

extension DocumentLimits {
    /// Throws `eventOverLimit`.
    static func check(_ content: [UInt8]) throws {
        guard content.count <= bytes else {
            throw JunctionError(.eventOverLimit, "the document has \(content.count) bytes; at most \(bytes)")
        }
    }
}

extension EventLog: DocumentStore {
    package func document(kind: String, id: String) async throws -> Document? {
        try await read { try $0.document(kind: kind, id: id) }
    }

    /// Those documents of one kind that there are, by their ids.
    package func documents(kind: String, ids: [String]) async throws -> [String: Document] {
        try await read { store in
            var found: [String: Document] = [:]
            for id in ids { found[id] = try store.document(kind: kind, id: id) }
            return found
        }
    }

    package func documents(kind: String, after: String?, limit: Int) async throws -> [Document] {
        try await read { try $0.documents(kind: kind, after: after, limit: min(limit, DocumentLimits.page)) }
    }

    @discardableResult
    package func putDocument(
        kind: String, id: String, content: [UInt8], expectedVersion: Int64?
    ) async throws -> Document {
        try DocumentLimits.check(content)
        let operation = StoreOperation.putDocument(
            kind: kind, id: id, content: content, expectedVersion: expectedVersion)
        guard case .document(let document) = try await write(operation, bytes: content.count) else {
            throw Self.mismatch
        }
        return document
    }

    @discardableResult
    package func removeDocument(kind: String, id: String, expectedVersion: Int64?) async throws -> Bool {
        let operation = StoreOperation.removeDocument(kind: kind, id: id, expectedVersion: expectedVersion)
        guard case .removed(let existed) = try await write(operation) else { throw Self.mismatch }
        return existed
    }
}
