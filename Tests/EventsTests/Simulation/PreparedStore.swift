import TestKit
import Values

@testable import Events

/// What a node's committer takes for its store: the answer to the next commit has been put there already. Reads go to the
/// simulated store by another way, and find nothing here.
protocol PreparedStore: EventStore {
    var answer: Mailbox<Result<[StoreResult], JunctionError>> { get }
}

/// A store of one node.
struct PreparedFile: PreparedStore { let answer = Mailbox<Result<[StoreResult], JunctionError>>() }

/// A store that nodes share.
struct PreparedServer: PreparedStore, SharedStore {
    let answer = Mailbox<Result<[StoreResult], JunctionError>>()

    func renewLeases(_ request: WorkLeaseRequest) throws -> WorkLeaseAnswer { WorkLeaseAnswer(nodes: [:], leases: [:]) }
    func follow(_ told: @escaping @Sendable (PendingNews) -> Void) {}
}

extension PreparedStore {
    func commit(_ operations: [StoreOperation], at now: Instant) throws -> [StoreResult] {
        guard let answer = answer.take().first else { throw JunctionError(.internalFault, "no answer was prepared") }
        return try answer.get()
    }

    private var empty: InMemoryEventStore { InMemoryEventStore() }
    func event(id: String) throws -> EventRecord? { nil }
    func history(_ query: EventQuery) throws -> EventPage { try empty.history(query) }
    func count(_ query: EventQuery, most: Int) throws -> Int { 0 }
    func events(after sequence: Int64, limit: Int) throws -> [StoredEvent] { [] }
    func events(stream: String, after streamSequence: Int64, limit: Int) throws -> [StoredEvent] { [] }
    func version(ofStream stream: String) throws -> Int64 { 0 }
    func lineage(id: String) throws -> Lineage? { nil }
    func lineages(reference: String, limit: Int) throws -> [Lineage] { [] }
    func pending(_ request: PendingRequest) throws -> PendingPage { try empty.pending(request) }
    func backlog(destination: String) throws -> Backlog { try empty.backlog(destination: destination) }
    func pendingBytes(destination: String) throws -> Int64 { 0 }
    func destinations() throws -> [String] { [] }
    func deadLetters(_ query: DeadLetterQuery) throws -> DeadLetterPage { try empty.deadLetters(query) }
    func document(kind: String, id: String) throws -> Document? { nil }
    func documents(kind: String, after: String?, limit: Int) throws -> [Document] { [] }
    func maintain() throws {}
    func close() throws {}
}
