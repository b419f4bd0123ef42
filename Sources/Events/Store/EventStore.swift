package import Values

/// What keeps the log, its deliveries and the documents. One conforms per database; the conformance suite in TestKit
/// says what each must do.
///
/// The calls block, and are made on threads that `EventLog` owns: `commit` and `maintain` on one thread, one at a time;
/// the reads on several. Errors are `storeUnavailable` or `storeFull`.
package protocol EventStore: CommitStore {
    func event(id: String) throws -> EventRecord?
    func history(_ query: EventQuery) throws -> EventPage
    /// How many events a query means, its cursor, order and limit apart; counting stops at `most`.
    func count(_ query: EventQuery, most: Int) throws -> Int
    /// Events of the whole log after a sequence, in order.
    /// Stops after the one with which the payloads together reach `byteLimit`.
    func events(after sequence: Int64, limit: Int, byteLimit: Int) throws -> [StoredEvent]
    /// Events of one stream after a stream sequence, in order; as many as `byteLimit` says above.
    func events(stream: String, after streamSequence: Int64, limit: Int, byteLimit: Int) throws -> [StoredEvent]
    /// The stream sequence of the stream's newest event, pruned ones counted; 0 when it never had one.
    func version(ofStream stream: String) throws -> Int64
    /// Streams in the order of their names (by bytes), those after `after`.
    func streams(after: String?, limit: Int) throws -> [StreamSummary]
    /// Nil when there never was an event in it.
    func stream(_ name: String) throws -> StreamSummary?
    /// What says whether events of one stream may go, after a stream sequence, in order.
    func retained(stream: String, after streamSequence: Int64, limit: Int) throws -> [RetainedEvent]
    /// What the payloads of the next `limit` events of a stream weigh; `through` is `streamSequence` when there are none.
    func weight(ofStream stream: String, after streamSequence: Int64, limit: Int) throws -> StreamWeight

    func lineage(id: String) throws -> Lineage?

    func pending(_ request: PendingRequest) throws -> PendingPage
    func backlog(destination: String) throws -> Backlog
    /// Bytes of payload that are pending for a destination. Slower than `backlog`: it looks at every row.
    func pendingBytes(destination: String) throws -> Int64
    /// Destinations that have something pending or dead.
    func destinations() throws -> [String]
    func deadLetters(_ query: DeadLetterQuery) throws -> DeadLetterPage

    func document(kind: String, id: String) throws -> Document?
    func documents(kind: String, after: String?, limit: Int) throws -> [Document]
}

/// The part of a store that the log's writer thread calls.
package protocol CommitStore: Sendable {
    /// Waits for other nodes' commits where they are many, before a batch is taken: so that what comes meanwhile is in it.
    /// A commit follows, or `maintain`. Never throws: the commit finds out what is wrong.
    func awaitTurn()

    /// Writes all operations in one transaction, in order, and returns one result each. On disk when it returns; when it
    /// throws, nothing of the batch is there.
    func commit(_ operations: [StoreOperation], at now: Instant) throws -> [StoreResult]

    /// Housekeeping between commits, such as a checkpoint of the write-ahead log. Short.
    func maintain() throws
    /// Called once, after the last other call.
    func close() throws
}

extension CommitStore {
    package func awaitTurn() {}
}

extension EventStore {
    package func events(after sequence: Int64, limit: Int) throws -> [StoredEvent] {
        try events(after: sequence, limit: limit, byteLimit: .max)
    }
}
