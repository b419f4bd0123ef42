import Values

@testable import Events

/// What a node's committer takes for its store: the answer to the next commit has been put there already.
struct PreparedStore: CommitStore {
    let answer = Mailbox<Result<[StoreResult], JunctionError>>()

    func commit(_ operations: [StoreOperation], at now: Instant) throws -> [StoreResult] {
        guard let answer = answer.take().first else { throw JunctionError(.internalFault, "no answer was prepared") }
        return try answer.get()
    }

    func maintain() throws {}
    func close() throws {}
}
