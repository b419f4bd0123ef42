package import Events
import Synchronization
package import Values

/// A store without a disk, for tests: as quick as a store can be, obedient to the conformance suite, and able to fail
/// when told to. A new one on the same `Medium` is the store after a restart.
/// Nothing in it changes but the medium, which a mutex guards.
package class InMemoryEventStore: EventStore, @unchecked Sendable {
    /// What outlives a store that is closed or dropped.
    package final class Medium: Sendable {
        let tables = Mutex(MemoryTables())
        package init() {}

        /// Another medium of the same contents.
        package func copy() -> Medium {
            let copy = Medium()
            let contents = tables.withLock { $0 }
            copy.tables.withLock { $0 = contents }
            return copy
        }

        /// Becomes what the other one is.
        package func restore(_ other: Medium) {
            let contents = other.tables.withLock { $0 }
            tables.withLock { $0 = contents }
        }

        /// Loses events, whoever waits for them: no store may do that.
        package func lose(_ sequences: [Int64]) { tables.withLock { $0.lose(sequences) } }
    }

    let medium: Medium
    private let beforeCommit: @Sendable () throws -> Void
    private let afterCommit: @Sendable () throws -> Void
    private let insteadOfCommit: (@Sendable ([StoreOperation]) throws -> [StoreResult])?

    /// - Parameters:
    ///   - beforeCommit: throws to make a commit fail with nothing written.
    ///   - afterCommit: throws to make a commit seem to fail although it was written: a crash before the answer.
    ///   - insteadOfCommit: gives the answer to a commit that was made elsewhere.
    package init(
        _ medium: Medium = Medium(), beforeCommit: @escaping @Sendable () throws -> Void = {},
        afterCommit: @escaping @Sendable () throws -> Void = {},
        insteadOfCommit: (@Sendable ([StoreOperation]) throws -> [StoreResult])? = nil
    ) {
        self.medium = medium
        self.beforeCommit = beforeCommit
        self.afterCommit = afterCommit
        self.insteadOfCommit = insteadOfCommit
    }

    package func commit(_ operations: [StoreOperation], at now: Instant) throws -> [StoreResult] {
        if let insteadOfCommit { return try insteadOfCommit(operations) }
        try beforeCommit()
        let results = medium.tables.withLock { tables in
            let now = max(now, tables.lastRecordedAt)
            return operations.map { tables.write($0, at: now) }
        }
        try afterCommit()
        return results
    }

    /// As a store does that nodes share, by the clock given.
    package func renewLeases(_ request: WorkLeaseRequest, at now: Instant) -> WorkLeaseAnswer {
        medium.tables.withLock { $0.renewLeases(request, at: now) }
    }

    package func maintain() throws {}
    package func close() throws {}

    private func read<Answer: Sendable>(_ body: (MemoryTables) throws -> Answer) throws -> Answer {
        let tables = medium.tables.withLock { $0 }
        return try body(tables)
    }

    package func event(id: String) throws -> EventRecord? {
        try read { tables in tables.byID[ExactText(id)].flatMap { tables.events[$0] }.map(tables.record) }
    }
    package func history(_ query: EventQuery) throws -> EventPage { try read { try $0.history(query) } }
    package func count(_ query: EventQuery, most: Int) throws -> Int { try read { $0.count(query, most: most) } }
    package func events(after sequence: Int64, limit: Int, byteLimit: Int) throws -> [StoredEvent] {
        try read { Self.page($0.inOrder.lazy.filter { $0.sequence > sequence }.prefix(limit), byteLimit) }
    }
    package func events(
        stream: String, after streamSequence: Int64, limit: Int, byteLimit: Int
    ) throws -> [StoredEvent] {
        try read { tables in
            let events = tables.inOrder.lazy.filter {
                $0.event.stream.isIdenticalUTF8(to: stream) && $0.streamSequence > streamSequence
            }
            return Self.page(events.prefix(limit), byteLimit)
        }
    }
    private static func page(_ events: some Sequence<StoredEvent>, _ byteLimit: Int) -> [StoredEvent] {
        var bytes = 0
        return Array(
            events.prefix { stored in
                defer { bytes += stored.event.payload.count }
                return bytes < byteLimit
            })
    }
    package func version(ofStream stream: String) throws -> Int64 { try read { $0.versions[ExactText(stream)] ?? 0 } }
    package func streams(after: String?, limit: Int) throws -> [StreamSummary] {
        try read { tables in
            let names = tables.versions.keys.map(\.text).filter { (after ?? "") < $0 }.sorted()
            return names.prefix(limit).compactMap { tables.summary($0) }
        }
    }
    package func stream(_ name: String) throws -> StreamSummary? { try read { $0.summary(name) } }
    package func retained(stream: String, after streamSequence: Int64, limit: Int) throws -> [RetainedEvent] {
        try read { $0.retained(stream, after: streamSequence, limit: limit) }
    }
    package func weight(ofStream stream: String, after streamSequence: Int64, limit: Int) throws -> StreamWeight {
        let events = try retained(stream: stream, after: streamSequence, limit: limit)
        return StreamWeight(
            through: events.last?.streamSequence ?? streamSequence, bytes: events.reduce(0) { $0 + $1.bytes })
    }
    package func lineage(id: String) throws -> Lineage? { try read { $0.lineage(id: id) } }
    package func pending(_ request: PendingRequest) throws -> PendingPage { try read { $0.pendingPage(request) } }
    package func backlog(destination: String) throws -> Backlog { try read { $0.backlog(destination) } }
    package func pendingBytes(destination: String) throws -> Int64 { try read { $0.pendingBytes(destination) } }
    package func destinations() throws -> [String] {
        try read { tables in
            Set(tables.pending.keys.map(\.destination) + tables.dead.keys.map(\.destination)).sorted()
        }
    }
    package func deadLetters(_ query: DeadLetterQuery) throws -> DeadLetterPage {
        try read { try $0.deadLetterPage(query) }
    }
    package func document(kind: String, id: String) throws -> Document? {
        try read { $0.documents[MemoryTables.DocumentName(kind: kind, id: id)] }
    }
    package func documents(kind: String, after: String?, limit: Int) throws -> [Document] {
        try read { tables in
            let found = tables.documents.values.filter { $0.kind == kind && (after ?? "") < $0.id }
            return Array(found.sorted { $0.id < $1.id }.prefix(limit))
        }
    }
}
